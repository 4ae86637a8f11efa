import { findHeaderEnd, splitFields, unfold } from './header-fields.ts';

/**
 * The content without the header fields that `shouldRemove` names, everything else octet for octet. Returns `content` itself
 * when nothing goes. `name` is given in lower case, `value` unfolded and read as UTF-8. For Bcc on submission (RFC 5322
 * §3.6.3) and for Authentication-Results that claim to be ours (RFC 8601 §5).
 */
export function removeHeaderFields(content: Buffer, shouldRemove: (name: string, value: string) => boolean): Buffer {
  const header = content.toString('latin1', 0, findHeaderEnd(content));
  const kept: Buffer[] = [];
  let keptFrom = 0;
  for (const field of splitFields(header, Number.POSITIVE_INFINITY)) {
    const value = Buffer.from(unfold(header, field), 'latin1').toString('utf8');
    if (!shouldRemove(field.name.toLowerCase(), value)) continue;
    kept.push(content.subarray(keptFrom, field.start));
    keptFrom = field.end;
  }
  if (keptFrom === 0) return content;
  kept.push(content.subarray(keptFrom));
  return Buffer.concat(kept);
}

import { randomUUID } from 'node:crypto';
import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { formatDateTime } from '#mail/mime/date-time.ts';
import { headerFields } from '#mail/mime/header-fields.ts';
import { formatHeaderField } from '#mail/mime/header-writer.ts';
import { removeHeaderFields } from '#mail/mime/remove-header-fields.ts';

/**
 * The only cut made to arriving mail: fields that claim our own verdict (RFC 8601 §5). Everything else is kept octet for octet, or a
 * signature would break.
 */
export function withoutForgedVerdicts(octets: Buffer, authservId: string): Buffer {
  return removeHeaderFields(octets, (name, value) => name === 'authentication-results' && claimsToBe(value, authservId));
}

// authserv-id comes first, perhaps after comments, and is a token or a quoted string (RFC 8601 §2.2).
function claimsToBe(value: string, authservId: string): boolean {
  const rest = value.slice(commentsEnd(value));
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1]?.replace(/\\(.)/g, '$1');
  const id = quoted ?? /^[^\s;("]+/.exec(rest)?.[0];
  return id?.trim().replace(/\.$/, '').toLowerCase() === authservId.toLowerCase();
}

/** Where the comments and blanks at the start end: comments nest and escape (RFC 5322 §3.2.2), more than a pattern can follow. */
function commentsEnd(value: string): number {
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value[at]!;
    if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
    else if (character === '\\' && depth > 0) at++;
    else if (depth === 0 && !/\s/.test(character)) return at;
  }
  return value.length;
}

/** A submitted message as it goes on: Bcc gone (RFC 5322 §3.6.3), Date and Message-ID put in front where missing (RFC 6409 §8.2, §8.3). */
export function completedSubmission(octets: Buffer, facts: { hostname: string; at: Date }): Buffer {
  const withoutBcc = removeHeaderFields(octets, (name) => name === 'bcc' || name === 'resent-bcc');
  const names = new Set(headerFields(withoutBcc).map((field) => field.name.toLowerCase()));
  const missing = [
    names.has('date') ? '' : formatHeaderField('Date', formatDateTime(facts.at, vietnamOffsetMinutes)),
    names.has('message-id') ? '' : formatHeaderField('Message-ID', `<${randomUUID()}@${facts.hostname}>`),
  ].join('');
  return missing === '' ? withoutBcc : Buffer.concat([Buffer.from(missing), withoutBcc]);
}

import type { Defect } from './defect.ts';
import { splitFields, unfold } from './header-fields.ts';
import { headerFieldsMax, headerSectionOctetsMax } from './limits.ts';

/** The fields the scan reads; others are passed over. Addresses may be spread over several (RFC 5322 §4.5.3), the rest occur once. */
// biome-ignore format: a list reads better in rows
const single = new Set([
  'date', 'subject', 'from', 'sender', 'reply-to', 'in-reply-to', 'references', 'message-id',
  'content-type', 'content-transfer-encoding', 'content-disposition', 'content-id', 'content-description',
  'content-md5', 'content-language', 'content-location',
]);
const joined = new Set(['to', 'cc', 'bcc']);

export interface PartHeader {
  /** Unfolded values as octets (latin1) by lower-case name. */
  readonly values: ReadonlyMap<string, string>;
  /** After the blank line; without one, where the header section stops. */
  readonly bodyStart: number;
}

/**
 * Reads the header section at `start`. It ends after its blank line, before a line that `isDelimiter` knows (a part that is cut
 * short by its multipart's boundary), or with the content.
 */
export function readPartHeader(
  content: Buffer,
  start: number,
  isDelimiter: (lineStart: number, lineEnd: number) => boolean,
  defects: Set<Defect>,
): PartHeader {
  let at = start;
  let bodyStart = -1;
  while (at < content.length) {
    const newline = content.indexOf(10, at);
    const next = newline < 0 ? content.length : newline + 1;
    if (newline === at || (newline === at + 1 && content[at] === 13)) {
      bodyStart = next;
      break;
    }
    if (content[at] === 0x2d && content[at + 1] === 0x2d && isDelimiter(at, next)) break;
    at = next;
  }
  if (bodyStart < 0) {
    if (at > start) defects.add('no-blank-line');
    bodyStart = at;
  }
  return { values: readValues(content, start, at, defects), bodyStart };
}

function readValues(content: Buffer, start: number, end: number, defects: Set<Defect>): Map<string, string> {
  const values = new Map<string, string>();
  if (end - start > headerSectionOctetsMax) defects.add('header-too-long');
  const text = content.toString('latin1', start, Math.min(end, start + headerSectionOctetsMax));
  if (text.includes('\0')) defects.add('nul');
  const fields = splitFields(text, headerFieldsMax);
  if (fields.length === headerFieldsMax) defects.add('too-many-fields');
  for (const field of fields) {
    const name = field.name.toLowerCase();
    const isJoined = joined.has(name);
    if (!isJoined && !single.has(name)) continue;
    const known = values.get(name);
    if (known === undefined) values.set(name, unfold(text, field));
    else if (isJoined) values.set(name, `${known}, ${unfold(text, field)}`);
    else defects.add('repeated-field');
  }
  return values;
}

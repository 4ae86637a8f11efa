import { type FetchedMessage, type ImapValue, ResponseReader } from '#test/helpers/imap-response.ts';

/** An untagged response, as far as a client's view of its mailbox hangs on it. */
export type Untagged =
  | { readonly kind: 'exists' | 'expunge'; readonly number: number }
  | { readonly kind: 'vanished'; readonly isEarlier: boolean; readonly uids: readonly (readonly [number, number])[] }
  | { readonly kind: 'enabled'; readonly names: readonly string[] }
  | { readonly kind: 'found'; readonly numbers: readonly number[] }
  | { readonly kind: 'status'; readonly status: string; readonly code: string }
  | ({ readonly kind: 'fetch' } & FetchedMessage)
  | { readonly kind: 'other' };

const other: Untagged = { kind: 'other' };
const respText = /(?:\[([A-Z][A-Z0-9.-]*)(?: (?:"(?:[^"\\\r\n]|\\["\\])*"|[^\]"\r\n])+)?\] )?[^\r\n\0]+/y;

/** A tagged response after its tag, or the rest of `* OK …`. Throws where it is none. */
export function readStatus(reader: ResponseReader): { status: string; code: string } {
  const status = reader.expect(/(OK|NO|BAD|BYE|PREAUTH) /y)[1]!;
  const code = reader.expect(respText)[1] ?? '';
  reader.expectEnd();
  return { status, code };
}

/** Reads an untagged response by the grammar of RFC 9051 §9 and of the extensions announced; throws on anything else. */
export function readUntagged(line: string, isUtf8: boolean): Untagged {
  const reader = new ResponseReader(line, { isUtf8 });
  const fetched = reader.fetch();
  if (fetched !== null) {
    for (const [name, value] of fetched.items) expectItem(name, value);
    return { kind: 'fetch', ...fetched };
  }
  reader.expectText('* ');
  const counted = reader.match(/(\d+) (EXISTS|RECENT|EXPUNGE)$/y);
  if (counted !== null) {
    if (counted[2] === 'RECENT') return other;
    return { kind: counted[2] === 'EXISTS' ? 'exists' : 'expunge', number: Number(counted[1]) };
  }
  if (/^(?:OK|NO|BAD|BYE|PREAUTH) /.test(reader.rest)) return { kind: 'status', ...readStatus(reader) };
  const name = reader.expect(/[A-Z]+/y)[0];
  const read = readers.get(name);
  if (read === undefined) throw new Error(`no such response: ${JSON.stringify(line)}`);
  const result = read(reader);
  reader.expectEnd();
  return result;
}

const values = (count: number) => (reader: ResponseReader) => {
  for (let left = count; left > 0; left -= 1) {
    reader.expectText(' ');
    reader.value();
  }
  return other;
};

const mailboxAnd = (rest: (reader: ResponseReader) => void) => (reader: ResponseReader) => {
  reader.expectText(' ');
  const name = reader.value();
  if (name !== null && typeof name !== 'string' && !('atom' in name)) throw new Error('expected a mailbox');
  rest(reader);
  return other;
};

const matching = (pattern: RegExp) => (reader: ResponseReader) => {
  reader.expect(pattern);
  return other;
};

function listAfterSp(reader: ResponseReader): void {
  reader.expectText(' ');
  expectList(reader.value());
}

const manyStrings = (reader: ResponseReader) => {
  while (reader.take(' ')) reader.value();
};

function listed(reader: ResponseReader): Untagged {
  reader.expect(/ \((?:\\[A-Za-z]+(?: \\[A-Za-z]+)*)?\) (?:"\/"|NIL) /y);
  reader.value();
  if (reader.take(' ')) expectList(reader.value());
  return other;
}

function found(reader: ResponseReader): Untagged {
  const numbers: number[] = [];
  for (let next = reader.match(/ (\d+)/y); next !== null; next = reader.match(/ (\d+)/y)) numbers.push(Number(next[1]));
  reader.match(/ \(MODSEQ \d+\)/y);
  return { kind: 'found', numbers };
}

const setText = '(?:\\d+(?::\\d+)?)(?:,\\d+(?::\\d+)?)*';

function extended(reader: ResponseReader): Untagged {
  reader.expectText(' (TAG ');
  reader.value();
  if (reader.take(' MAILBOX ')) {
    reader.value();
    reader.expect(/ UIDVALIDITY \d+/y);
  }
  reader.expectText(')');
  const isUid = reader.take(' UID');
  const numbers: number[] = [];
  const item = new RegExp(` (?:(MIN|MAX|COUNT|MODSEQ) \\d+|ALL (${setText})|PARTIAL \\(-?\\d+:-?\\d+ (NIL|${setText})\\))`, 'y');
  for (let next = reader.match(item); next !== null; next = reader.match(item))
    if (next[2] !== undefined && !isUid) for (const [low, high] of readSet(next[2])) numbers.push(low, high);
  return { kind: 'found', numbers };
}

export function readSet(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [low, high = low] = range.split(':').map(Number) as [number, number?];
    return [Math.min(low, high), Math.max(low, high)];
  });
}

function vanished(reader: ResponseReader): Untagged {
  const isEarlier = reader.take(' (EARLIER)');
  return { kind: 'vanished', isEarlier, uids: readSet(reader.expect(new RegExp(` (${setText})`, 'y'))[1]!) };
}

const readers = new Map<string, (reader: ResponseReader) => Untagged>([
  ['CAPABILITY', matching(/(?: [A-Za-z0-9=+.-]+)+/y)],
  [
    'ENABLED',
    (reader) => ({
      kind: 'enabled',
      names: reader
        .expect(/(?: [A-Za-z0-9=]+)*/y)[0]
        .split(' ')
        .slice(1),
    }),
  ],
  ['FLAGS', values(1)],
  ['LIST', listed],
  ['LSUB', listed],
  ['STATUS', mailboxAnd(listAfterSp)],
  ['SEARCH', found],
  ['SORT', found],
  ['ESEARCH', extended],
  ['THREAD', matching(/(?: (?:\((?:\d+|[ ()])+\))*)?/y)],
  ['NAMESPACE', values(3)],
  ['ID', values(1)],
  ['QUOTA', values(2)],
  ['QUOTAROOT', mailboxAnd(manyStrings)],
  ['ACL', mailboxAnd(manyStrings)],
  ['MYRIGHTS', mailboxAnd((reader) => void values(1)(reader))],
  ['LISTRIGHTS', mailboxAnd(manyStrings)],
  ['METADATA', mailboxAnd(listAfterSp)],
  ['VANISHED', vanished],
]);

function expectList(value: ImapValue | undefined): readonly ImapValue[] {
  if (!Array.isArray(value)) throw new Error(`expected a list, not ${JSON.stringify(value)}`);
  return value as readonly ImapValue[];
}

const isNumber = (value: ImapValue) => value !== null && typeof value === 'object' && 'atom' in value && /^\d+$/.test(value.atom);
const isString = (value: ImapValue) => value === null || typeof value === 'string';
const isDateTime = (value: ImapValue) => typeof value === 'string' && /^[ \d]\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}$/.test(value);
const isListOf = (value: ImapValue, isItem: (item: ImapValue) => boolean) => expectList(value).every(isItem);

const isItem: Readonly<Record<string, (value: ImapValue) => boolean>> = {
  FLAGS: (value) => isListOf(value, (flag) => flag !== null && typeof flag === 'object' && 'atom' in flag),
  UID: isNumber,
  INTERNALDATE: isDateTime,
  SAVEDATE: (value) => value === null || isDateTime(value),
  'RFC822.SIZE': isNumber,
  MODSEQ: (value) => expectList(value).length === 1 && isListOf(value, isNumber),
  EMAILID: (value) => expectList(value).length === 1,
  THREADID: (value) => value === null || expectList(value).length === 1,
  PREVIEW: isString,
  ENVELOPE: isEnvelope,
  BODY: isBody,
  BODYSTRUCTURE: isBody,
  RFC822: isString,
  'RFC822.HEADER': isString,
  'RFC822.TEXT': isString,
};

function expectItem(name: string, value: ImapValue): void {
  const check = name.includes('[') ? (name.startsWith('BINARY.SIZE') ? isNumber : isString) : isItem[name];
  if (check?.(value) !== true) throw new Error(`${name} is not ${JSON.stringify(value)}`);
}

function isEnvelope(value: ImapValue): boolean {
  const fields = expectList(value);
  const isAddress = (address: ImapValue) => expectList(address).length === 4 && isListOf(address, isString);
  return (
    fields.length === 10 &&
    fields.every((field, at) => (at >= 2 && at <= 7 && field !== null ? isListOf(field, isAddress) : isString(field)))
  );
}

/** One part or several, extensions of BODYSTRUCTURE not looked at. */
function isBody(value: ImapValue): boolean {
  const fields = expectList(value);
  if (Array.isArray(fields[0])) {
    const parts = fields.findIndex((field) => !Array.isArray(field));
    return parts > 0 && fields.slice(0, parts).every(isBody) && typeof fields[parts] === 'string';
  }
  const [type, subtype, parameters, id, description, encoding, octets] = fields as ImapValue[];
  const isBasic =
    [type, subtype, encoding].every((field) => typeof field === 'string') && [id, description].every((field) => isString(field!));
  if (!isBasic || !isNumber(octets!) || !(parameters === null || isListOf(parameters!, isString))) return false;
  if (type === 'text') return isNumber(fields[7]!);
  return (
    type !== 'message' ||
    !['rfc822', 'global'].includes(subtype as string) ||
    (isEnvelope(fields[7]!) && isBody(fields[8]!) && isNumber(fields[9]!))
  );
}

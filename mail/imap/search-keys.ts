import type { ModSeq } from '#kernel/ids.ts';
import { decodeCharset } from '#mail/mime/charset.ts';
import { foldForSearch } from '#mail/mime/fold-text.ts';
import { flagBits } from './backend.ts';
import { BadSyntax, type CommandReader, decodeText, uidRequired } from './command-reader.ts';
import type { ImapLimits } from './limits.ts';
import { type NumberSet, readNumberSet } from './number-set.ts';
import { decodeDate } from './wire-encoder.ts';

export type DateField = 'internal' | 'sent' | 'saved';

/** What a SEARCH asks (RFC 9051 §6.4.4). Texts are folded (`foldForSearch`). Days are those of Vietnam's calendar, counted from 1970. */
export type SearchKey =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'and'; readonly keys: readonly SearchKey[] }
  | { readonly kind: 'or'; readonly keys: readonly [SearchKey, SearchKey] }
  | { readonly kind: 'not'; readonly key: SearchKey }
  | { readonly kind: 'flag'; readonly bit: number }
  | { readonly kind: 'recent' }
  | { readonly kind: 'keyword'; readonly keyword: string }
  | { readonly kind: 'set'; readonly set: NumberSet; readonly by: 'uid' | 'number' }
  | { readonly kind: 'mod-seq'; readonly modSeq: ModSeq }
  | { readonly kind: 'size'; readonly than: 'larger' | 'smaller'; readonly octets: number }
  | { readonly kind: 'date'; readonly field: DateField; readonly compare: 'before' | 'on' | 'since'; readonly day: number }
  | { readonly kind: 'within'; readonly than: 'older' | 'younger'; readonly seconds: number }
  | { readonly kind: 'email-id'; readonly id: string }
  | { readonly kind: 'thread-id'; readonly id: string }
  | { readonly kind: 'header'; readonly name: string; readonly text: string }
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

export interface KeyReading {
  readonly reader: CommandReader;
  readonly limits: ImapLimits;
  readonly charset: string;
  count: number;
  depth: number;
}

const dayMs = 86_400_000;

/** Keys to the end of the command, all of which must hold. */
export function readSearchKeys(reading: KeyReading): SearchKey {
  const keys: SearchKey[] = [];
  do keys.push(readKey(reading));
  while (reading.reader.sp());
  return keys.length === 1 ? keys[0]! : { kind: 'and', keys };
}

function readKey(reading: KeyReading): SearchKey {
  const { limits } = reading;
  reading.count += 1;
  reading.depth += 1;
  if (reading.count > limits.searchKeysMax) throw new BadSyntax('Too many search keys');
  if (reading.depth > limits.searchDepthMax) throw new BadSyntax('Search keys nested too deep');
  const key = readBareKey(reading);
  reading.depth -= 1;
  return key;
}

function readBareKey(reading: KeyReading): SearchKey {
  const { reader } = reading;
  const next = reader.peek();
  if (reader.open()) {
    const key = readSearchKeys(reading);
    reader.expectChar(0x29);
    return key;
  }
  // A sequence set, `$` included (RFC 9051 §6.4.4.1).
  if (reader.uidOnly && next !== 0x24 && ((next >= 0x30 && next <= 0x39) || next === 0x2a)) throw new BadSyntax(uidRequired);
  if ((next >= 0x30 && next <= 0x39) || next === 0x2a || next === 0x24) return { kind: 'set', set: readNumberSet(reader), by: 'number' };
  const word = reader.word();
  const read = keyReaders.get(word);
  if (read === undefined) throw new BadSyntax('Unknown search key');
  return read(reading);
}

type ReadKey = (reading: KeyReading) => SearchKey;

const flagKeys: readonly (readonly [string, keyof typeof flagBits])[] = [
  ['ANSWERED', '\\Answered'],
  ['DELETED', '\\Deleted'],
  ['DRAFT', '\\Draft'],
  ['FLAGGED', '\\Flagged'],
  ['SEEN', '\\Seen'],
];

const keyReaders = new Map<string, ReadKey>([
  ['ALL', () => ({ kind: 'all' })],
  // RFC 3501 §6.4.4; gone from RFC 9051.
  ['RECENT', () => ({ kind: 'recent' })],
  ['NEW', () => ({ kind: 'and', keys: [{ kind: 'recent' }, { kind: 'not', key: { kind: 'flag', bit: flagBits['\\Seen'] } }] })],
  ['OLD', () => ({ kind: 'not', key: { kind: 'recent' } })],
  ...flagKeys.flatMap(([word, flag]): [string, ReadKey][] => [
    [word, () => ({ kind: 'flag', bit: flagBits[flag] })],
    [`UN${word}`, () => ({ kind: 'not', key: { kind: 'flag', bit: flagBits[flag] } })],
  ]),
  ['KEYWORD', (reading) => ({ kind: 'keyword', keyword: readKeyword(reading) })],
  ['UNKEYWORD', (reading) => ({ kind: 'not', key: { kind: 'keyword', keyword: readKeyword(reading) } })],
  ['NOT', (reading) => ({ kind: 'not', key: afterSp(reading, readKey) })],
  ['OR', (reading) => ({ kind: 'or', keys: [afterSp(reading, readKey), afterSp(reading, readKey)] })],
  ['UID', (reading) => ({ kind: 'set', set: afterSp(reading, ({ reader }) => readNumberSet(reader)), by: 'uid' })],
  // RFC 9738 §3.2.
  ['UIDAFTER', (reading) => uidsBetween(readUid(reading) + 1, greatestUid)],
  ['UIDBEFORE', (reading) => uidsBetween(1, readUid(reading) - 1)],
  ['LARGER', (reading) => ({ kind: 'size', than: 'larger', octets: readCount(reading) })],
  ['SMALLER', (reading) => ({ kind: 'size', than: 'smaller', octets: readCount(reading) })],
  ['OLDER', (reading) => ({ kind: 'within', than: 'older', seconds: readSeconds(reading) })],
  ['YOUNGER', (reading) => ({ kind: 'within', than: 'younger', seconds: readSeconds(reading) })],
  ['MODSEQ', readModSeq],
  ['EMAILID', (reading) => ({ kind: 'email-id', id: afterSp(reading, ({ reader }) => reader.textString()) })],
  ['THREADID', (reading) => ({ kind: 'thread-id', id: afterSp(reading, ({ reader }) => reader.textString()) })],
  ['SAVEDATESUPPORTED', () => ({ kind: 'all' })],
  ...dateKeys('', 'internal'),
  ...dateKeys('SENT', 'sent'),
  ...dateKeys('SAVED', 'saved'),
  ...['BCC', 'CC', 'FROM', 'SUBJECT', 'TO'].map((name): [string, ReadKey] => [
    name,
    (reading) => ({ kind: 'header', name: name.toLowerCase(), text: readText(reading) }),
  ]),
  [
    'HEADER',
    (reading) => ({ kind: 'header', name: afterSp(reading, ({ reader }) => reader.textString()).toLowerCase(), text: readText(reading) }),
  ],
  ['BODY', (reading) => ({ kind: 'body', text: readText(reading) })],
  ['TEXT', (reading) => ({ kind: 'text', text: readText(reading) })],
]);

function dateKeys(prefix: string, field: DateField): [string, ReadKey][] {
  return (['before', 'on', 'since'] as const).map((compare) => [
    `${prefix}${compare.toUpperCase()}`,
    (reading) => ({ kind: 'date', field, compare, day: readDay(reading) }),
  ]);
}

function afterSp<Value>(reading: KeyReading, read: (reading: KeyReading) => Value): Value {
  reading.reader.expectSp();
  return read(reading);
}

const greatestUid = 0xffff_ffff;

function readUid(reading: KeyReading): number {
  const uid = afterSp(reading, ({ reader }) => reader.number());
  if (uid === 0) throw new BadSyntax('Expected a UID');
  return uid;
}

function uidsBetween(low: number, high: number): SearchKey {
  return low > high ? { kind: 'none' } : { kind: 'set', set: { kind: 'ranges', ranges: [[low, high]] }, by: 'uid' };
}

function readKeyword(reading: KeyReading): string {
  return afterSp(reading, ({ reader }) => reader.atom().toLowerCase());
}

function readCount(reading: KeyReading): number {
  return afterSp(reading, ({ reader }) => reader.number(Number.MAX_SAFE_INTEGER));
}

function readSeconds(reading: KeyReading): number {
  const seconds = readCount(reading);
  if (seconds === 0) throw new BadSyntax('An interval is at least one second'); // RFC 5032 §2
  return seconds;
}

/** `MODSEQ [entry-name entry-type] n`, RFC 7162 §3.1.5: the entry is of no use without modseqs per flag. */
function readModSeq({ reader }: KeyReading): SearchKey {
  reader.expectSp();
  if (reader.peek() === 0x22) {
    reader.string();
    reader.expectSp();
    if (!['PRIV', 'SHARED', 'ALL'].includes(reader.word())) throw new BadSyntax('Unknown entry type');
    reader.expectSp();
  }
  return { kind: 'mod-seq', modSeq: reader.modSeq() as ModSeq };
}

function readDay(reading: KeyReading): number {
  const text = afterSp(reading, ({ reader }) => reader.astring().toString('latin1'));
  const date = /^\d{1,2}-[A-Za-z]{3}-\d{4}$/.test(text) ? decodeDate(text) : null;
  if (date === null) throw new BadSyntax('Malformed date');
  return Math.floor(date.getTime() / dayMs);
}

function readText(reading: KeyReading): string {
  return afterSp(reading, ({ reader, charset }) => {
    const octets = reader.astring();
    return foldForSearch(charset === '' ? decodeText(octets) : decodeCharset(octets, charset));
  });
}

export function usesModSeq(key: SearchKey): boolean {
  if (key.kind === 'and' || key.kind === 'or') return key.keys.some(usesModSeq);
  return key.kind === 'mod-seq' || (key.kind === 'not' && usesModSeq(key.key));
}

/** Whether it names messages by number or by a saved result, which mean something in one mailbox only. */
export function usesNumbers(key: SearchKey): boolean {
  if (key.kind === 'and' || key.kind === 'or') return key.keys.some(usesNumbers);
  if (key.kind === 'not') return usesNumbers(key.key);
  return key.kind === 'set' && (key.by === 'number' || key.set.kind === 'saved');
}

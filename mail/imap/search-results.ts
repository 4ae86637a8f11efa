import { BadSyntax, type CommandReader } from './command-reader.ts';
import { formatNumberSet } from './number-set.ts';

/** Positions in a result, from 1; negative ones count from its end (RFC 9394). */
export interface PartialRange {
  readonly first: number;
  readonly last: number;
}

/** What RETURN asks for (RFC 9051 §6.4.4, RFC 5267, RFC 9394). */
export interface ResultOptions {
  readonly names: ReadonlySet<string>;
  readonly partial: PartialRange | null;
}

export const returnAll: ResultOptions = { names: new Set(['ALL']), partial: null };

const optionNames = new Set(['MIN', 'MAX', 'ALL', 'COUNT', 'SAVE']);

/** `RETURN (option …) ` if it is next. */
export function readResultOptions(reader: CommandReader): ResultOptions | null {
  if (!reader.wordIs('RETURN')) return null;
  reader.expectSp();
  let partial: PartialRange | null = null;
  const names = new Set<string>();
  reader.list(() => {
    const name = reader.word();
    if (name === 'PARTIAL') {
      if (partial !== null) throw new BadSyntax('PARTIAL given twice');
      reader.expectSp();
      partial = readPartialRange(reader);
    } else if (optionNames.has(name)) names.add(name);
    else throw new BadSyntax('Unknown SEARCH return option');
  }, 10);
  // RFC 9394 §3.1: a client asks for all or for a part.
  if (partial !== null && names.has('ALL')) throw new BadSyntax('PARTIAL and ALL exclude each other');
  if (names.size === 0 && partial === null) names.add('ALL'); // RFC 9051 §6.4.4: () means (ALL)
  reader.expectSp();
  return { names, partial };
}

/** `1:100`, or `-1:-100` from the end. */
export function readPartialRange(reader: CommandReader): PartialRange {
  const minus = 0x2d;
  const sign = reader.char(minus) ? -1 : 1;
  const first = reader.number();
  reader.expectChar(0x3a);
  if (sign < 0) reader.expectChar(minus);
  const last = reader.number();
  if (first === 0 || last === 0) throw new BadSyntax('Positions are counted from 1');
  return { first: sign * first, last: sign * last };
}

/** The part of a result that a range names, in the result's order; what lies beyond its end is left out. */
export function partOf<Item>(items: readonly Item[], range: PartialRange): Item[] {
  const low = Math.min(Math.abs(range.first), Math.abs(range.last));
  const high = Math.max(Math.abs(range.first), Math.abs(range.last));
  if (range.first > 0) return items.slice(low - 1, high);
  return items.slice(Math.max(items.length - high, 0), Math.max(items.length - low + 1, 0));
}

/**
 * What of a result is returned one by one and kept by SAVE: with MIN, MAX or PARTIAL alone only those, with ALL or COUNT everything
 * (RFC 9051 §6.4.4.4, RFC 9394 §3.1).
 */
export function narrowedTo<Item>(items: readonly Item[], { names, partial }: ResultOptions): readonly Item[] {
  const isNarrow = (names.has('MIN') || names.has('MAX') || partial !== null) && !names.has('ALL') && !names.has('COUNT');
  if (!isNarrow || items.length === 0) return items;
  const chosen = new Set<Item>();
  if (names.has('MIN')) chosen.add(items[0]!);
  if (names.has('MAX')) chosen.add(items.at(-1)!);
  if (partial !== null) for (const item of partOf(items, partial)) chosen.add(item);
  return items.filter((item) => chosen.has(item));
}

export interface ExtendedResult {
  readonly tag: string;
  /** In the order of the result. */
  readonly numbers: readonly number[];
  readonly options: ResultOptions;
  readonly by: 'uid' | 'number';
  readonly modSeq: number | null;
  /** `MAILBOX "name" UIDVALIDITY n` of a search over several (RFC 7377). */
  readonly place?: string;
}

/** `* ESEARCH …` (RFC 9051 §7.3.4). */
export function extendedLine({ tag, numbers, options, by, modSeq, place }: ExtendedResult): string {
  const { names, partial } = options;
  const items = [`(TAG "${tag.replace(/["\\]/g, '\\$&')}"${place === undefined ? '' : ` ${place}`})`];
  if (by === 'uid') items.push('UID');
  if (names.has('MIN') && numbers.length > 0) items.push(`MIN ${numbers[0]}`);
  if (names.has('MAX') && numbers.length > 0) items.push(`MAX ${numbers.at(-1)}`);
  if (names.has('COUNT')) items.push(`COUNT ${numbers.length}`);
  if (names.has('ALL') && numbers.length > 0) items.push(`ALL ${formatNumberSet(numbers)}`);
  if (partial !== null) {
    const part = partOf(numbers, partial);
    items.push(`PARTIAL (${partial.first}:${partial.last} ${part.length === 0 ? 'NIL' : formatNumberSet(part)})`);
  }
  if (modSeq !== null) items.push(`MODSEQ ${modSeq}`);
  return `* ESEARCH ${items.join(' ')}\r\n`;
}

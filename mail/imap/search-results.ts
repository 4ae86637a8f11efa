import { BadSyntax, type CommandReader } from './command-reader.ts';
import { rangesOf } from './number-set.ts';
import type { ResponseWriter } from './response-writer.ts';
import { writeRanges } from './write-numbers.ts';

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

/** From which place of a result of this length to before which a range names it; what lies beyond its end is left out. */
export function placesOf(length: number, { first, last }: PartialRange): [start: number, end: number] {
  const low = Math.min(Math.abs(first), Math.abs(last));
  const high = Math.max(Math.abs(first), Math.abs(last));
  if (first > 0) return [Math.min(low - 1, length), Math.min(high, length)];
  return [Math.max(length - high, 0), Math.max(length - low + 1, 0)];
}

/**
 * What of a result is returned one by one and kept by SAVE: with MIN, MAX or PARTIAL alone only those, with ALL or COUNT everything
 * (RFC 9051 §6.4.4.4, RFC 9394 §3.1).
 */
export function narrowedTo(rows: readonly number[], { names, partial }: ResultOptions): readonly number[] {
  const isNarrow = (names.has('MIN') || names.has('MAX') || partial !== null) && !names.has('ALL') && !names.has('COUNT');
  const last = rows.length - 1;
  if (!isNarrow || last < 0) return rows;
  const [start, end] = partial === null ? [0, 0] : placesOf(rows.length, partial);
  const takesMin = names.has('MIN') && !(start === 0 && end > 0);
  const takesMax = names.has('MAX') && !(start <= last && end > last) && !(takesMin && last === 0);
  return [...(takesMin ? [rows[0]!] : []), ...rows.slice(start, end), ...(takesMax ? [rows[last]!] : [])];
}

export interface ExtendedResult {
  readonly tag: string;
  /** In the order of the result. */
  readonly numbers: Uint32Array;
  readonly options: ResultOptions;
  readonly by: 'uid' | 'number';
  readonly modSeq: number | null;
  /** `MAILBOX "name" UIDVALIDITY n` of a search over several (RFC 7377). */
  readonly place?: string;
}

/** `* ESEARCH …` (RFC 9051 §7.3.4). */
export async function writeExtended(out: ResponseWriter, { tag, numbers, options, by, modSeq, place }: ExtendedResult): Promise<void> {
  const { names, partial } = options;
  out.text(`* ESEARCH (TAG "${tag.replace(/["\\]/g, '\\$&')}"${place === undefined ? '' : ` ${place}`})`);
  if (by === 'uid') out.text(' UID');
  if (names.has('MIN') && numbers.length > 0) out.text(` MIN ${numbers[0]}`);
  if (names.has('MAX') && numbers.length > 0) out.text(` MAX ${numbers.at(-1)}`);
  if (names.has('COUNT')) out.text(` COUNT ${numbers.length}`);
  if (names.has('ALL') && numbers.length > 0) {
    out.text(' ALL ');
    await writeRanges(out, rangesOf(numbers));
  }
  if (partial !== null) {
    const part = numbers.subarray(...placesOf(numbers.length, partial));
    out.text(` PARTIAL (${partial.first}:${partial.last} ${part.length === 0 ? 'NIL' : ''}`);
    await writeRanges(out, rangesOf(part));
    out.text(')');
  }
  out.text(modSeq === null ? '\r\n' : ` MODSEQ ${modSeq}\r\n`);
}

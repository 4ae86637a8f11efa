import type { MailAddress } from '#mail/mime/address-list.ts';
import { casemap } from '#mail/mime/fold-text.ts';
import { BadSyntax, type CommandReader } from './command-reader.ts';
import type { ImapLimits } from './limits.ts';
import type { Searchable } from './searchable.ts';

export interface SortKey {
  readonly reverse: boolean;
  readonly value: (message: Searchable) => string | number;
}

const values = new Map<string, SortKey['value']>([
  ['ARRIVAL', (message) => message.internalAt],
  ['CC', (message) => casemap(message.first.cc?.localPart ?? '')],
  ['DATE', sentMoment],
  ['DISPLAYFROM', (message) => casemap(displayed(message.first.from))],
  ['DISPLAYTO', (message) => casemap(displayed(message.first.to))],
  ['FROM', (message) => casemap(message.first.from?.localPart ?? '')],
  ['SIZE', (message) => message.sizeOctets],
  ['SUBJECT', (message) => message.baseSubject],
  ['TO', (message) => casemap(message.first.to?.localPart ?? '')],
]);

/** RFC 5256 §2.2: the Date field, else the time of arrival. */
export function sentMoment(message: Searchable): number {
  return message.sentAt ?? message.internalAt;
}

/** RFC 5957 §3: the display name, else the address. */
function displayed(address: MailAddress | undefined): string {
  if (address === undefined) return '';
  return address.name || `${address.localPart}@${address.domain}`;
}

/** `([REVERSE] key …)` (RFC 5256 §3, RFC 5957). */
export function readSortKeys(reader: CommandReader, limits: ImapLimits): SortKey[] {
  const keys = reader.list(() => {
    let name = reader.word();
    const reverse = name === 'REVERSE';
    if (reverse) {
      reader.expectSp();
      name = reader.word();
    }
    const value = values.get(name);
    if (value === undefined) throw new BadSyntax('Unknown SORT criterion');
    return { reverse, value };
  }, limits.sortKeysMax);
  if (keys.length === 0) throw new BadSyntax('No SORT criteria');
  return keys;
}

/** The messages in the order of the keys; equal ones in the order given, which is by number. */
export async function sorted<Item extends { readonly message: Searchable }>(
  items: readonly Item[],
  keys: readonly SortKey[],
  giveWay: () => Promise<void>,
): Promise<Item[]> {
  const columns = await columnsOf(items, keys, giveWay);
  const compare = (one: number, other: number): number => {
    for (const [at, column] of columns.entries()) {
      const left = column[one]!;
      const right = column[other]!;
      if (left !== right) return left < right === keys[at]!.reverse ? 1 : -1;
    }
    return one - other;
  };
  return (await sortInRuns(items.length, compare, giveWay)).map((index) => items[index]!);
}

const runLength = 2_048;

async function columnsOf(
  items: readonly { readonly message: Searchable }[],
  keys: readonly SortKey[],
  giveWay: () => Promise<void>,
): Promise<(string | number)[][]> {
  const columns: (string | number)[][] = keys.map(() => []);
  for (let start = 0; start < items.length; start += runLength) {
    for (const { message } of items.slice(start, start + runLength))
      for (const [at, column] of columns.entries()) column.push(keys[at]!.value(message));
    await giveWay();
  }
  return columns;
}

/** Indices below `count`, sorted: runs first, then merged two by two, giving way in between (a large mailbox takes longer than one turn may). */
async function sortInRuns(count: number, compare: (one: number, other: number) => number, giveWay: () => Promise<void>): Promise<number[]> {
  let runs: number[][] = [];
  for (let start = 0; start < count; start += runLength) {
    const run = Array.from({ length: Math.min(runLength, count - start) }, (_, at) => start + at);
    runs.push(run.sort(compare));
    await giveWay();
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(await mergeRuns(runs[at]!, runs[at + 1] ?? [], compare, giveWay));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergeRuns(
  one: readonly number[],
  other: readonly number[],
  compare: (one: number, other: number) => number,
  giveWay: () => Promise<void>,
): Promise<number[]> {
  const merged: number[] = [];
  for (let left = 0, right = 0; left < one.length || right < other.length; ) {
    const takesLeft = right === other.length || (left < one.length && compare(one[left]!, other[right]!) < 0);
    merged.push(takesLeft ? one[left++]! : other[right++]!);
    if (merged.length % runLength === 0) await giveWay();
  }
  return merged;
}

import { BadSyntax, type CommandReader } from './command-reader.ts';
import type { ImapLimits } from './limits.ts';
import { isOrderName, type OrderName } from './order-columns.ts';
import { type RankedColumn, unranked } from './ranked-column.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { positions } from './uid-rows.ts';

export interface SortKey {
  readonly reverse: boolean;
  readonly order: OrderName;
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
    if (!isOrderName(name)) throw new BadSyntax('Unknown SORT criterion');
    return { reverse, order: name };
  }, limits.sortKeysMax);
  if (keys.length === 0) throw new BadSyntax('No SORT criteria');
  return keys;
}

/** Rows in the order of the keys, equal ones by number; those whose messages are gone are left out. */
export async function sortedRows(
  session: ImapSession,
  selected: SelectedMailbox,
  rows: readonly number[],
  keys: readonly SortKey[],
): Promise<number[]> {
  const uids = selected.table.uidsOf(rows);
  const giveWay = () => session.out.ready();
  const asked = { mailbox: selected.mailbox, uids, mailboxLength: selected.table.length, giveWay };
  let order = positions(rows.length);
  // From the last key to the first: what is equal by one stays as the others left it.
  for (const { order: name, reverse } of [...keys].reverse()) {
    const column = await session.deps.orderCache.ranked(asked, name);
    const ranks = column.ranksOf(uids);
    await giveWay();
    order = inRankOrder(order, column, ranks, reverse);
    await giveWay();
  }
  const sorted: number[] = [];
  for (const at of order) sorted.push(rows[at]!);
  return sorted;
}

/** Positions by the ranks at them; without those unranked. Counts instead of comparing: as fast for 100,000 as a copy. */
export function inRankOrder(order: Uint32Array, { values }: RankedColumn, ranks: Uint32Array, reverse = false): Uint32Array<ArrayBuffer> {
  const last = values.length - 1;
  // How many come before each rank, and then where the next of that rank goes.
  const places = new Uint32Array(values.length + 1);
  const placeOf = (rank: number) => (reverse ? last - rank : rank);
  let count = 0;
  for (const at of order) {
    const rank = ranks[at]!;
    if (rank === unranked) continue;
    places[placeOf(rank) + 1]! += 1;
    count += 1;
  }
  for (let place = 1; place < places.length; place += 1) places[place]! += places[place - 1]!;
  const sorted = new Uint32Array(count);
  for (const at of order) {
    const rank = ranks[at]!;
    if (rank === unranked) continue;
    const place = placeOf(rank);
    sorted[places[place]!] = at;
    places[place]! += 1;
  }
  return sorted;
}

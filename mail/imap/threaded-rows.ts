import type { AskedMessages, OrderCache, ThreadAlgorithm } from './order-cache.ts';
import { unranked } from './ranked-column.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { inRankOrder } from './sort-order.ts';
import { closing, opening, threadsByReferences, threadsBySubject } from './threads.ts';
import { positions, rowsAmong } from './uid-rows.ts';

/** Threads of the messages of these rows, parentheses between rows; those whose messages are gone are left out. */
export async function threadedRows(
  session: ImapSession,
  selected: SelectedMailbox,
  rows: readonly number[],
  algorithm: ThreadAlgorithm,
): Promise<Int32Array> {
  const { orderCache } = session.deps;
  const { mailbox, table } = selected;
  const uids = table.uidsOf(rows);
  // Of a part of the mailbox they are others: messages refer to each other through those that are not asked for.
  const isWhole = rows.length === table.length;
  const kept = isWhole ? orderCache.threads(mailbox, algorithm, uids) : null;
  if (kept !== null) return kept;
  const giveWay = () => session.out.ready();
  const asked = { mailbox, uids, mailboxLength: table.length, giveWay };
  const { dates, subjects, links } = algorithm === 'REFERENCES' ? await orderCache.links(asked) : await subjectsByDate(orderCache, asked);
  const subjectRanks = subjects.ranksOf(uids);
  const linkRows = links === null ? null : rowsAmong(links.uids, uids);
  await giveWay();
  const present = positions(rows.length).filter((at) => subjectRanks[at] !== unranked && linkRows?.[at] !== -1);
  const byDate = inRankOrder(present, dates, dates.ranksOf(uids));
  await giveWay();
  const messages = {
    rows: byDate.map((at) => rows[at]!),
    subjects: byDate.map((at) => subjectRanks[at]!),
    subjectsCount: subjects.values.length,
    emptySubject: subjects.values[0] === '' ? 0 : -1,
  };
  const threads =
    links === null || linkRows === null
      ? await threadsBySubject(messages, giveWay)
      : await threadsByReferences(messages, links, inOrder(linkRows, byDate), giveWay);
  if (isWhole && byDate.length === rows.length) orderCache.keepThreads(mailbox, algorithm, { uids, threads });
  return threads;
}

function inOrder(values: Int32Array, order: Uint32Array): Int32Array {
  const ordered = new Int32Array(order.length);
  for (let at = 0; at < order.length; at += 1) ordered[at] = values[order[at]!]!;
  return ordered;
}

async function subjectsByDate(cache: OrderCache, asked: AskedMessages) {
  return { dates: await cache.ranked(asked, 'DATE'), subjects: await cache.ranked(asked, 'SUBJECT'), links: null };
}

/** A stretch of `threads` as it is sent: a blank between a number and what comes below it. */
export function formatThreads(threads: Int32Array, start: number, end: number, numberOf: (row: number) => number): string {
  let text = '';
  for (let at = start; at < end; at += 1) {
    const token = threads[at]!;
    if (token === closing) text += ')';
    else {
      if (at > 0 && threads[at - 1]! >= 0) text += ' ';
      text += token === opening ? '(' : numberOf(token);
    }
  }
  return text;
}

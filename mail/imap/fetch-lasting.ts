import type { FetchItem } from './fetch-items.ts';
import { groupsByOctets, inTurn, readAhead, slicesOf } from './fetch-reading.ts';
import { extentNeeded, type PlannedMessage, planMessage, rangesToRead, writeMessage } from './fetch-response.ts';
import { type ItemBlock, ItemCache } from './item-cache.ts';
import { type ItemRun, lastingAnswer } from './lasting-items.ts';
import { LineGatherer } from './line-gatherer.ts';
import { flagsText } from './recent-flag.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/** Rows of a FETCH of what is in the table or never changes, with all that is needed to write them. */
interface PreparedRows {
  readonly rows: readonly number[];
  /** By the block of its UID, one block of answers for each lasting run. */
  readonly blocks: ReadonlyMap<number, readonly ItemBlock[]>;
  /** Messages whose answers are too large to be kept. */
  readonly planned: ReadonlyMap<number, PlannedMessage>;
}

/** Lines between two looks at the clock. */
const linesAtOnce = 64;

/** Answers without a look at the store where all has been asked for before. Says whether messages were missing. */
export async function fetchLasting(
  session: ImapSession,
  selected: SelectedMailbox,
  items: readonly FetchItem[],
  runs: readonly ItemRun[],
  rows: readonly number[],
): Promise<{ missing: boolean }> {
  if (!runs.some((run) => run.isLasting)) {
    await writeRows(session, selected, runs, { rows, blocks: new Map(), planned: new Map() }, items);
    return { missing: false };
  }
  let missing = false;
  const prepare = (slice: readonly number[]) => prepareRows(session, selected, items, runs, slice);
  await inTurn(slicesOf(rows, session.deps.limits.factsSlice), prepare, async (slice, prepared) => {
    missing ||= prepared.rows.length < slice.length;
    await writeRows(session, selected, runs, prepared, items);
  });
  return { missing };
}

async function prepareRows(
  session: ImapSession,
  selected: SelectedMailbox,
  items: readonly FetchItem[],
  runs: readonly ItemRun[],
  rows: readonly number[],
): Promise<PreparedRows> {
  const { mailbox, table } = selected;
  const lasting = runs.filter((run) => run.isLasting);
  const blocks = new Map<number, readonly ItemBlock[]>();
  const findBlocks = (number: number) => lasting.map((run) => session.deps.itemCache.block(mailbox, run.names, number));
  const unknown: number[] = [];
  for (const row of rows) {
    const number = ItemCache.blockOf(table.uid(row));
    let found = blocks.get(number);
    if (found === undefined) {
      found = findBlocks(number);
      blocks.set(number, found);
    }
    for (const block of found)
      if (!block.has(table.uid(row))) {
        unknown.push(row);
        break;
      }
  }
  if (unknown.length === 0) return { rows, blocks, planned: new Map() };
  const planned = await learn(session, selected, items, { lasting, unknown, blocks });
  // Counted anew, with what has been learnt.
  for (const number of blocks.keys()) findBlocks(number);
  const isThere = (row: number) => {
    const uid = table.uid(row);
    return planned.has(row) || blocks.get(ItemCache.blockOf(uid))!.every((block) => block.has(uid));
  };
  return { rows: rows.filter(isThere), blocks, planned };
}

interface Unknown {
  readonly lasting: readonly ItemRun[];
  readonly unknown: readonly number[];
  readonly blocks: ReadonlyMap<number, readonly ItemBlock[]>;
}

/** Puts the answers of messages into their blocks. Answers those messages of which it could not. */
async function learn(
  session: ImapSession,
  selected: SelectedMailbox,
  items: readonly FetchItem[],
  { lasting, unknown, blocks }: Unknown,
): Promise<Map<number, PlannedMessage>> {
  const { limits } = session.deps;
  const { mailbox, table } = selected;
  const facts = await mailbox.facts(
    unknown.map((row) => table.uid(row)),
    extentNeeded(items),
  );
  const all = unknown.flatMap((row) => {
    const found = facts.get(table.uid(row));
    return found === undefined ? [] : [planMessage(items, row, found)];
  });
  const octetsMax = limits.cachedItemSourceOctetsMax;
  const isSmall = (planned: PlannedMessage) => rangesToRead(planned, octetsMax).every(({ start, end }) => end - start <= octetsMax);
  const tooLarge = new Map(all.filter((planned) => !isSmall(planned)).map((planned) => [planned.row, planned]));
  const small = all.filter((planned) => !tooLarge.has(planned.row));
  for (const group of groupsByOctets(small, limits, octetsMax)) {
    await readAhead(selected, group, octetsMax);
    for (const planned of group) {
      const { uid } = planned.facts;
      for (const [at, block] of blocks.get(ItemCache.blockOf(uid))!.entries()) {
        const answer = lastingAnswer(lasting[at]!, planned);
        if (answer !== null && answer.length <= octetsMax) block.set(uid, answer);
        else tooLarge.set(planned.row, planned);
      }
      planned.octets.clear();
    }
    await session.out.ready();
  }
  return tooLarge;
}

async function writeRows(
  session: ImapSession,
  selected: SelectedMailbox,
  runs: readonly ItemRun[],
  { rows, blocks, planned }: PreparedRows,
  items: readonly FetchItem[],
): Promise<void> {
  const { out } = session;
  const { table } = selected;
  const lines = new LineGatherer(out, rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    const large = planned.get(row);
    if (large !== undefined) {
      lines.send();
      // Its header is read once, however many lists of fields are asked of it.
      await readAhead(selected, [large], session.deps.limits.bodyChunkOctets);
      await writeMessage(session, selected, items, large);
      large.octets.clear();
      continue;
    }
    writeLine(session, selected, runs, { row, blocks: blocks.get(ItemCache.blockOf(table.uid(row))), lines });
    if (lines.isFull) lines.send();
    if (index % linesAtOnce === 0) await out.ready();
  }
  lines.send(true);
}

function writeLine(
  session: ImapSession,
  selected: SelectedMailbox,
  runs: readonly ItemRun[],
  { row, blocks, lines }: { row: number; blocks: readonly ItemBlock[] | undefined; lines: LineGatherer },
): void {
  const { table } = selected;
  const uid = table.uid(row);
  lines.text('* ');
  lines.number(session.uidOnly ? uid : row + 1);
  lines.text(session.uidOnly ? ' UIDFETCH (' : ' FETCH (');
  let lasting = 0;
  for (let at = 0; at < runs.length; at += 1) {
    if (at > 0) lines.text(' ');
    const run = runs[at]!;
    if (run.isLasting) {
      blocks![lasting]!.writeTo(lines, uid);
      lasting += 1;
    } else writeTableItems(session, selected, run, { row, lines });
  }
  lines.text(')\r\n');
}

function writeTableItems(
  session: ImapSession,
  selected: SelectedMailbox,
  { items }: ItemRun,
  { row, lines }: { row: number; lines: LineGatherer },
): void {
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at]!;
    if (at > 0) lines.text(' ');
    const name = item.kind === 'plain' ? item.name : null;
    if (name === 'UID') {
      lines.text('UID ');
      lines.number(selected.table.uid(row));
    } else if (name === 'MODSEQ') {
      lines.text('MODSEQ (');
      lines.number(selected.table.modSeq(row));
      lines.text(')');
    } else {
      lines.text('FLAGS ');
      lines.text(flagsText(session, selected, row));
    }
  }
}

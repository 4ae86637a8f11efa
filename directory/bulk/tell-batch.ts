import { setImmediate as nextTurn } from 'node:timers/promises';
import { readNoticeAccounts } from '#directory/lifecycle/people/notice-account-sql.ts';
import type { PlanDeps } from '#directory/lifecycle/plan.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import type { BulkDeeds, BulkNotes, Made } from './bulk-deeds.ts';
import { linesByUnit, ownNotice, readsOn, unitNotice, welcome } from './bulk-notices.ts';
import { bulkLimits } from './limits.ts';

interface Batch {
  readonly deeds: BulkDeeds;
  readonly notes: BulkNotes;
  readonly on: string;
}

/** Tells those concerned, in the transaction of the batch and some at a time; accounts in ascending order, as everybody locks them. */
export async function tellBatch(deps: PlanDeps, batch: Batch, made: readonly Made[]): Promise<void> {
  const { tx, sendNotices } = deps;
  if (sendNotices === undefined || !batch.deeds.notify) return;
  const notices = [...(await noticesToKnown(deps, batch)), ...made.map((one) => welcomeTo(one, batch.on))].toSorted(
    (one, other) => one.accountId - other.accountId,
  );
  for (let start = 0; start < notices.length; start += bulkLimits.noticesAtOnce) {
    deps.progress?.({ step: 'telling', done: start, total: notices.length });
    await sendNotices(tx, notices.slice(start, start + bulkLimits.noticesAtOnce));
    await nextTurn();
  }
}

function welcomeTo({ recruit, accountId }: Made, on: string): Notice {
  return welcome({ accountId, address: addressText(recruit.address) }, recruit, on);
}

async function noticesToKnown({ tx }: PlanDeps, { deeds, notes, on }: Batch): Promise<readonly Notice[]> {
  const lines = linesByUnit(deeds);
  const events = new Map(deeds.events.filter(readsOn).map((event) => [Number(event.deeds.person.personId), event]));
  const told = [
    ...[...lines.keys()].map((id) => ({ to: 'unit' as const, id, name: '' })),
    ...[...events.keys()].map((id) => ({ to: 'person' as const, id, name: '' })),
  ];
  return (await readNoticeAccounts(tx, told)).flatMap(({ to, id, accountId, address }) => {
    if (to === 'unit') return [unitNotice({ accountId, address }, lines.get(id as never)!, on)];
    const event = events.get(id)!;
    const noted = notes.events.find(({ row }) => row === event.row);
    return noted === undefined ? [] : [ownNotice({ accountId, address }, noted, event, on)];
  });
}

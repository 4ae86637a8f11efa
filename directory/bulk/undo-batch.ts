import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import { lockDirectory } from '#directory/lifecycle/directory-lock-sql.ts';
import { type PlanActor, type PlanRefusal, planRefusal } from '#directory/lifecycle/plan.ts';
import { type KeptPlan, lockPlan } from '#directory/lifecycle/plan-sql.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import { attemptInTransaction, type Database } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { BulkDeeds } from './bulk-deeds.ts';
import { bulkLimits } from './limits.ts';
import { type KeptRow, keptRows, takenBackNotices } from './undo-outcome.ts';
import { type GivenRow, lockGiven, readGiven, takeBack } from './undo-sql.ts';

interface Deps {
  readonly database: Database;
  /** Left out: nobody is told. */
  readonly sendNotices?: SendNotices | undefined;
}

interface UndoOrder extends PlanActor {
  readonly planId: PlanId;
  readonly now: Date;
  /** Only say what would become of it. */
  readonly isDryRun?: boolean;
}

export interface Undone {
  readonly title: string;
  readonly takenBack: readonly Pick<GivenRow, 'row' | 'name' | 'address'>[];
  /** What has been used, or cannot be undone: it stays. */
  readonly kept: readonly KeptRow[];
}

/**
 * Takes back, within a day, what a batch gave and nobody has used (decision 0013): the mailboxes are closed, the posts never began. What has
 * been used stays, and so does what the batch did with people who were there before.
 */
export function undoBatch({ database, sendNotices }: Deps, order: UndoOrder): Promise<Result<Undone, PlanRefusal>> {
  return attemptInTransaction(database, async (tx): Promise<Result<Undone, PlanRefusal>> => {
    await lockDirectory(tx);
    const { actorAccountId, planId } = order;
    const may = await authorise({ tx }, { actorAccountId, act: 'plan.make', target: { of: 'system' } });
    if (!may.ok) return may;
    const plan = await lockPlan(tx, planId);
    const hindrance = hindranceOf(plan, order);
    if (plan === undefined || hindrance !== undefined) return refused(hindrance ?? noSuch(planId));
    const deeds = plan.body.deeds as BulkDeeds;
    const told = deeds.notify && sendNotices !== undefined ? [...new Set(deeds.recruits.map(({ unitId }) => unitId))] : [];
    await lockGiven(tx, planId, told);
    const given = await readGiven(tx, planId);
    const unused = given.filter(({ uses }) => uses.length === 0);
    if (order.isDryRun !== true) {
      await carryOut(tx, order, plan, unused);
      if (sendNotices !== undefined && deeds.notify) await sendNotices(tx, await takenBackNotices(tx, deeds, unused));
    }
    return ok({
      title: plan.title,
      takenBack: unused.map(({ row, name, address }) => ({ row, name, address })),
      kept: keptRows(given, deeds),
    });
  });
}

function hindranceOf(plan: KeptPlan | undefined, { planId, now }: UndoOrder): PlanRefusal | undefined {
  if (plan === undefined || plan.kind !== 'bulk') return noSuch(planId);
  if (plan.state === 'planned')
    return planRefusal('conflict', {
      vi: `Đợt ${planId} chưa đến ngày: hãy huỷ bằng plan cancel`,
      en: `Batch ${planId} waits for its day: give it up with plan cancel`,
    });
  if (plan.state === 'cancelled' || plan.settledAt === null)
    return planRefusal('conflict', {
      vi: `Đợt ${planId} đã huỷ, chưa hề thực hiện`,
      en: `Batch ${planId} was cancelled and never carried out`,
    });
  if (now.getTime() - plan.settledAt.getTime() <= bulkLimits.undoMsMax) return undefined;
  return planRefusal('limit', {
    vi: `Đợt ${planId} thực hiện đã quá 24 giờ: từng người thì dùng person retire`,
    en: `Batch ${planId} was carried out more than 24 hours ago: for one person there is person retire`,
  });
}

function noSuch(planId: PlanId): PlanRefusal {
  return planRefusal('not-found', { vi: `Không có đợt nhập ${planId}`, en: `There is no batch ${planId}` });
}

async function carryOut(tx: Tx, { actorAccountId, origin, planId }: UndoOrder, plan: KeptPlan, unused: readonly GivenRow[]): Promise<void> {
  if (unused.length === 0) return;
  const { recruits } = plan.body.deeds as BulkDeeds;
  const newSeats = new Set(recruits.filter(({ postId }) => postId === null).map(({ row }) => row));
  const ids = (rows: readonly GivenRow[]) => rows.map(({ accountId }) => accountId);
  await takeBack(tx, planId, ids(unused), ids(unused.filter(({ row }) => newSeats.has(row))));
  const common = { actorAccountId, origin, planId };
  await recordActs(tx, [
    { ...common, act: 'bulk.undo', target: plan.title, detail: { people: unused.length } },
    ...unused.map(({ row, name, address, accountId, personId }) => ({
      ...{ ...common, act: 'bulk.take-back' as const, target: address, accountId, personId, detail: { row, name } },
    })),
  ]);
  await bumpAccessGeneration(tx);
}

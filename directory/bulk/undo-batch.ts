import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import { lockDirectory } from '#directory/lifecycle/directory-lock-sql.ts';
import { readNoticeAccounts } from '#directory/lifecycle/people/notice-account-sql.ts';
import { type PlanActor, type PlanRefusal, planRefusal } from '#directory/lifecycle/plan.ts';
import { type KeptPlan, lockPlan } from '#directory/lifecycle/plan-sql.ts';
import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import { attemptInTransaction, type Database } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { BulkDeeds } from './bulk-deeds.ts';
import { takenBackNotice } from './bulk-notices.ts';
import { bulkLimits } from './limits.ts';
import { type GivenRow, lockGiven, readGiven, takeBack, type Use } from './undo-sql.ts';

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

export interface KeptRow {
  readonly row: number;
  readonly name: string;
  readonly address: string;
  readonly why: readonly InBoth[];
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

/** Units were told who came: they hear who did not. */
async function takenBackNotices(tx: Tx, { recruits }: BulkDeeds, unused: readonly GivenRow[]): Promise<readonly Notice[]> {
  const rows = new Map(unused.map((one) => [one.row, one]));
  const byUnit = Map.groupBy(
    recruits.filter(({ row }) => rows.has(row)),
    ({ unitId }) => Number(unitId),
  );
  const accounts = await readNoticeAccounts(
    tx,
    [...byUnit.keys()].map((id) => ({ to: 'unit' as const, id, name: '' })),
  );
  return accounts.map((told) =>
    takenBackNotice(
      told,
      byUnit.get(told.id)!.map(({ row }) => rows.get(row)!),
    ),
  );
}

function keptRows(given: readonly GivenRow[], { events }: BulkDeeds): readonly KeptRow[] {
  return [
    ...given
      .filter(({ uses }) => uses.length > 0)
      .map(({ row, name, address, uses }) => ({ row, name, address, why: uses.map((use) => whyKept[use]) })),
    ...events.map(({ row, deeds: { person } }) => ({ row, name: person.name, address: person.address, why: [wasThere] })),
  ];
}

const wasThere: InBoth = { vi: 'người đã có từ trước: dùng lệnh person', en: 'was there before: use the person commands' };

const whyKept: Readonly<Record<Use, InBoth>> = {
  acted: { vi: 'đã đăng nhập', en: 'has signed in' },
  password: { vi: 'đã có mật khẩu riêng', en: 'has a password of their own' },
  'app-password': { vi: 'đã có mật khẩu ứng dụng', en: 'has an app password' },
  mail: { vi: 'đã có thư', en: 'has mail' },
  plan: { vi: 'có kế hoạch sau đó', en: 'a later plan is about them' },
  post: { vi: 'chức vụ đã thay đổi', en: 'their post has changed' },
  access: { vi: 'đã có uỷ quyền, vai trò hay nhóm', en: 'has a delegation, a role or a group' },
  address: { vi: 'đã có địa chỉ khác', en: 'has another address' },
  absence: { vi: 'đã tạm dừng hay thôi việc', en: 'was suspended or has left' },
  hold: { vi: 'đang lưu giữ theo yêu cầu pháp lý', en: 'is under legal hold' },
};

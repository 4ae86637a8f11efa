import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';

import type { CreateMailboxes, SendNotices } from '#directory/org/mail-port.ts';
import { attemptInTransaction, type Database, rehearseInTransaction } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockDirectory } from './directory-lock-sql.ts';
import { differencesOf, fingerprintOf } from './fingerprint.ts';
import { keepOrSettle, type PlanDone, settle, withProblems } from './make-plan.ts';
import { makerStillMay, permitPlan } from './permit-plan.ts';
import { type MadePlan, type PlanAct, type PlanKind, type PlanRefusal, planRefusal } from './plan.ts';
import { findPlan, type KeptPlan, lockPlan, settlePlan } from './plan-sql.ts';
import type { TellProgress } from './progress.ts';

export interface CarryOutDeps {
  readonly database: Database;
  readonly createMailboxes: CreateMailboxes;
  readonly sendNotices?: SendNotices | undefined;
  readonly kinds: readonly PlanKind[];
  /** Whether dangerous acts take two people (docs/roles.md); left out: no. */
  readonly twoPeople?: boolean;
  /** Told how far it is, where somebody looks. */
  readonly progress?: TellProgress | undefined;
}

/** `isRehearsal`: done, and taken back; what it would come to. */
type Rehearsable<Act> = Act & { readonly isRehearsal?: boolean };
const attemptOf = ({ isRehearsal }: { readonly isRehearsal?: boolean }) =>
  isRehearsal === true ? rehearseInTransaction : attemptInTransaction;

interface PlanToCarryOut extends Rehearsable<PlanAct> {
  readonly today: string;
  /** Its day having come, and nobody looking: it stands by the authority of who made it, which must be as it was (decision 0019). */
  readonly isDue?: boolean;
}

/** Exactly the plan that was kept, in one transaction, no sooner than its day; refused with what changed when it is stale. */
export function carryOutPlan(deps: CarryOutDeps, input: PlanToCarryOut): Promise<Result<MadePlan, PlanRefusal>> {
  return attemptOf(input)(deps.database, async (tx): Promise<Result<MadePlan, PlanRefusal>> => {
    await lockDirectory(tx);
    const plan = await openPlan(tx, input, 'plan.carry-out');
    if (!plan.ok) return plan;
    if (plan.value.effectiveOn > input.today) return refused(tooEarly(plan.value));
    const again = await makeAgain(deps, tx, plan.value);
    if (!again.ok) return again;
    const { made, isFresh } = again.value;
    const stillMay = input.isDue === true ? await makerStillMay(tx, plan.value.madeBy, made) : ok();
    if (!stillMay.ok) return stillMay;
    if (!isFresh) return refused(staleness(plan.value, made));
    // Of what no fact tells: the last administrator but one has gone meanwhile.
    if (made.problems.length > 0) return refused(withProblems(made));
    await settle({ tx, createMailboxes: deps.createMailboxes }, made, input);
    return ok(made);
  });
}

/** A plan that was not carried out yet never will be. */
export function cancelPlan(database: Database, input: Rehearsable<PlanAct>): Promise<Result<KeptPlan, PlanRefusal>> {
  return attemptOf(input)(database, async (tx): Promise<Result<KeptPlan, PlanRefusal>> => {
    const plan = await openPlan(tx, input, 'plan.cancel');
    if (!plan.ok) return plan;
    await settlePlan(tx, input.planId, 'cancelled', input.actorAccountId);
    const { planId, actorAccountId, origin } = input;
    await recordAct(tx, { actorAccountId, origin, act: 'plan.cancel', target: plan.value.title, detail: { planId } });
    return plan;
  });
}

/** In place of a plan that has become stale: the same request for the same day, made from the directory of now. The old one is cancelled. */
export function remakePlan(
  deps: CarryOutDeps,
  input: Rehearsable<PlanAct> & { readonly today: string },
): Promise<Result<PlanDone, PlanRefusal>> {
  return attemptOf(input)(deps.database, async (tx): Promise<Result<PlanDone, PlanRefusal>> => {
    await lockDirectory(tx);
    const plan = await openPlan(tx, input, 'plan.make');
    if (!plan.ok) return plan;
    const again = await makeAgain(deps, tx, plan.value);
    if (!again.ok) return again;
    const { made, kind } = again.value;
    if (made.problems.length > 0) return refused(withProblems(made));
    const permitted = await permitPlan({ tx, twoPeople: deps.twoPeople, isProved: input.isProved }, input.actorAccountId, made);
    if (!permitted.ok) return permitted;
    await settlePlan(tx, input.planId, 'cancelled', input.actorAccountId);
    const { effectiveOn, title } = plan.value;
    const { planId, actorAccountId, origin, today } = input;
    await recordAct(tx, { actorAccountId, origin, act: 'plan.cancel', target: title, detail: { planId, because: 'made again' } });
    return ok(
      await keepOrSettle({ tx, createMailboxes: deps.createMailboxes }, kind, { effectiveOn, actorAccountId, origin, today }, made),
    );
  });
}

async function openPlan(
  tx: Tx,
  { planId, actorAccountId }: PlanAct,
  act: 'plan.make' | 'plan.carry-out' | 'plan.cancel',
): Promise<Result<KeptPlan>> {
  const may = await authorise({ tx }, { actorAccountId, act, target: { of: 'system' } });
  if (!may.ok) return may;
  const plan = await lockPlan(tx, planId);
  return stillPlanned(plan, planId);
}

function stillPlanned(plan: KeptPlan | undefined, planId: PlanId): Result<KeptPlan, PlanRefusal> {
  if (plan === undefined) return refused(planRefusal('not-found', { vi: `Không có kế hoạch ${planId}`, en: `There is no plan ${planId}` }));
  return plan.state === 'planned' ? ok(plan) : refused(planRefusal('conflict', settledAlready[plan.state]));
}

/** Whether it can be begun to be carried out, as far as its row tells. */
export async function mayBegin(database: Database, planId: PlanId, today: string): Promise<Result<KeptPlan, PlanRefusal>> {
  const plan = stillPlanned(await findPlan(database, planId), planId);
  return plan.ok && plan.value.effectiveOn > today ? refused(tooEarly(plan.value)) : plan;
}

/** The plan as it would be made now, and whether that is what was kept. */
async function makeAgain(
  { kinds, createMailboxes, sendNotices, progress }: CarryOutDeps,
  tx: Tx,
  plan: KeptPlan,
): Promise<Result<{ readonly made: MadePlan; readonly kind: PlanKind; readonly isFresh: boolean }>> {
  const kind = kinds.find((one) => one.kind === plan.kind);
  if (kind === undefined) throw new Error(`plan ${plan.id} is of a kind unknown here: ${plan.kind}`);
  const made = await kind.make(
    { tx, createMailboxes, sendNotices, progress },
    { request: plan.body.request, effectiveOn: plan.effectiveOn },
  );
  return made.ok ? ok({ made: made.value, kind, isFresh: fingerprintOf(made.value) === plan.fingerprint }) : made;
}

const settledAlready = {
  'carried-out': { vi: 'Kế hoạch đã được thực hiện', en: 'The plan has been carried out already' },
  cancelled: { vi: 'Kế hoạch đã bị huỷ', en: 'The plan has been cancelled already' },
};

function tooEarly({ effectiveOn }: KeptPlan): PlanRefusal {
  return planRefusal('invalid', {
    vi: `Kế hoạch có hiệu lực từ ${effectiveOn}: trước đó chỉ có thể huỷ`,
    en: `The plan takes effect on ${effectiveOn}: until then it can only be cancelled`,
  });
}

function staleness({ body }: KeptPlan, { facts, problems }: MadePlan): PlanRefusal {
  const differences = differencesOf(body.facts, facts);
  // Without one it is the names that were free, or the rules of naming, that are not as they were.
  const because =
    differences.length > 0
      ? { vi: 'danh bạ đã thay đổi', en: 'the directory has changed' }
      : { vi: 'tên hộp thư sẽ khác', en: 'it would give other names' };
  const inBoth = { vi: `Kế hoạch đã cũ: từ khi lập, ${because.vi}`, en: `The plan is stale: since it was made ${because.en}` };
  return planRefusal('conflict', inBoth, { differences, problems });
}

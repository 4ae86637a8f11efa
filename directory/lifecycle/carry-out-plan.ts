import { recordAct } from '#directory/access/audit-sql.ts';
import { lockAddresses } from '#directory/org/address-sql.ts';
import type { CreateMailboxes } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { differencesOf, fingerprintOf } from './fingerprint.ts';
import { settle, withProblems } from './make-plan.ts';
import type { MadePlan, PlanKind, PlanRefusal } from './plan.ts';
import { type KeptPlan, lockPlan, settlePlan } from './plan-sql.ts';

export interface CarryOutDeps {
  readonly database: Database;
  readonly createMailboxes: CreateMailboxes;
  readonly kinds: readonly PlanKind[];
}

interface PlanInHand {
  readonly planId: PlanId;
  /** null: a job, or somebody at the server's own console. */
  readonly actorAccountId: AccountId | null;
}

/** Exactly the plan that was kept, in one transaction, no sooner than its day; refused with what changed when it is stale. */
export function carryOutPlan(deps: CarryOutDeps, input: PlanInHand & { readonly today: string }): Promise<Result<MadePlan, PlanRefusal>> {
  return inTransaction(deps.database, async (tx) => {
    // As everybody who gives out addresses: first this lock, then rows.
    await lockAddresses(tx);
    const plan = await openPlan(tx, input.planId);
    if (!plan.ok) return plan;
    if (plan.value.effectiveOn > input.today)
      return refused(refusal('invalid', `The plan takes effect on ${plan.value.effectiveOn}: until then it can only be cancelled`));
    const made = await makeAgain(deps, tx, plan.value);
    if (!made.ok) return made;
    await settle({ tx, createMailboxes: deps.createMailboxes }, made.value, input);
    return made;
  });
}

/** A plan that was not carried out yet never will be. */
export function cancelPlan(database: Database, input: PlanInHand): Promise<Result<KeptPlan, PlanRefusal>> {
  return inTransaction(database, async (tx) => {
    const plan = await openPlan(tx, input.planId);
    if (!plan.ok) return plan;
    await settlePlan(tx, input.planId, 'cancelled', input.actorAccountId);
    const { planId, actorAccountId } = input;
    await recordAct(tx, { actorAccountId, act: 'plan.cancel', target: plan.value.title, detail: { planId } });
    return plan;
  });
}

async function openPlan(tx: Tx, planId: PlanId): Promise<Result<KeptPlan>> {
  const plan = await lockPlan(tx, planId);
  if (plan === undefined) return refused(refusal('not-found', `There is no plan ${planId}`));
  if (plan.state !== 'planned') return refused(refusal('conflict', `The plan is ${plan.state} already`));
  return ok(plan);
}

async function makeAgain(deps: CarryOutDeps, tx: Tx, plan: KeptPlan): Promise<Result<MadePlan, PlanRefusal>> {
  const kind = deps.kinds.find((one) => one.kind === plan.kind);
  if (kind === undefined) throw new Error(`plan ${plan.id} is of a kind unknown here: ${plan.kind}`);
  const made = await kind.make(
    { tx, createMailboxes: deps.createMailboxes },
    { request: plan.body.request, effectiveOn: plan.effectiveOn },
  );
  if (!made.ok) return made;
  if (fingerprintOf(made.value) === plan.fingerprint) return made;
  const differences = differencesOf(plan.body.facts, made.value.facts);
  const { problems } = made.value.problems.length > 0 ? withProblems(made.value) : { problems: [] };
  const because = differences.length > 0 ? differences[0]!.about : 'names that were free are taken, or the rules of naming changed';
  return refused({
    ...refusal('conflict', `The plan is stale: the directory has changed since it was made (${because})`),
    differences,
    ...(problems === undefined ? {} : { problems }),
  });
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';

import type { CreateMailboxes, SendNotices } from '#directory/org/mail-port.ts';
import { attemptInTransaction, type Database, inTransaction } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { lockDirectory } from './directory-lock-sql.ts';
import { fingerprintOf } from './fingerprint.ts';
import { permitPlan } from './permit-plan.ts';
import {
  type MadePlan,
  type PlanAct,
  type PlanActor,
  type PlanDeps,
  type PlanKind,
  type PlanRefusal,
  type PlanToMake,
  planRefusal,
} from './plan.ts';
import { insertPlan, settlePlan } from './plan-sql.ts';

interface Deps {
  readonly database: Database;
  readonly createMailboxes: CreateMailboxes;
  readonly sendNotices?: SendNotices | undefined;
  /** Whether dangerous acts take two people (docs/roles.md); left out: no. */
  readonly twoPeople?: boolean;
}

/** What would happen, with everything that stands in the way. Nothing is written. */
export function previewPlan(deps: Deps, kind: PlanKind, plan: PlanToMake): Promise<Result<MadePlan>> {
  return inTransaction(deps.database, (tx) => kind.make({ ...deps, tx }, plan));
}

export interface PlanDone {
  readonly planId: PlanId;
  readonly state: 'planned' | 'carried-out';
  readonly made: MadePlan;
}

/**
 * Makes a plan and keeps it for its day; where the day has come carries it out at once, unless it is only to be kept. Refused while anything stands
 * in the way.
 */
export function makePlan(
  { database, createMailboxes, sendNotices, twoPeople }: Deps,
  kind: PlanKind,
  plan: PlanToMake & PlanActor & { readonly today: string; readonly isKept?: boolean },
): Promise<Result<PlanDone, PlanRefusal>> {
  return attemptInTransaction(database, async (tx): Promise<Result<PlanDone, PlanRefusal>> => {
    const deps = { tx, createMailboxes, sendNotices };
    await lockDirectory(tx);
    const may = await authorise({ tx }, { actorAccountId: plan.actorAccountId, act: 'plan.make', target: { of: 'system' } });
    if (!may.ok) return may;
    const made = await kind.make(deps, plan);
    if (!made.ok) return made;
    if (made.value.problems.length > 0) return refused(withProblems(made.value));
    const permitted = await permitPlan({ tx, twoPeople, isProved: plan.isProved }, plan.actorAccountId, made.value);
    if (!permitted.ok) return permitted;
    if (plan.isKept !== true) return ok(await keepOrSettle(deps, kind, plan, made.value));
    return ok({ planId: await keepPlan(deps, kind, plan, made.value), state: 'planned', made: made.value });
  });
}

interface Keeping extends PlanActor {
  readonly effectiveOn: string;
  readonly today: string;
}

/** Keeps a plan that nothing stands in the way of, and carries it out where its day has come. The caller holds `lockDirectory`. */
export async function keepOrSettle(deps: PlanDeps, kind: PlanKind, keeping: Keeping, made: MadePlan): Promise<PlanDone> {
  const planId = await keepPlan(deps, kind, keeping, made);
  if (keeping.effectiveOn > keeping.today) return { planId, state: 'planned', made };
  const { actorAccountId, origin } = keeping;
  await settle(deps, made, { planId, actorAccountId, origin });
  return { planId, state: 'carried-out', made };
}

export function withProblems({ problems }: MadePlan): PlanRefusal {
  const inBoth = { vi: 'Kế hoạch chưa thể thực hiện', en: 'The plan cannot be carried out as it stands' };
  return planRefusal('conflict', inBoth, { problems });
}

/** Everything of the plan, in this transaction: what it does, that it is done, who did it, and sessions look at their rights again. */
export async function settle({ tx }: PlanDeps, made: MadePlan, act: PlanAct): Promise<void> {
  await made.carryOut(act);
  await settlePlan(tx, act.planId, 'carried-out', act.actorAccountId);
  await recordAct(tx, {
    actorAccountId: act.actorAccountId,
    origin: act.origin,
    act: 'plan.carry-out',
    target: made.title.vi,
    detail: { planId: act.planId, summary: made.summary.map(({ vi }) => vi) },
  });
  await bumpAccessGeneration(tx);
}

/** Keeps a plan for its day, whoever carries it out then. */
export async function keepPlan(
  { tx }: PlanDeps,
  { kind }: PlanKind,
  { effectiveOn, actorAccountId, origin, partOf }: Omit<Keeping, 'today'> & { readonly partOf?: PlanId },
  made: MadePlan,
): Promise<PlanId> {
  const { title, request, facts, deeds, notes, summary } = made;
  const body = { title, request, facts, deeds, notes, summary };
  // What another plan brings with it was decided when that was carried out: it stands by nobody's word of later (decision 0019).
  const madeBy = partOf === undefined ? actorAccountId : null;
  const fingerprint = fingerprintOf(made);
  await nextTurn(); // both write down the whole of it, which of thousands of people takes some 20 ms each
  const planId = await insertPlan(tx, { kind, effectiveOn, body, fingerprint, madeBy });
  await recordAct(tx, { actorAccountId, origin, act: 'plan.make', target: title.vi, detail: { planId, effectiveOn, partOf } });
  return planId;
}

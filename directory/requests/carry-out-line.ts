import { keepOrSettle } from '#directory/lifecycle/make-plan.ts';
import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import { outerLines } from '#directory/lifecycle/people/summarise-person.ts';
import { permitPlan } from '#directory/lifecycle/permit-plan.ts';
import type { MadePlan } from '#directory/lifecycle/plan.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { faultsIn, planLine } from './check-lines.ts';
import { outsideUnit } from './reach.ts';
import type { Acting, RequestDeps } from './request.ts';
import type { RequestLine } from './request-line.ts';
import type { KeptLine, SettledLine } from './request-sql.ts';
import type { LineFault, LineResult } from './tables.ts';

/** A line and what became of it. */
export interface LineDone extends SettledLine {
  readonly asked: RequestLine;
  /** The operator said that it is not to be done. */
  readonly isUnwanted: boolean;
}

interface Doing extends Acting {
  readonly unitId: UnitId;
  readonly line: KeptLine;
  /** Why it is not to be done. */
  readonly unwanted: string | undefined;
}

/** Makes the plan that a line asks for and carries it out, or keeps it for its day; refused with everything that stands in its way. */
export async function carryOutLine(deps: RequestDeps, tx: Tx, doing: Doing): Promise<LineDone> {
  const { line, unwanted, today } = doing;
  if (unwanted !== undefined) return turnedDown(line, [{ what: 'refused', vi: unwanted, en: unwanted }], true);
  const made = await planLine(deps, tx, line.asked, today);
  if (!made.ok) return turnedDown(line, [made.refusal]);
  const faults = await faultsOf(deps, tx, doing, made.value);
  if (faults.length > 0) return turnedDown(line, faults);
  const { actorAccountId, origin } = doing;
  const effectiveOn = line.asked.on ?? today;
  const { createMailboxes, sendNotices, personPlans } = deps;
  const keeping = { actorAccountId, origin, effectiveOn, today };
  const { planId, state } = await keepOrSettle({ tx, createMailboxes, sendNotices }, personPlans, keeping, made.value);
  return {
    number: line.number,
    asked: line.asked,
    state,
    planId,
    problems: null,
    result: resultOf(made.value, effectiveOn),
    isUnwanted: false,
  };
}

/** All that stands in the way: where the person has gone since it was asked, what the plan says, what the operator may not do. */
async function faultsOf(
  { twoPeople }: RequestDeps,
  tx: Tx,
  { unitId, line, actorAccountId, isProved }: Doing,
  made: MadePlan,
): Promise<readonly LineFault[]> {
  const outside = await outsideUnit(tx, unitId, line.asked, made);
  const faults = [...(outside === undefined ? [] : [outside]), ...faultsIn(made)];
  if (faults.length > 0) return faults;
  const permitted = await permitPlan({ tx, twoPeople, isProved }, actorAccountId, made);
  if (permitted.ok) return [];
  const { kind, message, inBoth = { vi: message, en: message } } = permitted.refusal;
  return [{ what: kind, ...inBoth }];
}

function turnedDown({ number, asked }: KeptLine, problems: readonly LineFault[], isUnwanted = false): LineDone {
  return { number, asked, state: 'refused', planId: null, problems, result: null, isUnwanted };
}

/** What the unit may pass on: who, where they are reached, and what holds from when. */
function resultOf(made: MadePlan, effectiveOn: string): LineResult {
  const deeds = made.deeds as PersonDeeds;
  const { person, creates, address } = deeds;
  const given = creates?.address ?? address?.to;
  return {
    name: person.name === '' ? made.title.vi : person.name,
    address: given === undefined ? person.address : `${given.localPart}@${given.domain}`,
    summary: outerLines(deeds),
    effectiveOn,
  };
}

import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { announceEnd } from './announce.ts';
import { calendarAround, dueOn } from './deadline.ts';
import { type RequestDeps, type RequestDone, type RequestRefusal, requestRefusal, type StepInput } from './request.ts';
import { lockParts, refuseOpenLines } from './request-sql.ts';
import { nextAbove } from './route-sql.ts';
import { settleParts } from './settle-parts.ts';
import { stepTransaction } from './step-transaction.ts';
import type { StepName } from './tables.ts';
import { closeStep, type OpenStep, openStep } from './take-step.ts';

type Passing = Extract<StepName, 'return' | 'endorse' | 'refuse' | 'withdraw'>;
interface Context {
  readonly deps: RequestDeps;
  readonly tx: Tx;
  readonly calendar: WorkingCalendar;
  readonly input: StepInput;
  readonly opened: OpenStep;
}

/** Vouched for by the unit above, whose own turn ends: on to the next above it, or to the operator. */
export function endorseRequest(deps: RequestDeps, input: StepInput): Promise<Result<RequestDone, RequestRefusal>> {
  return pass(deps, input, 'endorse', async ({ tx, calendar, opened }) => {
    const { request, submitters } = opened;
    const atUnitId = await nextAbove(tx, request.atUnitId!, submitters);
    const state = atUnitId === null ? 'endorsed' : 'in-review';
    return closeStep(tx, input, opened, {
      step: 'endorse',
      turn: { state, atUnitId, dueOn: dueOn(calendar, deps.terms, input.today, state) },
    });
  });
}

/** Back to the unit that asks, which is told why. */
export function returnRequest(deps: RequestDeps, input: StepInput): Promise<Result<RequestDone, RequestRefusal>> {
  return pass(deps, input, 'return', async ({ tx, opened }) => {
    const done = await closeStep(tx, input, opened, { step: 'return', turn: { state: 'returned', atUnitId: null, dueOn: null } });
    await announceEnd(deps, tx, [{ ...opened.request, state: 'returned' }], input.reason);
    return done;
  });
}

/** Not to be done, for good. */
export function refuseRequest(deps: RequestDeps, input: StepInput): Promise<Result<RequestDone, RequestRefusal>> {
  return pass(deps, input, 'refuse', async ({ tx, opened }) => {
    const { request } = opened;
    const why = input.reason!;
    await refuseOpenLines(tx, request.id, [{ what: 'refused', vi: why, en: why }]);
    const done = await closeStep(tx, input, opened, { step: 'refuse', turn: { state: 'refused', atUnitId: null, dueOn: null } });
    const parts = await settleParts(tx, input, request);
    await announceEnd(deps, tx, [{ ...request, state: 'refused' }, ...parts], why);
    return done;
  });
}

/** The unit wants it no more. What was gathered into it lies again where it lay. */
export function withdrawRequest(deps: RequestDeps, input: StepInput): Promise<Result<RequestDone, RequestRefusal>> {
  return pass(deps, input, 'withdraw', async ({ tx, calendar, opened }) => {
    const { request } = opened;
    const done = await closeStep(tx, input, opened, { step: 'withdraw', turn: { state: 'withdrawn', atUnitId: null, dueOn: null } });
    const due = dueOn(calendar, deps.terms, input.today, 'in-review');
    const turn = { state: 'in-review', atUnitId: request.unitId, dueOn: due, gatheredInto: null } as const;
    for (const part of await lockParts(tx, request.id))
      await closeStep(tx, { ...input, requestId: part.id }, { ...opened, request: part }, { step: 'release', turn });
    return done;
  });
}

/** Steps that take nobody further without saying why. */
const needsReason: ReadonlySet<Passing> = new Set<Passing>(['return', 'refuse']);

async function pass(
  deps: RequestDeps,
  input: StepInput,
  step: Passing,
  take: (context: Context) => Promise<RequestDone>,
): Promise<Result<RequestDone, RequestRefusal>> {
  const calendar = await calendarAround(deps, input.today);
  return stepTransaction(deps, async (tx): Promise<Result<RequestDone, RequestRefusal>> => {
    const opened = await openStep(tx, input, step);
    if (!opened.ok) return opened;
    if (needsReason.has(step) && input.reason === undefined) return refused(sayWhy);
    return ok(await take({ deps, tx, calendar, input, opened: opened.value }));
  });
}

const sayWhy = requestRefusal('invalid', { vi: 'Hãy nêu lý do', en: 'Say why' });

import { lockDirectory } from '#directory/lifecycle/directory-lock-sql.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { announceEnd } from './announce.ts';
import { carryOutLine, type LineDone } from './carry-out-line.ts';
import { columnOf } from './column-of-problem.ts';
import { lockForLines } from './lock-for-lines.ts';
import { badList } from './make-request.ts';
import { NoticeTray } from './notice-tray.ts';
import { type LineProblem, type RequestDeps, type RequestDone, type RequestRefusal, requestRefusal, type StepInput } from './request.ts';
import { type KeptLine, type KeptRequest, readLines, settleLines } from './request-sql.ts';
import { accountOfUnit } from './route-sql.ts';
import { settleParts } from './settle-parts.ts';
import { closeStep, type OpenStep, openStep } from './take-step.ts';

export interface CarryingOut extends StepInput {
  /** Lines that cannot be done are refused with what is wrong, and the others stand; left out: nothing is done while any cannot. */
  readonly partly?: boolean | undefined;
  /** Lines that the operator will not do, and why. */
  readonly refuse?: readonly { readonly number: number; readonly reason: string }[] | undefined;
}

export interface CarriedOut extends RequestDone {
  readonly lines: readonly Omit<LineDone, 'isUnwanted'>[];
}

/**
 * Does what a list asks, in one transaction: its lines one after another, by their days, each a plan of its own that sees what those before it
 * did. A line is done whole or refused whole.
 */
export function carryOutRequest(deps: RequestDeps, input: CarryingOut): Promise<Result<CarriedOut, RequestRefusal>> {
  return attemptInTransaction(deps.database, (tx) => carryOutIn(deps, tx, input));
}

/** What carrying out would come to: it is done, looked at, and never committed. */
export async function previewCarryOut(deps: RequestDeps, input: CarryingOut): Promise<Result<CarriedOut, RequestRefusal>> {
  let seen: CarriedOut | undefined;
  const quiet = { ...deps, sendNotices: undefined };
  const undone = await attemptInTransaction(deps.database, async (tx): Promise<Result<never, RequestRefusal>> => {
    const done = await carryOutIn(quiet, tx, { ...input, partly: true });
    if (!done.ok) return done;
    seen = done.value;
    return refused(onlyLooked);
  });
  // Plans that were made and never kept have no numbers to look them up by.
  return seen === undefined ? undone : ok({ ...seen, lines: seen.lines.map((line) => ({ ...line, planId: null })) });
}

async function carryOutIn(deps: RequestDeps, tx: Tx, input: CarryingOut): Promise<Result<CarriedOut, RequestRefusal>> {
  // First what plans take first.
  await lockDirectory(tx);
  const opened = await openStep(tx, input, 'carry-out');
  if (!opened.ok) return opened;
  const { request } = opened.value;
  const open = (await readLines(tx, request.id)).filter(({ state }) => state === 'open');
  const strange = input.refuse?.find(({ number }) => !open.some((line) => line.number === number));
  if (strange !== undefined) return refused(noSuchLine(strange.number));
  await lockForLines(tx, request, open, input.today);
  const tray = new NoticeTray(deps.sendNotices);
  const done = await carryOutLines({ ...deps, sendNotices: tray.collect }, tx, input, request, inTurn(open, input.today));
  const failed = done.filter(({ state, isUnwanted }) => state === 'refused' && !isUnwanted);
  if (failed.length > 0 && input.partly !== true) return refused(badList(problemsOf(failed)));
  const settled = await settle(tx, input, opened.value, done, tray);
  const lines = done.toSorted((one, other) => one.number - other.number).map(({ isUnwanted: _asked, ...line }) => line);
  return ok({ ...settled, lines });
}

async function carryOutLines(
  deps: RequestDeps,
  tx: Tx,
  { refuse = [], ...input }: CarryingOut,
  { unitId }: KeptRequest,
  lines: readonly KeptLine[],
): Promise<readonly LineDone[]> {
  const done: LineDone[] = [];
  for (const line of lines) {
    const unwanted = refuse.find(({ number }) => number === line.number)?.reason;
    done.push(await carryOutLine(deps, tx, { ...input, unitId, line, unwanted }));
  }
  return done;
}

/** Writes down what became of each line, here and where it was gathered from, and tells the units. */
async function settle(tx: Tx, input: CarryingOut, opened: OpenStep, done: readonly LineDone[], tray: NoticeTray): Promise<RequestDone> {
  const { request } = opened;
  await settleLines(tx, request.id, done);
  const state = done.every((line) => line.state === 'refused') ? 'refused' : 'carried-out';
  const changes = done.map(({ number: line, state: after, planId, result }) => ({
    line,
    state: after,
    planId,
    address: result?.address ?? null,
  }));
  const settled = await closeStep(tx, input, opened, { step: 'carry-out', turn: { state, atUnitId: null, dueOn: null }, changes });
  const ended: readonly KeptRequest[] = [{ ...request, state }, ...(await settleParts(tx, input, request))];
  // A unit that asked for a hundred people hears of them in one message, and not in a hundred.
  for (const { unitId } of ended) tray.leaveOut(await mailboxesOf(tx, unitId));
  await announceEnd({ sendNotices: tray.collect }, tx, ended, input.reason);
  await tray.send(tx);
  return settled;
}

/** By their days, those without one today, and as they stand in the list: who leaves on the first makes room for who comes on the second. */
function inTurn(lines: readonly KeptLine[], today: string): readonly KeptLine[] {
  const dayOf = ({ asked }: KeptLine) => asked.on ?? today;
  return lines.toSorted((one, other) => (dayOf(one) === dayOf(other) ? one.number - other.number : dayOf(one) < dayOf(other) ? -1 : 1));
}

function problemsOf(lines: readonly LineDone[]): readonly LineProblem[] {
  return lines.flatMap(({ number, asked, problems }) =>
    (problems ?? []).map((problem) => ({ line: number, column: columnOf(asked, problem), ...problem })),
  );
}

async function mailboxesOf(tx: Tx, unitId: UnitId): Promise<readonly AccountId[]> {
  const mailbox = await accountOfUnit(tx, unitId);
  return mailbox === undefined ? [] : [mailbox];
}

const onlyLooked = requestRefusal('conflict', { vi: 'Chỉ xem trước', en: 'Only looked at' });
const noSuchLine = (number: number) =>
  requestRefusal('not-found', { vi: `Đề nghị không có dòng ${number} chưa thực hiện`, en: `The request has no open line ${number}` });

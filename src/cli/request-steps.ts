import { carryOutRequest, previewCarryOut } from '#directory/requests/carry-out-request.ts';
import { gatherRequests } from '#directory/requests/gather-requests.ts';
import { endorseRequest, refuseRequest, returnRequest, withdrawRequest } from '#directory/requests/pass-on.ts';
import type { RequestDeps, RequestDone, RequestRefusal, StepInput } from '#directory/requests/request.ts';
import { titleSchema } from '#directory/requests/request-line.ts';
import type { RequestId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import { actingPerson } from './acting.ts';
import { oneLineOption, type RequestOptions, runRequest, stepOf, told } from './request-run.ts';
import { carriedOutText, doneText, previewNote } from './request-text.ts';

export function gather(ids: readonly number[], options: RequestOptions<{ title?: string }>): Promise<void> {
  return runRequest(options, async ({ opened, deps, today }) => {
    const actorAccountId = await actingPerson(opened, options);
    const title = options.title === undefined ? undefined : oneLineOption('--title', titleSchema, options.title);
    return told(await gatherRequests(deps, { actorAccountId, today, title, requestIds: ids as readonly RequestId[] }), doneOrSeen(options));
  });
}

type Pass = (deps: RequestDeps, input: StepInput) => Promise<Result<RequestDone, RequestRefusal>>;

/** What was done, or would be. */
const doneOrSeen = (options: RequestOptions) => (done: Parameters<typeof doneText>[0]) =>
  `${doneText(done)}${options.dryRun === true ? `\n\n${previewNote}` : ''}`;

const passBy =
  (pass: Pass) =>
  (id: number, options: RequestOptions): Promise<void> =>
    runRequest(options, async ({ opened, deps, today }) =>
      told(await pass(deps, await stepOf(opened, id, today, options, options.reason)), doneOrSeen(options)),
    );

export const sendBack = passBy(returnRequest);
export const endorse = passBy(endorseRequest);
export const refuse = passBy(refuseRequest);
export const withdraw = passBy(withdrawRequest);

type CarryOutOptions = RequestOptions<{ partly?: boolean; refuseLine: readonly number[] }>;

export function carryOut(id: number, options: CarryOutOptions): Promise<void> {
  return runRequest(options, async ({ opened, deps, today }) => {
    if (options.refuseLine.length > 0 && options.reason === undefined) throw new Error('--refuse-line: cần / needs --reason');
    const input = await stepOf(opened, id, today, options, options.reason);
    const reason = input.reason ?? '';
    const asked = { ...input, partly: options.partly === true, refuse: options.refuseLine.map((number) => ({ number, reason })) };
    if (options.dryRun !== true) return told(await carryOutRequest(deps, asked), (done) => `${carriedOutText(done)}\n\n${doneText(done)}`);
    return told(await previewCarryOut(deps, asked), (done) => `${carriedOutText(done)}\n\n${previewNote}`);
  });
}

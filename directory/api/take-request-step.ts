import type { RequestDeps, RequestDone, RequestRefusal, StepInput } from '#directory/requests/request.ts';
import { readRequest } from '#directory/requests/request-page-sql.ts';
import type { RequestId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { actorOf } from './actor.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import { unchanged } from './entity-tag.ts';
import { once } from './idempotency.ts';
import { refusedRequest, requestInFull } from './shown-request.ts';

/** What requests are made and carried out with: as plans are, at the same command line. */
export function requestDepsOf({ database, plans, personPlans, requestTerms: terms, week }: ApiDeps): RequestDeps {
  const { createMailboxes, sendNotices, twoPeople = false } = plans;
  return { database, createMailboxes, sendNotices, twoPeople, personPlans, terms, week };
}

/** Who takes a step, and when. */
export function actingOf(context: ApiContext, { clock }: ApiDeps) {
  return { ...actorOf(context), today: vietnamDate(clock.now()) };
}

/**
 * Takes a step once for its key. With If-Match the request must be what was read, and in the transaction of the step it must still be: of two
 * who act on one reading the second is refused.
 */
export function takeStep<Done extends RequestDone>(
  context: ApiContext,
  deps: ApiDeps,
  id: number,
  take: (input: StepInput) => Promise<Result<Done, RequestRefusal>>,
): Promise<Response> {
  return once(context, deps, async () => {
    const requestId = id as RequestId;
    const read = context.req.header('if-match') === undefined ? undefined : await readRequest(deps.database, requestId);
    const asRead = read === undefined ? ok() : unchanged(context, requestInFull(read));
    if (!asRead.ok) return asRead;
    const done = await take({ ...actingOf(context, deps), requestId, seen: read?.version });
    if (!done.ok) return refused(refusedRequest(done.refusal));
    return ok({ status: 200, location: `/api/v1/requests/${requestId}`, body: done.value });
  });
}

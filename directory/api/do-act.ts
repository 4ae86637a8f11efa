import { withoutProof } from '#directory/access/roles/step-up.ts';
import type { PermitDeps } from '#directory/access/two-people/permit.ts';
import { cameFrom } from '#directory/audit/act-origin.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { actorOf } from './actor.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import { type Answer, once } from './idempotency.ts';
import { refusedAct } from './refused-act.ts';

interface Doing<Done> {
  /** For a second person, where the act takes two. */
  readonly reason?: string | undefined;
  /** In one transaction, which a refusal rolls back. */
  does(deps: PermitDeps): Promise<Result<Done, Refusal>>;
  answer(done: Done): Answer;
}

/** A write that is one act of one person: done once for its key, recorded with where it came from. */
export function doAct<Done>(context: ApiContext, deps: ApiDeps, { does, answer, reason = '' }: Doing<Done>): Promise<Response> {
  return once(context, deps, async () => {
    const done = await attemptAct(context, deps, does);
    return done.ok ? ok(answer(done.value)) : refused(await refusedAct(context, deps, done.refusal, reason));
  });
}

/** The transaction of an act: what it records came from this request, and what takes a recent proof is refused where there is none. */
export function attemptAct<Done>(context: ApiContext, deps: ApiDeps, does: Doing<Done>['does']): Promise<Result<Done, Refusal>> {
  return attemptInTransaction<Done>(deps.database, (tx) => {
    const { origin, isProved } = actorOf(context);
    cameFrom(tx, origin);
    if (!isProved) withoutProof(tx);
    return does({ tx, twoPeople: deps.plans.twoPeople === true });
  });
}

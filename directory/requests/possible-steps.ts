import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId, RequestId, UnitId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { decideStep, type Hat } from './rules.ts';
import { standingOf } from './standing.ts';
import { submittersOf } from './step-sql.ts';
import { type RequestState, type StepName, stepNames } from './tables.ts';

export interface PossibleStep {
  readonly step: StepName;
  /** As what it would be taken; null: it would be, had somebody else submitted the request. */
  readonly as: Hat | null;
  /** Why not. */
  readonly because: InBoth | null;
}

interface Looked {
  readonly id: RequestId;
  readonly unitId: UnitId;
  readonly atUnitId: UnitId | null;
  readonly state: RequestState;
}

/** Which steps somebody may take with a request as it is now, and which not only because it is their own. The step itself asks again. */
export function possibleSteps(database: Database, actorAccountId: AccountId, request: Looked): Promise<readonly PossibleStep[]> {
  return inTransaction(database, async (tx) => {
    const standing = await standingOf(tx, actorAccountId, request, await submittersOf(tx, request.id));
    return stepNames.flatMap((step): PossibleStep[] => {
      const hat = decideStep(request.state, step, standing);
      if (hat.ok) return [{ step, as: hat.value, because: null }];
      const isOnlyOwn = decideStep(request.state, step, { ...standing, isOwn: false }).ok;
      return isOnlyOwn && hat.refusal.inBoth !== undefined ? [{ step, as: null, because: hat.refusal.inBoth }] : [];
    });
  });
}

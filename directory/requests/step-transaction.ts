import { attemptInTransaction, rehearseInTransaction } from '#io/database.ts';
import type { Result } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { RequestDeps, RequestRefusal } from './request.ts';

/** The transaction of a step: kept, or rolled back where it is only to be seen what the step would come to. */
export function stepTransaction<T>(
  { database, isRehearsal }: Pick<RequestDeps, 'database' | 'isRehearsal'>,
  take: (tx: Tx) => Promise<Result<T, RequestRefusal>>,
): Promise<Result<T, RequestRefusal>> {
  return isRehearsal === true ? rehearseInTransaction(database, take) : attemptInTransaction(database, take);
}

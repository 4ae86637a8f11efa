import { previewPlan } from '#directory/lifecycle/make-plan.ts';
import type { MadePlan, PlanKind } from '#directory/lifecycle/plan.ts';
import type { CreateMailboxes } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { BulkRequest } from './bulk-request.ts';
import { checkFaultyRows } from './check-faulty-rows.ts';
import { type BulkProblem, inOrder } from './problem.ts';
import type { ReadRows } from './read-rows.ts';

export interface BatchToCheck {
  /** What the file is called. */
  readonly file: string;
  readonly rows: ReadRows;
  readonly effectiveOn: string;
  readonly notify: boolean;
  readonly clashes: BulkRequest['clashes'];
}

export interface CheckedBatch {
  readonly request: BulkRequest;
  readonly made: MadePlan;
  /** Of the cells and of what they mean in the directory, together by row: nothing is carried out while there are any. */
  readonly problems: readonly BulkProblem[];
}

interface Deps {
  readonly database: Database;
  readonly createMailboxes: CreateMailboxes;
}

/** What the rows that could be read come to, and everything that is wrong with the table. Nothing is written. */
export async function checkBatch(deps: Deps, kind: PlanKind, batch: BatchToCheck): Promise<Result<CheckedBatch>> {
  const request = requestOf(batch);
  const made = await previewPlan(deps, kind, { request, effectiveOn: batch.effectiveOn });
  if (!made.ok) return made;
  const ofFaulty = await inTransaction(deps.database, (tx) => checkFaultyRows(tx, batch.rows.faulty, batch.effectiveOn));
  const inDirectory = [...ofFaulty, ...(made.value.problems as readonly BulkProblem[])];
  return ok({ request, made: made.value, problems: inOrder([...batch.rows.problems, ...inDirectory]) });
}

export function requestOf({ file, rows: { recruits, events }, notify, clashes }: Omit<BatchToCheck, 'effectiveOn'>): BulkRequest {
  return { file: file.normalize('NFC'), recruits, events, notify, clashes };
}

import type { z } from 'zod';
import { counted } from '#directory/lifecycle/counted.ts';
import { inTurns, type Stretches } from '#directory/lifecycle/in-turns.ts';
import { personPlanKind } from '#directory/lifecycle/people/person-plan-kind.ts';
import type { PlanKind } from '#directory/lifecycle/plan.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type BulkRequest, bulkRequestSchema, eventRowSchema, recruitSchema } from './bulk-request.ts';
import { readBulkState } from './bulk-state-sql.ts';
import { carryOutBatch } from './carry-out-batch.ts';
import { planBatch } from './plan-batch.ts';

/** Plans for the rows of a table (REQ-ACC-10): one batch, one plan. `readProfiles`: every naming profile there is, by its id. */
export function bulkPlanKind(readProfiles: () => Promise<ReadonlyMap<string, NamingProfile>>): PlanKind {
  const personPlans = personPlanKind(readProfiles);
  return {
    kind: 'bulk',
    async make(deps, { request, effectiveOn: on }) {
      const read = await inTurns(readRequest(request));
      if (!read.ok) return read;
      const state = await readBulkState(deps.tx, read.value, on, await readProfiles());
      const total = read.value.recruits.length + read.value.events.length;
      const tell = (done: number) => deps.progress?.({ step: 'checking', done, total });
      const plan = await inTurns(counted(planBatch(state, read.value, on), tell));
      return ok({ ...plan, carryOut: (act) => carryOutBatch({ ...deps, personPlans }, { ...plan, on }, act) });
    },
  };
}

function* readRequest(request: unknown): Stretches<Result<BulkRequest>> {
  const read = bulkRequestSchema.safeParse(request);
  if (!read.success) return refused(refusal('invalid', 'The request cannot be read', read.error.message));
  const recruits = yield* readRows(recruitSchema, read.data.recruits);
  if (!recruits.ok) return recruits;
  const events = yield* readRows(eventRowSchema, read.data.events);
  return events.ok ? ok({ ...read.data, recruits: recruits.value, events: events.value }) : events;
}

function* readRows<Schema extends z.ZodType>(schema: Schema, rows: readonly unknown[]): Stretches<Result<readonly z.output<Schema>[]>> {
  const known: z.output<Schema>[] = [];
  for (const [index, row] of rows.entries()) {
    const read = schema.safeParse(row);
    if (!read.success) return refused(refusal('invalid', 'A row of the request cannot be read', `${index}: ${read.error.message}`));
    known.push(read.data);
    yield;
  }
  return ok(known);
}

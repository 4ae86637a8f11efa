import { createRoute } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { type BatchToCheck, checkBatch, requestOf } from '#directory/bulk/check-batch.ts';
import type { BulkProblem } from '#directory/bulk/problem.ts';
import { readBatch } from '#directory/bulk/read-batch.ts';
import type { TextTable } from '#directory/bulk/text-table.ts';
import type { PlanRefusal } from '#directory/lifecycle/plan.ts';
import { spreadsheetLimits } from '#io/spreadsheet/limits.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { makeOrBegin } from '../begin-plan.ts';
import { batchPreviewSchema, batchQuery } from '../bulk-schemas.ts';
import { once } from '../idempotency.ts';
import { inLine } from '../in-line.ts';
import { type ApiRefusal, apiRefusal, problem } from '../problem.ts';
import { begunPlanSchema, preferHeader } from '../progress-schemas.ts';
import { refusedAct } from '../refused-act.ts';
import { replies, withToken } from '../replies.ts';
import { mediaTypes } from '../report-reply.ts';
import { madePlanSchema } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

const file = { schema: { type: 'string', format: 'binary' } } as const;
const given = {
  200: { description: 'What would be done (dryRun), and what is wrong', schema: batchPreviewSchema },
  201: { description: 'The batch: kept for its day, or carried out', schema: madePlanSchema },
  202: { description: 'The batch, which is being carried out', schema: begunPlanSchema },
};

/** The table itself is the body, as it is: what it is shows in its octets. Measured once it is known who sends it. */
export function addMakeBatch(app: Api, deps: ApiDeps): void {
  const measured = bodyLimit({ maxSize: spreadsheetLimits.octetsMax, onError: (context) => problem(context as never, tooLarge) });
  const route = createRoute({
    ...{ method: 'post', path: '/bulk', operationId: 'makeBatch', tags: ['bulk'], security: withToken },
    summary: 'People by a table, XLSX or CSV, as one batch (docs/bulk.md)',
    middleware: [authenticated(deps), allowed(deps, 'plan.make'), inLine(deps), measured],
    request: {
      ...{ headers: idempotencyHeader.extend(preferHeader), query: batchQuery },
      body: { required: true, content: { [mediaTypes.xlsx]: file, 'text/csv': file, 'application/octet-stream': file } },
    },
    responses: replies(given, 409, 413, 422),
  });
  app.openapi(route, async (context) => {
    const asked = context.req.valid('query');
    const octets = new Uint8Array(await context.req.arrayBuffer());
    const rows = await readBatch(octets, { encoding: asked.encoding, withTable: asked.dryRun && asked.table });
    if (!rows.ok) return problem(context, refusalInBoth('invalid', { vi: `Tệp ${rows.refusal.vi}`, en: `The file ${rows.refusal.en}` }));
    const effectiveOn = asked.effectiveOn ?? vietnamDate(deps.clock.now());
    const batch = { file: asked.file, rows: rows.value, effectiveOn, notify: !asked.quiet, clashes: asked.ask ? 'ask' : 'best' } as const;
    if (asked.dryRun) return preview(context, deps, batch, rows.value.table ?? null);
    return once(context, deps, () => make(context, deps, batch, asked.reason ?? ''));
  });
}

async function preview(context: ApiContext, deps: ApiDeps, batch: BatchToCheck, table: TextTable | null): Promise<Response> {
  const checked = await checkBatch(deps.plans, deps.bulkPlans, batch);
  if (!checked.ok) return problem(context, checked.refusal);
  const { made, problems } = checked.value;
  const { title, summary, deeds, notes } = made;
  context.header('Cache-Control', 'no-store');
  const { remarks } = batch.rows;
  const preview = { state: 'preview', title, effectiveOn: batch.effectiveOn, summary, deeds, notes, problems, remarks };
  // Only what is wrong has to be put right.
  return context.json(table === null || problems.length === 0 ? preview : { ...preview, table });
}

async function make(context: ApiContext, deps: ApiDeps, batch: BatchToCheck, reason: string) {
  if (batch.rows.problems.length > 0) return refused(await allProblems(deps, batch));
  const { effectiveOn } = batch;
  const begun = await makeOrBegin(context, deps, deps.bulkPlans, { request: requestOf(batch), effectiveOn });
  if (!begun.ok) return refused({ ...(await refusedAct(context, deps, begun.refusal, reason)), ...pointed(begun.refusal.problems) });
  const { planId: id, state: settled, made } = begun.value.done;
  const { status } = begun.value;
  const state = status === 202 ? 'under-way' : settled;
  const body = { id, kind: 'bulk', state, title: made.title, effectiveOn, summary: [...made.summary] };
  return ok({ status, location: `/api/v1/bulk/${id}`, body });
}

/** Of the cells and of what they mean in the directory, at once. */
async function allProblems(deps: ApiDeps, batch: BatchToCheck): Promise<ApiRefusal> {
  const checked = await checkBatch(deps.plans, deps.bulkPlans, batch);
  if (!checked.ok) return checked.refusal;
  const { problems } = checked.value;
  const inBoth = {
    vi: `Danh sách có ${problems.length} lỗi (dryRun cho biết tất cả)`,
    en: `The table has ${problems.length} problems (dryRun tells all)`,
  };
  return { ...refusalInBoth('conflict', inBoth), ...pointed(problems) };
}

/** RFC 6901: the row, and its column by the heading. */
function pointed(problems: PlanRefusal['problems'] = []): Pick<ApiRefusal, 'problems'> {
  const escaped = (token: string) => token.replaceAll('~', '~0').replaceAll('/', '~1');
  return {
    problems: (problems as readonly BulkProblem[]).map(({ row, column, ...one }) =>
      row === null ? one : { ...one, at: `/${row}${column === null ? '' : `/${escaped(column)}`}` },
    ),
  };
}

const tooLarge = apiRefusal('too-large', {
  vi: `Danh sách nhiều nhất ${spreadsheetLimits.octetsMax / 2 ** 20} MiB`,
  en: `A table has at most ${spreadsheetLimits.octetsMax / 2 ** 20} MiB`,
});

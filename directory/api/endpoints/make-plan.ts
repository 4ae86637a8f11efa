import { createRoute, z } from '@hono/zod-openapi';
import { previewPlan } from '#directory/lifecycle/make-plan.ts';
import { personRequestSchema } from '#directory/lifecycle/people/person-request.ts';
import type { PlanKind } from '#directory/lifecycle/plan.ts';
import { unitRequestSchema } from '#directory/lifecycle/units/unit-change.ts';
import { ok, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { makeOrBegin } from '../begin-plan.ts';
import { once } from '../idempotency.ts';
import { problem } from '../problem.ts';
import { begunPlanSchema, preferHeader } from '../progress-schemas.ts';
import { refusedAct } from '../refused-act.ts';
import { replies, withToken } from '../replies.ts';
import { day, madePlanSchema, previewSchema } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

interface PlanBody {
  readonly effectiveOn?: string | undefined;
  readonly dryRun: boolean;
  readonly reason?: string | undefined;
}

const asked = {
  effectiveOn: day.optional().openapi({ description: 'The first day on which it holds; left out: today, and it is carried out at once' }),
  dryRun: z.boolean().default(false).openapi({ description: 'Only show what would be done: nothing is kept' }),
  reason: z.string().trim().min(1).max(500).optional().openapi({ description: 'For a second person, where the act takes two' }),
};
const unitBody = z.strictObject({ ...asked, request: unitRequestSchema });
const personBody = z.strictObject({ ...asked, request: personRequestSchema });

const headers = idempotencyHeader.extend(preferHeader);
const given = {
  200: { description: 'What would be done (dryRun)', schema: previewSchema },
  201: { description: 'The plan: kept for its day, or carried out', schema: madePlanSchema },
  202: { description: 'The plan, which is being carried out', schema: begunPlanSchema },
};

export function addMakePlans(app: Api, deps: ApiDeps): void {
  const units = createRoute({
    ...{ method: 'post', path: '/units/plans', operationId: 'planUnits', tags: ['plans'], security: withToken },
    summary: 'Change units by a plan (docs/units.md)',
    middleware: [authenticated(deps), allowed(deps, 'plan.make')],
    request: { headers, body: { required: true, content: { 'application/json': { schema: unitBody } } } },
    responses: replies(given, 409, 413, 415, 422),
  });
  app.openapi(units, (context) => make(context, deps, deps.unitPlans, context.req.valid('json')));
  const people = createRoute({
    ...{ method: 'post', path: '/people/plans', operationId: 'planPerson', tags: ['plans'], security: withToken },
    summary: 'Appoint, transfer, retire… a person by a plan (docs/people.md)',
    middleware: [authenticated(deps), allowed(deps, 'plan.make')],
    request: { headers, body: { required: true, content: { 'application/json': { schema: personBody } } } },
    responses: replies(given, 409, 413, 415, 422),
  });
  app.openapi(people, (context) => make(context, deps, deps.personPlans, context.req.valid('json')));
}

/** The request goes on as it was written: the plan reads it, and keeps it, by the same schema. */
async function make(
  context: ApiContext,
  deps: ApiDeps,
  kind: PlanKind,
  { effectiveOn: on, dryRun, reason = '' }: PlanBody,
): Promise<Response> {
  const { request } = (await context.req.json()) as { request: unknown };
  const effectiveOn = on ?? vietnamDate(deps.clock.now());
  if (dryRun) return preview(context, deps, kind, { request, effectiveOn });
  return once(context, deps, async () => {
    const begun = await makeOrBegin(context, deps, kind, { request, effectiveOn });
    if (!begun.ok) return refused(await refusedAct(context, deps, begun.refusal, reason));
    const { planId: id, state: settled, made } = begun.value.done;
    const { status } = begun.value;
    const state = status === 202 ? 'under-way' : settled;
    const body = { id, kind: kind.kind, state, title: made.title, effectiveOn, summary: [...made.summary] } satisfies z.infer<
      typeof madePlanSchema | typeof begunPlanSchema
    >;
    return ok({ status, location: `/api/v1/plans/${id}`, body });
  });
}

async function preview(
  context: ApiContext,
  deps: ApiDeps,
  kind: PlanKind,
  plan: { readonly request: unknown; readonly effectiveOn: string },
): Promise<Response> {
  const made = await previewPlan(deps.plans, kind, plan);
  if (!made.ok) return problem(context, made.refusal);
  const { title, summary, deeds, notes, problems } = made.value;
  context.header('Cache-Control', 'no-store');
  return context.json({ state: 'preview', kind: kind.kind, title, effectiveOn: plan.effectiveOn, summary, deeds, notes, problems });
}

import { z } from '@hono/zod-openapi';
import { progressSteps } from '#directory/lifecycle/progress.ts';
import { planStates } from '#directory/org/tables.ts';
import { inBoth, madePlanSchema, settledPlanSchema } from './schemas.ts';

/** Asked for by `Prefer: respond-async`. */
export const preferHeader = {
  prefer: z
    .string()
    .optional()
    .openapi({ description: 'respond-async (RFC 7240): do not wait; 202, and the plan’s progress tells the rest' }),
};

const underWay = { state: z.literal('under-way') };
export const begunPlanSchema = madePlanSchema.omit({ state: true }).extend(underWay).openapi('BegunPlan');
export const begunSettlingSchema = settledPlanSchema.omit({ state: true }).extend(underWay).openapi('BegunSettling');

export const progressSchema = z
  .object({
    state: z.enum([...planStates, 'under-way', 'interrupted', 'refused', 'failed']).openapi({
      description:
        'interrupted: the server stopped in the middle; nothing was done, and it is carried out by itself. refused, failed: nothing was done',
    }),
    step: z.enum(progressSteps).nullable(),
    done: z.int(),
    total: z.int().openapi({ description: '0: nobody counts in this step' }),
    begunAt: z.iso.datetime().nullable(),
    because: inBoth.nullable(),
  })
  .openapi('Progress');

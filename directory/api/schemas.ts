import { z } from '@hono/zod-openapi';
import { actsOnAccounts } from '#directory/access/roles/acts-on-account.ts';
import { givenRoles } from '#directory/access/roles/role.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { capacities, planStates, postKinds } from '#directory/org/tables.ts';
import { presences } from '#directory/people/person-page-sql.ts';
import { isMeantDay } from '#kernel/vietnam-time.ts';
import { apiLimits } from './limits.ts';

// What the API takes and gives. Objects that are taken are strict: a misspelt name is told, not passed over.

export const day = z.iso
  .date()
  .refine(isMeantDay, 'từ năm 1900 đến 2999 / from 1900 to 2999')
  .openapi({ example: '2026-01-31', description: 'A day of Vietnam’s calendar' });
const id = z.int().positive();

export const idParam = z.strictObject({
  id: z.coerce
    .number()
    .pipe(id)
    .openapi({ type: 'integer', description: 'Its number', param: { name: 'id', in: 'path' }, example: 12 }),
});

export const pageQuery = {
  limit: z.coerce
    .number()
    .pipe(z.int().min(1).max(apiLimits.pageItemsMax))
    .default(apiLimits.pageItemsDefault)
    .openapi({ type: 'integer', description: `Items on a page, at most ${apiLimits.pageItemsMax}` }),
  cursor: z.string().max(apiLimits.cursorCharactersMax).optional().openapi({ description: '`next` of the page before' }),
};
export const searchQuery = z.string().trim().min(1).max(apiLimits.queryCharactersMax).optional().openapi({
  description: 'Words of a name as they begin, or how an address begins; marks and case do not matter',
  example: 'so thong tin',
});
export const idQuery = (description: string) => z.coerce.number().pipe(id).optional().openapi({ type: 'integer', description });
export const flagQuery = (description: string) =>
  z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .openapi({ description });

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'The cursor of the next page; null: this was the last' }),
  });

/** Of who asks. */
const accountActsSchema = z.array(z.enum(actsOnAccounts)).openapi({ description: 'What whoever asks may do to the account' });

export const inBoth = z.object({ vi: z.string(), en: z.string() });

export const unitSchema = z
  .object({
    id,
    parentId: id.nullable(),
    kind: z.enum(unitKinds),
    name: z.string(),
    code: z.string().nullable(),
    domain: z.string(),
    address: z.string().nullable().openapi({ description: 'Of its mailbox today; null where it has none' }),
  })
  .openapi('Unit');

const kin = z.object({ unitId: id, name: z.string(), how: z.enum(['merge', 'split', 'dissolve']), on: day, planId: id.nullable() });
const ownAddress = z.object({ address: z.string(), kind: z.enum(['primary', 'alias', 'former']) });

export const unitHistorySchema = z
  .object({
    id,
    validFrom: day,
    validTo: day.nullable(),
    versions: z
      .array(
        z.object({
          validFrom: day,
          validTo: day.nullable(),
          name: z.string(),
          kind: z.enum(unitKinds),
          code: z.string().nullable(),
          parent: z.string().nullable(),
          domain: z.string(),
          namingProfile: z.string().nullable(),
        }),
      )
      .openapi({ description: 'The oldest first; the last is what it is, or was at its end' }),
    addresses: z.array(ownAddress.extend({ receivesUntil: z.string().nullable() })),
    identifiers: z.array(z.object({ scheme: z.string(), value: z.string(), validFrom: day, validTo: day.nullable() })),
    cameFrom: z.array(kin),
    wentTo: z.array(kin),
    heads: z.array(z.string()),
    people: z.int(),
    unitsBelow: z.int(),
    mailbox: z
      .object({ accountId: id, acts: accountActsSchema })
      .nullable()
      .openapi({ description: 'For who may look at any of it; null for others, and where the unit has none' }),
  })
  .openapi('UnitHistory');

const post = z.object({
  unitId: id,
  unit: z.string(),
  title: z.string(),
  kind: z.enum(postKinds),
  capacity: z.enum(capacities),
  isMain: z.boolean(),
});

export const personSchema = z
  .object({
    id,
    accountId: id,
    name: z.string(),
    address: z.string(),
    presence: z.enum(presences).openapi({ description: 'away: locked or suspended' }),
    posts: z.array(post).openapi({ description: 'Of today, the main one first' }),
  })
  .openapi('Person');

const datedPost = post.extend({ validFrom: day, validTo: day.nullable() });

export const personInFullSchema = z
  .object({
    ...{ id, accountId: id, name: z.string(), family: z.string(), middle: z.string(), given: z.string(), address: z.string() },
    presence: z.enum(presences),
    acts: accountActsSchema,
    posts: z.array(datedPost).openapi({ description: 'Held today or to be held, the main one first' }),
    addresses: z.array(ownAddress.extend({ until: day.nullable() })),
    record: z
      .object({
        standing: z.enum(['in-service', 'locked', 'suspended', 'left', 'closed']),
        birthDate: day.nullable(),
        formerNames: z.array(z.object({ name: z.string(), validFrom: day, validTo: day })),
        formerPosts: z.array(datedPost.extend({ isCalledOff: z.boolean() })),
        absences: z.array(
          z.object({
            kind: z.enum(['suspended', 'left']),
            validFrom: day,
            validTo: day.nullable(),
            deleteAfter: day.nullable(),
            reason: z.string().nullable(),
          }),
        ),
        hold: z.string().nullable().openapi({ description: 'Why the mailbox is under legal hold' }),
        groups: z.array(z.string()),
        plans: z.array(z.object({ id, title: z.string(), effectiveOn: day })),
      })
      .nullable()
      .openapi({ description: 'What was, and why: for who may look at the account (docs/roles.md); null for others' }),
  })
  .openapi('PersonInFull');

export const accountSchema = z
  .object({
    id,
    address: z.string(),
    kind: z.enum(['personal', 'unit']),
    state: z.enum(['active', 'locked', 'closed']),
    name: z.string(),
    personId: id.nullable(),
    unitId: id.nullable(),
    roles: z.array(z.enum(givenRoles)),
    usedOctets: z.int(),
    quotaOctets: z.int(),
    hasSso: z.boolean().openapi({ description: 'Linked to an account of the identity provider (single sign-on)' }),
  })
  .openapi('Account');

const moment = z.iso.datetime();

export const planSchema = z
  .object({
    id,
    kind: z.string(),
    title: z.string(),
    state: z.enum(planStates),
    effectiveOn: day,
    madeAt: moment,
    settledAt: moment.nullable(),
    refusedBecause: z.string().nullable().openapi({ description: 'Why it was not carried out when last tried' }),
  })
  .openapi('Plan');

const asJson = (description: string) => z.unknown().openapi({ description });
const contents = {
  summary: z.array(inBoth),
  deeds: asJson('All that it does'),
  notes: asJson('What people should know of how it came about'),
};

export const planInFullSchema = planSchema.extend({ request: asJson('What was asked for'), ...contents }).openapi('PlanInFull');

export const previewSchema = z
  .object({
    state: z.literal('preview'),
    kind: z.string(),
    title: inBoth,
    effectiveOn: day,
    ...contents,
    problems: z.array(inBoth.extend({ what: z.string() })).openapi({ description: 'While there is any it cannot be made' }),
  })
  .openapi('PlanPreview');

export const madePlanSchema = z
  .object({ id, kind: z.string(), state: z.enum(planStates), title: inBoth, effectiveOn: day, summary: z.array(inBoth) })
  .openapi('MadePlan');

export const settledPlanSchema = z.object({ id, state: z.enum(planStates) }).openapi('SettledPlan');

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: 'The id of the request, as in X-Request-Id' }),
    problems: z.array(z.object({ what: z.string(), at: z.string().optional(), detail: z.string() })).optional(),
    differences: z.array(z.object({ about: z.string(), planned: z.string().nullable(), now: z.string().nullable() })).optional(),
    approvalId: z.int().optional().openapi({ description: 'It waits for a second person under this number' }),
  })
  .openapi('Problem');

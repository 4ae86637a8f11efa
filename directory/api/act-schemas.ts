import { z } from '@hono/zod-openapi';
import { approvalLimits } from '#directory/access/limits.ts';
import { rights } from '#directory/access/rights.ts';
import { assignmentStandings } from '#directory/access/roles/assignment-sql.ts';
import { givenRoles } from '#directory/access/roles/role.ts';
import { quotaLimits } from '#directory/people/limits.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { accountSchema, day, inBoth } from './schemas.ts';

// What acts on accounts, people and roles take and give; objects that are taken are strict, as in schemas.ts.

const id = z.int().positive();
const moment = z.iso.datetime();

/** Why, for the audit: one line. */
export const reason = z
  .string()
  .trim()
  .min(1)
  .max(approvalLimits.reasonCharactersMax)
  .refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text')
  .openapi({ description: 'Why, for the audit, and for a second person where the act takes two', example: 'QĐ 12/QĐ-STTTT' });

export const reasonBody = z.strictObject({ reason: reason.optional() });
export const reasonNeededBody = z.strictObject({ reason });

export const idsParam = (first: string, second: string) => {
  const number = (name: string) =>
    z.coerce
      .number()
      .pipe(id)
      .openapi({ type: 'integer', description: 'Its number', param: { name, in: 'path' }, example: 12 });
  return z.strictObject({ [first]: number(first), [second]: number(second) });
};

export const accountStateSchema = z.object({ id, state: accountSchema.shape.state }).openapi('AccountState');

export const quotaBody = z
  .strictObject({
    storageOctets: z.int().min(quotaLimits.octetsMin).max(quotaLimits.octetsMax).optional(),
    messages: z.int().min(quotaLimits.messagesMin).max(quotaLimits.messagesMax).nullable().optional().openapi({
      description: 'null: not limited',
    }),
    reason: reason.optional(),
  })
  .refine(
    ({ storageOctets, messages }) => storageOctets !== undefined || messages !== undefined,
    'dung lượng hay số thư / storage or messages',
  );
export const quotaSchema = z.object({ id, storageOctets: z.int(), messages: z.int().nullable() }).openapi('Quota');

export const passwordResetBody = z.strictObject({
  mustChange: z.boolean().default(true).openapi({ description: 'Whether the person must choose another one soon' }),
  reason: reason.optional(),
});
export const passwordResetSchema = z
  .object({
    id,
    mustChange: z.boolean(),
    password: z.string().nullable().openapi({ description: 'Told this once; null where the same request is answered again' }),
  })
  .openapi('PasswordReset');

export const holdSchema = z.object({ id, accountId: id, isHeld: z.boolean() }).openapi('LegalHold');

export const roleSchema = z
  .object({
    id,
    accountId: id,
    address: z.string(),
    name: z.string(),
    role: z.enum(givenRoles),
    unitId: id.nullable(),
    unit: z.string().nullable(),
    validFrom: day,
    validTo: day.nullable(),
    grantedBy: z.string().nullable().openapi({ description: 'null: at the server’s own console' }),
    revokedBy: z.string().nullable(),
    revokedAt: moment.nullable(),
    standing: z.enum(assignmentStandings).openapi({ description: 'unit-ended: it ended with its unit' }),
  })
  .openapi('Role');
export const roleBody = z.strictObject({
  accountId: id,
  role: z.enum(givenRoles),
  unitId: id.optional().openapi({ description: 'Of a unit administrator: the unit, with those beneath it' }),
  from: day.optional().openapi({ description: 'Its first day; left out: today' }),
  until: day.optional().openapi({ description: 'Its last day; left out: without end' }),
  reason: reason.optional(),
});
export const givenRoleSchema = z.object({ id, accountId: id, role: z.enum(givenRoles) }).openapi('GivenRole');
export const revokedRoleSchema = givenRoleSchema.extend({ standing: z.literal('revoked') }).openapi('RevokedRole');

export const delegationSchema = z
  .object({
    id,
    to: z.string().openapi({ description: 'An address; of a group or post its number' }),
    kind: z.enum(['person', 'post', 'group', 'head']).openapi({ description: 'head: whoever heads the unit whose address it is' }),
    mailbox: z.string().nullable().openapi({ description: 'Only this folder; null: the whole account' }),
    rights: z.array(z.enum(rights)),
    validFrom: moment,
    validTo: moment.nullable(),
    grantedBy: z.string().nullable(),
  })
  .openapi('Delegation');
export const delegationBody = z.strictObject({
  to: id.openapi({ description: 'The account of the person who is to use the mailbox' }),
  rights: z.array(z.enum(rights)).min(1).default(['read']),
  until: day.optional().openapi({ description: 'The last day' }),
  reason: reason.optional(),
});
export const madeDelegationSchema = z
  .object({ accountId: id, to: z.string(), rights: z.array(z.enum(rights)), until: day.nullable() })
  .openapi('MadeDelegation');
export const endedDelegationSchema = z.object({ id, accountId: id, isEnded: z.literal(true) }).openapi('EndedDelegation');

export const approvalSchema = z
  .object({
    id,
    act: z.string(),
    shown: z.string().openapi({ description: 'What it is, for whoever approves it' }),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: moment,
    expiresAt: moment,
    approvedBy: z.string().nullable(),
    usedAt: moment.nullable(),
  })
  .openapi('Approval');
export const approvedSchema = z.object({ id, shown: z.string(), isApproved: z.literal(true) }).openapi('Approved');

export const auditEntrySchema = z
  .object({
    id,
    at: z.string().openapi({ description: 'UTC, to the microsecond' }),
    sentence: inBoth,
    act: z.string(),
    target: z.string().optional(),
    actor: id.optional(),
    actorAddress: z.string().optional(),
    program: z.string(),
    via: z.string().optional(),
    peer: z.string().optional(),
    credential: z.string().optional(),
    onBehalfOf: id.optional(),
    onBehalfOfAddress: z.string().optional(),
    person: id.optional(),
    account: id.optional(),
    unit: id.optional(),
    plan: id.optional(),
    before: z.unknown().optional().openapi({ description: 'Only what the act changed' }),
    after: z.unknown().optional().openapi({ description: 'The same' }),
    detail: z.unknown().openapi({ description: 'What else is known of it' }),
  })
  .openapi('AuditEntry');

export const proposedNamesSchema = z
  .object({
    name: z.string(),
    under: z.string().nullable().openapi({ description: 'The mailbox it is named after' }),
    domain: z.string(),
    profileId: z.string(),
    free: z
      .array(z.object({ address: z.string(), localPart: z.string(), how: z.string(), explained: inBoth }))
      .openapi({ description: 'Best first' }),
    taken: z
      .array(z.object({ address: z.string(), owner: z.string() }))
      .openapi({ description: 'What would have come before, had nobody ever been given it' }),
  })
  .openapi('ProposedNames');

import { z } from '@hono/zod-openapi';
import { delegationSchema } from './act-schemas.ts';

// What pages about a person or a unit tell of the mailbox.

const id = z.int().positive();
const moment = z.iso.datetime();

export const accountUseSchema = z
  .object({
    signedInOn: moment.nullable().openapi({ description: 'To the day; null: never' }),
    lastRead: z
      .object({ at: moment, by: z.string().nullable() })
      .nullable()
      .openapi({ description: 'To the half hour, as far back as looks are kept' }),
    devices: z.array(
      z.object({
        label: z.string(),
        ...{ owner: z.string(), opens: z.string() },
        ...{ createdAt: moment, expiresAt: moment.nullable(), lastUsedAt: moment.nullable() },
      }),
    ),
    sessions: z.array(z.object({ userAgent: z.string(), usedAt: moment })).openapi({ description: 'On the web, going on' }),
  })
  .openapi('AccountUse');

export const heldDelegationSchema = delegationSchema
  .omit({ to: true })
  .extend({
    address: z.string().openapi({ description: 'Whose mailbox' }),
    ...{ name: z.string(), personId: id.nullable(), unitId: id.nullable() },
  })
  .openapi('HeldDelegation');

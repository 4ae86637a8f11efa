import { z } from '@hono/zod-openapi';
import { apiLimits } from './limits.ts';
import { recipientStates } from './mail-port.ts';
import { pageQuery } from './schemas.ts';

const id = z.int().positive();
const count = z.int().nonnegative();
const moment = z.iso.datetime();
const state = z.enum(recipientStates);
const text = z.string().trim().min(1).max(apiLimits.queryCharactersMax).optional();

export const queueQuery = z.strictObject({
  state: z
    .enum(['open', ...recipientStates])
    .default('open')
    .openapi({ description: 'With a recipient in this state; open: neither delivered nor given up. The finished are kept for three days' }),
  domain: text.openapi({ description: 'With such a recipient at this domain', example: 'chinhphu.vn' }),
  sender: text.openapi({ description: 'What the sender’s address holds somewhere; <>: notices, which have no sender' }),
  ...pageQuery,
});

const recipientSchema = z.object({
  ...{ address: z.string(), domain: z.string(), state },
  attempts: count.openapi({ description: 'Hand-overs begun' }),
  nextAttemptAt: moment.nullable().openapi({ description: 'Where it waits' }),
  lastReply: z.string().nullable().openapi({ description: 'The last answer of the other server, or what became of the way there' }),
  lastHost: z.string().nullable(),
  finishedAt: moment.nullable(),
});

export const queuedMessageSchema = z
  .object({
    id,
    envelopeFrom: z.string().openapi({ description: 'Empty: a notice of a server, which has no sender' }),
    sizeOctets: count,
    createdAt: moment,
    expiresAt: moment.openapi({ description: 'When it is given up' }),
    counts: z
      .object({ waiting: count, sending: count, held: count, delivered: count, failed: count })
      .openapi({ description: 'Recipients' }),
    recipients: z.array(recipientSchema).openapi({ description: 'The first ones, those that are not finished before the others' }),
  })
  .openapi('QueuedMessage');

export const cancelBody = z.strictObject({ quiet: z.boolean().default(false).openapi({ description: 'Do not tell the sender' }) });

export const queueDoneSchema = z
  .object({ id, recipients: count.openapi({ description: 'To how many it was done' }) })
  .openapi('QueueActDone');

import { z } from '@hono/zod-openapi';

const count = z.int().nonnegative();
const moment = z.iso.datetime();

export const statusSchema = z
  .object({
    readAt: moment,
    databaseAnswerMs: z.number().nonnegative(),
    isBodyStoreWritable: z.boolean(),
    scanner: z.enum(['none', 'reached', 'silent']),
    outbound: z.object({
      way: z.enum(['relay', 'direct', 'closed']),
      to: z.string().nullable(),
      isReached: z.boolean().nullable().openapi({ description: 'null: there is no relay to reach' }),
    }),
    queue: z.object({
      ...{ waiting: count, held: count, retried: count, failedInDay: count },
      oldestAt: moment.nullable().openapi({ description: 'When what has waited longest came in' }),
      handedOver: z.array(count).openapi({ description: 'Recipients that other servers took, each minute of the last hour' }),
    }),
    mailToday: z.object({ received: count, sent: count, stopped: count }),
    mailByMinute: z.object({ received: z.array(count), sent: z.array(count) }).openapi({
      description: 'Messages of the last hour by whole minutes, the running one last; one to several mailboxes counts in each',
    }),
    storage: z.object({
      ...{ mailOctets: count, databaseOctets: count, freeOctets: count, diskOctets: count },
      quotaOctets: count.openapi({ description: 'What all mailboxes may hold together' }),
      nearlyFull: count.openapi({ description: 'Mailboxes that hold nine tenths of what they may, or more' }),
      largest: z.array(z.object({ accountId: count, address: z.string(), usedOctets: count, quotaOctets: count })),
    }),
  })
  .openapi('SystemStatus');

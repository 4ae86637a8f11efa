import type { z } from '@hono/zod-openapi';
import type { QueuedMessage } from './mail-port.ts';
import type { queuedMessageSchema } from './queue-schemas.ts';

const moment = (at: string | null) => (at === null ? null : new Date(at).toISOString());

export function shownQueued({ createdAt, expiresAt, recipients, ...message }: QueuedMessage): z.infer<typeof queuedMessageSchema> {
  return {
    ...message,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    recipients: recipients.map(({ nextAttemptAt, finishedAt, ...one }) => ({
      ...one,
      nextAttemptAt: moment(nextAttemptAt),
      finishedAt: moment(finishedAt),
    })),
  };
}

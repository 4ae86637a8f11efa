import { z } from '@hono/zod-openapi';
import { apiLimits } from './limits.ts';

// Looked at by idempotency.ts and entity-tag.ts; here for the document. Others' header fields are none of ours, so these are not strict.

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({
      description: `A UUID, say; at most ${apiLimits.idempotencyKeyCharactersMax} characters. Needed, except for a dry run: the same again is answered as the first was`,
    }),
});

export const settlingHeaders = idempotencyHeader.extend({
  'if-match': z.string().optional().openapi({ description: 'The ETag it was read with: refused with 412 when it has changed' }),
});

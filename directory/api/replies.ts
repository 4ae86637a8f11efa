import type { RouteConfig, z } from '@hono/zod-openapi';
import { problemSchema } from './schemas.ts';

const sentences = {
  400: 'The request makes no sense',
  401: 'No token, or one that is not valid',
  403: 'Not permitted, or not over TLS',
  404: 'There is no such thing',
  409: 'In conflict with what is there, or under way already',
  412: 'It has changed since it was read',
  413: 'The request is too large',
  415: 'The request is not JSON',
  422: 'The Idempotency-Key was used for another request',
  429: 'Too many wrong tokens, or too much at once',
} as const;
type Refused = keyof typeof sentences;

const always: readonly Refused[] = [400, 401, 403, 429];

const problemContent = { 'application/problem+json': { schema: problemSchema } };

/** The replies of a route for the OpenAPI document: what it gives, and how it refuses. */
export function replies(
  given: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>,
  ...refusedToo: readonly Refused[]
): RouteConfig['responses'] {
  return {
    ...Object.fromEntries(
      Object.entries(given).map(([status, { description, schema }]) => [
        status,
        { description, content: { 'application/json': { schema } } },
      ]),
    ),
    ...Object.fromEntries(
      [...always, ...refusedToo].map((status) => [status, { description: sentences[status], content: problemContent }]),
    ),
  };
}

export const notModified = { 304: { description: 'It is as If-None-Match says' } };

/** Every route is for who has a token. */
export const withToken = [{ token: [] }];

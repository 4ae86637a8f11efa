import { createHash } from 'node:crypto';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { ApiContext } from './api-env.ts';
import { type ApiRefusal, apiRefusal } from './problem.ts';

/** RFC 9110 §8.8.3: what the resource says, in short. */
export function entityTag(resource: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22)}"`;
}

/** A single resource with its tag, or 304 to whoever has it already. */
export function tagged(context: ApiContext, resource: object): Response {
  const etag = entityTag(resource);
  context.header('ETag', etag);
  context.header('Cache-Control', 'private, no-cache');
  return isKnown(context, etag) ? context.body(null, 304) : context.json(resource);
}

/** RFC 9110 §13.1.2: whoever asks has it already. */
export function isKnown(context: ApiContext, etag: string): boolean {
  const known = (context.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}

/** RFC 9110 §13.1.1: refuses to change what is not as it was when it was read. Without If-Match whoever asks does not mind. */
export function unchanged(context: ApiContext, resource: object): Result<void, ApiRefusal> {
  const wanted = context.req.header('if-match');
  if (wanted === undefined || wanted.trim() === '*') return ok();
  // An answer that was compressed on its way has a weak tag (RFC 9110 §8.8.3.3); what it says is what was read all the same.
  const tags = wanted.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(entityTag(resource)) ? ok() : refused(hasChanged);
}

const hasChanged = apiRefusal(
  'conflict',
  { vi: 'Dữ liệu đã thay đổi kể từ khi đọc', en: 'It has changed since it was read' },
  { status: 412 }, // Precondition Failed
);

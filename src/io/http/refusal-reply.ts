import { STATUS_CODES } from 'node:http';
import type { Refusal, RefusalKind } from '#kernel/refusal.ts';

// RFC 9110 §15.
const statuses = {
  unauthenticated: 401,
  throttled: 429,
  forbidden: 403,
  'relay-denied': 403,
  'not-found': 404,
  'already-exists': 409,
  invalid: 400,
  'too-large': 413,
  limit: 400,
  'over-quota': 507,
  'content-refused': 422,
  conflict: 409,
  unavailable: 503,
} as const satisfies Record<RefusalKind, number>;

export function statusOf(kind: RefusalKind): number {
  return statuses[kind];
}

/** Problem details (RFC 9457): the refusal's sentence for the outside, never its detail. */
export function problemReply(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: sentence };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

export function refusalReply(refusal: Refusal): Response {
  return problemReply(statuses[refusal.kind], refusal.message);
}

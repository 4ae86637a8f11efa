import { STATUS_CODES } from 'node:http';
import { type InBoth, type Refusal, type RefusalKind, textInBoth } from '#kernel/refusal.ts';

// RFC 9110 §15.
const statuses = {
  unauthenticated: 401,
  expired: 403,
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

/** Problem details (RFC 9457): the refusal's sentence for the outside in both languages, as nobody was asked which; never its detail. */
export function problemReply(status: number, sentence: InBoth, headers: Record<string, string> = {}): Response {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: textInBoth(sentence) };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

export function refusalReply({ kind, message, inBoth }: Refusal): Response {
  return problemReply(statuses[kind], inBoth ?? { vi: message, en: message });
}

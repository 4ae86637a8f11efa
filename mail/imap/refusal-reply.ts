import type { Refusal, RefusalKind } from '#kernel/refusal.ts';
import { type Completion, no } from './completion.ts';

/** RFC 5530 §3 response codes; TOOBIG is RFC 4469 §5 and RFC 7889 §3. */
const codes = {
  unauthenticated: 'AUTHENTICATIONFAILED',
  expired: 'EXPIRED',
  throttled: 'LIMIT',
  forbidden: 'NOPERM',
  'relay-denied': 'NOPERM',
  'not-found': 'NONEXISTENT',
  'already-exists': 'ALREADYEXISTS',
  invalid: 'CANNOT',
  'too-large': 'TOOBIG',
  limit: 'LIMIT',
  'over-quota': 'OVERQUOTA',
  'content-refused': 'NOPERM',
  conflict: 'INUSE',
  unavailable: 'UNAVAILABLE',
} as const satisfies Record<RefusalKind, string>;

export function refusalReply(refusal: Refusal): Completion {
  return no(refusal.message, codes[refusal.kind]);
}

/** For APPEND, COPY and MOVE: a missing target could be created (RFC 9051 §7.1 TRYCREATE). */
export function targetRefusalReply(refusal: Refusal): Completion {
  return refusal.kind === 'not-found' ? no(refusal.message, 'TRYCREATE') : refusalReply(refusal);
}

import type { Refusal, RefusalKind } from '#kernel/refusal.ts';
import { failed, type Reply, type ResponseCode } from './reply.ts';
import type { Wording } from './wording.ts';

/**
 * RFC 3206 §4: AUTH says that the credentials are at fault, so that clients ask for others; everything else must not, lest they forget
 * a password that is right. LOGIN-DELAY (RFC 2449 §8.1.1) has them wait.
 */
const codes = {
  unauthenticated: 'AUTH',
  expired: 'AUTH',
  throttled: 'LOGIN-DELAY',
  forbidden: 'AUTH',
  'relay-denied': 'SYS/PERM',
  'not-found': 'SYS/PERM',
  'already-exists': 'SYS/PERM',
  invalid: 'SYS/PERM',
  'too-large': 'SYS/PERM',
  limit: 'SYS/TEMP',
  'over-quota': 'SYS/PERM',
  'content-refused': 'SYS/PERM',
  conflict: 'IN-USE',
  unavailable: 'SYS/TEMP',
} as const satisfies Record<RefusalKind, ResponseCode>;

export function refusalReply(refusal: Refusal, words: Wording): Reply {
  return failed(words.refusals[refusal.kind], codes[refusal.kind]);
}

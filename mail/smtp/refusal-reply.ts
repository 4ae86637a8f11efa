import type { Refusal, RefusalKind } from '#kernel/refusal.ts';
import type { DataViolation } from './data-wire.ts';
import { type Reply, reply } from './reply.ts';

type Status = readonly [code: number, enhanced: string];

const statuses = {
  unauthenticated: [535, '5.7.8'],
  // RFC 5248: 5.7.13, the account is shut; 535 is what clients take for a failed sign-in (RFC 4954 §4.7).
  expired: [535, '5.7.13'],
  throttled: [451, '4.7.0'],
  forbidden: [550, '5.7.1'],
  'relay-denied': [550, '5.7.1'],
  'not-found': [550, '5.1.1'],
  'already-exists': [550, '5.3.0'],
  invalid: [501, '5.5.4'],
  'too-large': [552, '5.3.4'],
  limit: [452, '4.5.3'],
  'over-quota': [452, '4.2.2'],
  'content-refused': [550, '5.7.1'],
  conflict: [451, '4.3.0'],
  unavailable: [451, '4.3.0'],
} as const satisfies Record<RefusalKind, Status>;

/** At which point of the dialogue something was turned down. */
export type Stage = 'auth' | 'mail' | 'rcpt' | 'data';

const statusesAtStage: Record<Stage, Partial<Record<RefusalKind, Status>>> = {
  // RFC 4954 §4.7: 454 is a temporary failure of authentication.
  auth: { throttled: [454, '4.7.0'], unavailable: [454, '4.7.0'], forbidden: [535, '5.7.8'], limit: [454, '4.7.0'] },
  mail: { unauthenticated: [530, '5.7.0'], 'not-found': [550, '5.1.8'], invalid: [553, '5.1.7'] },
  rcpt: { unauthenticated: [530, '5.7.0'], invalid: [553, '5.1.3'] },
  // The message is what it is: a second attempt changes nothing.
  data: { unauthenticated: [530, '5.7.0'], invalid: [554, '5.6.0'], limit: [554, '5.6.0'] },
};

export function refusalReply(refusal: Refusal, stage: Stage): Reply {
  const [code, enhanced] = statusesAtStage[stage][refusal.kind] ?? statuses[refusal.kind];
  return reply(code, enhanced, refusal.message);
}

/** Why a message that has arrived whole is not kept. */
export type MessageViolation = DataViolation | 'folded-start' | 'mail-loop' | 'spool-failed';

const violationReplies = {
  'too-large': reply(552, '5.3.4', 'Message is larger than this server takes'),
  'bare-line-ending': reply(550, '5.6.11', 'Message has a bare CR or LF; lines end with CRLF (RFC 5321 2.3.8)'),
  // RFC 5322 §4 and RFC 5321 §4.5.2: NUL is no text, and programs that end strings at it would see another message than we do.
  nul: reply(550, '5.6.0', 'Message has NUL octets'),
  'line-too-long': reply(554, '5.6.0', 'Message has a line that is too long'),
  'header-too-large': reply(554, '5.6.0', 'Message header is too large'),
  'folded-start': reply(554, '5.6.0', 'Message begins with a folded line: its header has no beginning'),
  'mail-loop': reply(554, '5.4.6', 'Too many Received fields: this looks like a mail loop'),
  'spool-failed': reply(451, '4.3.1', 'Message could not be taken in; try again later'),
} as const satisfies Record<MessageViolation, Reply>;

export function violationReply(violation: MessageViolation): Reply {
  return violationReplies[violation];
}

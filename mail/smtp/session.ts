import type { EmailAddress } from '#kernel/email-address.ts';
import type { Peer, Session } from '#kernel/session.ts';
import type { Door, EnvelopeRecipient, SmtpBackend } from './backend.ts';
import type { MailCommand } from './command-wire.ts';
import type { SmtpEvent, SmtpEventFacts, SmtpLog } from './events.ts';
import type { SmtpLimits } from './limits.ts';

/** Everything the room was given, the same for all connections of a door. */
export interface SmtpRoom {
  readonly backend: SmtpBackend;
  readonly door: Door;
  readonly log: SmtpLog;
  readonly limits: SmtpLimits;
  readonly hostname: string;
  readonly lineEndings: 'normalize' | 'reject';
  readonly allowPlaintextAuth: (peer: Peer) => boolean;
  readonly recipientsMax: number;
  readonly messageOctetsMax: number;
}

/** One mail transaction, from MAIL on (RFC 5321 §3.3). */
export interface Transaction extends MailCommand {
  readonly recipients: EnvelopeRecipient[];
  /** For each RCPT answered 250, which recipient it meant: LMTP replies once for each of them (RFC 2033 §4.2). */
  readonly replyOrder: number[];
}

/** Where a connection stands in the dialogue. */
export interface SmtpSession {
  readonly room: SmtpRoom;
  readonly peer: () => Peer;
  readonly tlsCipher: () => string | null;
  readonly log: (event: SmtpEvent, facts?: SmtpEventFacts) => void;
  hello: { readonly name: string; readonly extended: boolean } | null;
  signedIn: Session | null;
  transaction: Transaction | null;
  badCommands: number;
  idleCommands: number;
  unauthenticatedCommands: number;
  unknownRecipients: number;
  failedSignIns: number;
}

export function newSession(given: Pick<SmtpSession, 'room' | 'peer' | 'tlsCipher' | 'log'>): SmtpSession {
  return {
    ...given,
    hello: null,
    signedIn: null,
    transaction: null,
    badCommands: 0,
    idleCommands: 0,
    unauthenticatedCommands: 0,
    unknownRecipients: 0,
    failedSignIns: 0,
  };
}

/** Adds a recipient, or finds the same one again: a copy each, however often it is named. */
export function addRecipient(transaction: Transaction, recipient: EnvelopeRecipient): void {
  const same = transaction.recipients.findIndex((known) => sameAddress(known.address, recipient.address));
  if (same === -1) transaction.recipients.push(recipient);
  transaction.replyOrder.push(same === -1 ? transaction.recipients.length - 1 : same);
}

function sameAddress(one: EmailAddress, other: EmailAddress): boolean {
  return one.localPart === other.localPart && one.domain === other.domain;
}

/** Whether AUTH may be spoken now: only where staff submit, and only where nobody listens in. */
export function offersAuth(session: SmtpSession): boolean {
  const peer = session.peer();
  return session.room.door === 'submission' && (peer.secure || session.room.allowPlaintextAuth(peer));
}

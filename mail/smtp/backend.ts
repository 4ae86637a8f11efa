import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';

// What the SMTP and LMTP room needs from the rest of the house; src/wiring satisfies it.

/** Which door a message came in by. mx: port 25, from anywhere. submission: 465/587, from staff. lmtp: 24, from a trusted relay. */
export type Door = 'mx' | 'submission' | 'lmtp';

export interface SmtpBackend {
  /** Checks a name and password. Slow on purpose after failures; the refusal says no more than it must. */
  signIn(input: { username: string; password: string; peer: Peer }): Promise<Result<Session>>;
  /** Whether this session may send with this envelope sender (submission), or this sender may come in at all (mx, lmtp). null = `<>`. */
  admitSender(input: {
    door: Door;
    session: Session | null;
    sender: EmailAddress | null;
    sizeOctets: number | null;
    peer: Peer;
  }): Promise<Result<void>>;
  /**
   * Settles existence, policy and quota of one recipient (RFC 5321 §3.3: refused here, not after DATA).
   * Refusal kinds: not-found → 550 5.1.1, relay-denied → 550 5.7.1, over-quota → 452 4.2.2, forbidden → 550 5.7.1.
   */
  resolveRecipient(input: {
    door: Door;
    session: Session | null;
    recipient: EmailAddress;
    sizeOctets: number | null;
    peer: Peer;
  }): Promise<Result<Destination>>;
  /** Takes spooled octets for all recipients at once: durable when it resolves ok, nothing kept when refused. `id` is for the reply. */
  accept(message: ReceivedMessage): Promise<Result<{ id: string }>>;
  /** LMTP: an outcome for each recipient, in order (RFC 2033 §4.2). */
  acceptEach(message: ReceivedMessage): Promise<Result<{ id: string }>[]>;
  /** A private place for the octets of one message while they arrive. */
  openSpool(sizeOctetsHint: number | null): Spool;
}

/** Where a recipient's copy goes. */
export type Destination =
  | {
      readonly kind: 'local';
      readonly accountId: AccountId;
      readonly address: string;
      /** Who writes to it is answered in the owner's place, once the message is durable. Left out: not. */
      readonly isAnswered?: boolean;
    }
  | { readonly kind: 'remote'; readonly address: EmailAddress };

export type DsnNotify = 'never' | 'success' | 'failure' | 'delay';

export interface EnvelopeRecipient {
  readonly destination: Destination;
  /** As the client wrote it, for Delivered-To and DSNs. */
  readonly address: EmailAddress;
  readonly notify: readonly DsnNotify[];
  readonly originalRecipient: string | null;
}

export interface ReceivedMessage {
  readonly door: Door;
  readonly peer: Peer;
  readonly session: Session | null;
  /** EHLO/LHLO name as given, and for the Received field: ESMTP, ESMTPS, ESMTPSA, LMTP… (RFC 3848). */
  readonly clientName: string;
  readonly protocol: string;
  readonly tlsCipher: string | null;
  /** null is the null reverse-path `<>`. */
  readonly sender: EmailAddress | null;
  readonly envelopeId: string | null;
  readonly dsnReturn: 'full' | 'headers' | null;
  readonly body: '7bit' | '8bitmime';
  readonly smtpUtf8: boolean;
  readonly recipients: readonly EnvelopeRecipient[];
  readonly spool: Spool;
}

/** Octets of one message as they arrive: in memory while small, in a private file when large. Dispose of it in every case. */
export interface Spool extends AsyncDisposable {
  write(chunk: Buffer): Promise<void>;
  readonly sizeOctets: number;
  /** The whole, after the last write. */
  read(): Promise<Buffer>;
}

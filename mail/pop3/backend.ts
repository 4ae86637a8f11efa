import type { Uid } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';

// What the POP3 room needs from the rest of the house. src/wiring satisfies it from the store and the directory; the room's own
// tests satisfy it from memory.

export interface Pop3Backend {
  /**
   * Checks a name and password, and locks the mailbox for this one session, in whatever process or machine others run
   * (RFC 1939 §4, §8): 'conflict' when another session holds it.
   */
  signIn(input: { username: string; password: string; peer: Peer }): Promise<Result<Maildrop>>;
}

/** An INBOX as it was at sign-in, held by this session alone until `remove` or `close`. */
export interface Maildrop {
  readonly session: Session;
  /** With a message's UID its unique-id for ever: no two messages of an account share both. */
  readonly uidValidity: number;
  /** Ascending UIDs. Place n holds message number n + 1; neither number nor size changes while the session lasts (RFC 1939 §5). */
  readonly messages: readonly MaildropMessage[];
  /** What may have ended since sign-in, as last heard (at most 500 ms ago). */
  standing(): MaildropStanding;
  /** A message's octets in pieces as they come from the store: this delivery's prefix, then the content. */
  read(uid: Uid): AsyncIterable<Buffer>;
  /** Takes messages out of the mailbox and gives the lock back, in one transaction; what is gone already is passed over. */
  remove(uids: readonly Uid[]): Promise<Result<void>>;
  /** Gives the lock back. May be called again. */
  close(): Promise<void>;
}

export type MaildropStanding = 'good' | 'access-ended' | 'lock-lost';

export interface MaildropMessage {
  readonly uid: Uid;
  /** As RETR sends it: stuffed dots not counted, a missing last CRLF counted (RFC 1939 §11). */
  readonly octets: number;
}

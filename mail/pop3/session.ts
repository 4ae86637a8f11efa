import type { Peer } from '#kernel/session.ts';
import type { Maildrop, MaildropMessage, Pop3Backend } from './backend.ts';
import type { Pop3Event, Pop3Log } from './events.ts';
import { defaultLanguage, type Language } from './languages.ts';
import type { Pop3Limits } from './limits.ts';
import type { ResponseWriter } from './response-writer.ts';
import type { Wording } from './wording.ts';

export interface SessionDeps {
  readonly backend: Pop3Backend;
  readonly log: Pop3Log;
  readonly limits: Pop3Limits;
  readonly hostname: string;
  readonly tlsOffered: boolean;
  allowPlaintextAuth(peer: Peer): boolean;
}

export type SessionState = 'authorization' | 'transaction' | 'update';

/** The protocol state of one connection (RFC 1939 §3). */
export class Pop3Session {
  readonly deps: SessionDeps;
  readonly out: ResponseWriter;
  /** The client's next line, for what asks it something (AUTH); null when there will be none. */
  readonly readLine: () => Promise<Buffer | 'too-long' | null>;
  peer: Peer;
  language: Language = defaultLanguage;
  /** Named by USER, until PASS. */
  username: string | null = null;
  utf8 = false;
  signInFailures = 0;
  maildrop: Maildrop | null = null;
  /** Since QUIT the lock is being given back: that it is no longer held is no loss. */
  isUpdating = false;
  /** Places in the maildrop that DELE marked. */
  readonly deleted = new Set<number>();

  constructor(deps: SessionDeps, peer: Peer, out: ResponseWriter, readLine: () => Promise<Buffer | 'too-long' | null>) {
    this.deps = deps;
    this.peer = peer;
    this.out = out;
    this.readLine = readLine;
  }

  get state(): SessionState {
    if (this.isUpdating) return 'update';
    return this.maildrop === null ? 'authorization' : 'transaction';
  }

  get words(): Wording {
    return this.language.words;
  }

  /** Only where a password cannot be overheard (RFC 2595 §2.1). */
  get mayAuthenticate(): boolean {
    return this.peer.secure || this.deps.allowPlaintextAuth(this.peer);
  }

  /** For commands of the TRANSACTION state only. */
  get opened(): Maildrop {
    if (this.maildrop === null) throw new Error('command needs a signed-in session');
    return this.maildrop;
  }

  /** Messages not marked as deleted, with their places. */
  *remaining(): Generator<[place: number, message: MaildropMessage]> {
    for (const entry of this.opened.messages.entries()) if (!this.deleted.has(entry[0])) yield entry;
  }

  totals(): { messages: number; octets: number } {
    let messages = 0;
    let octets = 0;
    for (const [, message] of this.remaining()) {
      messages += 1;
      octets += message.octets;
    }
    return { messages, octets };
  }

  /** After a TLS handshake: what was said in the clear may have been somebody else's words (RFC 2595 §4). */
  forget(): void {
    this.username = null;
    this.language = defaultLanguage;
  }

  event(name: Pop3Event, fields: Record<string, unknown> = {}): void {
    this.deps.log.info({ event: name, peer: this.peer.address, account: this.maildrop?.session.account.address, ...fields }, name);
  }
}

import type { Peer } from '#kernel/session.ts';
import type { ImapAccount, ImapBackend } from './backend.ts';
import type { ImapEvent, ImapLog } from './events.ts';
import type { ItemCache } from './item-cache.ts';
import type { ImapLimits } from './limits.ts';
import type { MailboxTables } from './mailbox-tables.ts';
import type { OrderCache } from './order-cache.ts';
import type { ResponseWriter } from './response-writer.ts';
import type { SearchCache } from './search-cache.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { Turns } from './turns.ts';

/** What a command that talks with the client (AUTHENTICATE, IDLE) needs of the connection. */
export interface Dialogue {
  /** The client's next line; 'woken' when the mailbox changed first and that was asked for; null when there will be none. */
  readLine(options?: { orWoken: boolean }): Promise<Buffer | 'woken' | null>;
  /** Makes a waiting readLine answer 'woken'. */
  wake(): void;
  /** No octets of the client wait to be read. */
  readonly isQuiet: boolean;
}

/** How the server admits accounts: connections per account are counted across the process. */
export interface Admission {
  /** null when the account has too many connections; else how to give the place back. */
  enter(account: ImapAccount): (() => void) | null;
}

export interface SessionDeps {
  readonly backend: ImapBackend;
  readonly log: ImapLog;
  readonly limits: ImapLimits;
  /** Shared by all sessions of the server, as the next four are. */
  readonly itemCache: ItemCache;
  readonly mailboxTables: MailboxTables;
  readonly orderCache: OrderCache;
  readonly searchCache: SearchCache;
  /** Of clients that are told of a change. */
  readonly turns: Turns;
  readonly hostname: string;
  readonly admission: Admission;
  readonly tlsOffered: boolean;
  readonly offersUidOnly: boolean;
  allowPlaintextAuth(peer: Peer): boolean;
}

/** What goes on telling a client of changes between its commands. */
interface Notifications {
  tell(): Promise<void>;
  isDue(now: number): boolean;
  stop(): void;
}

export type SessionState = 'not-authenticated' | 'authenticated' | 'selected';

/** The protocol state of one connection (RFC 9051 §3). */
export class ImapSession {
  readonly deps: SessionDeps;
  readonly out: ResponseWriter;
  readonly dialogue: Dialogue;
  peer: Peer;
  account: ImapAccount | null = null;
  selected: SelectedMailbox | null = null;
  /** RFC 7162 §3.1.1: from the first CONDSTORE-enabling command on, FETCH responses carry MODSEQ. */
  condstore = false;
  qresync = false;
  rev2 = false;
  utf8Accept = false;
  /** RFC 9586: no sequence numbers in either direction. */
  uidOnly = false;
  /** What the client asked to hear of (RFC 5465). */
  notifications: Notifications | null = null;
  signInFailures = 0;
  /** RFC 4978: for the rest of the connection, whoever signs in. */
  isCompressed = false;
  /** Inside IDLE, with its own time limit. */
  isIdling = false;
  #leave: (() => void) | null = null;

  constructor(deps: SessionDeps, peer: Peer, out: ResponseWriter, dialogue: Dialogue) {
    this.deps = deps;
    this.peer = peer;
    this.out = out;
    this.dialogue = dialogue;
  }

  get state(): SessionState {
    if (this.selected !== null) return 'selected';
    return this.account === null ? 'not-authenticated' : 'authenticated';
  }

  /** Mailbox names and strings travel as UTF-8 (RFC 9051 §5.1, RFC 6855). */
  get utf8Names(): boolean {
    return this.rev2 || this.utf8Accept;
  }

  /** Only where a password cannot be overheard (RFC 9051 §6.2.3). */
  get mayAuthenticate(): boolean {
    return this.peer.secure || this.deps.allowPlaintextAuth(this.peer);
  }

  /** For commands that run in the authenticated or selected state only. */
  get signedIn(): ImapAccount {
    if (this.account === null) throw new Error('command needs a signed-in session');
    return this.account;
  }

  get opened(): SelectedMailbox {
    if (this.selected === null) throw new Error('command needs a selected mailbox');
    return this.selected;
  }

  signIn(account: ImapAccount, leave: () => void): void {
    this.account = account;
    this.#leave = leave;
  }

  deselect(): void {
    this.selected?.close();
    this.selected = null;
  }

  event(name: ImapEvent, fields: Record<string, unknown> = {}): void {
    this.deps.log.info({ event: name, peer: this.peer.address, account: this.account?.session.account.address, ...fields }, name);
  }

  /** RFC 8437 §3: what ENABLE and others turned on goes with who turned it on. */
  async signOut(): Promise<void> {
    await this.close();
    this.condstore = false;
    this.qresync = false;
    this.rev2 = false;
    this.utf8Accept = false;
    this.uidOnly = false;
  }

  async close(): Promise<void> {
    this.notifications?.stop();
    this.notifications = null;
    this.deselect();
    const account = this.account;
    this.account = null;
    this.#leave?.();
    this.#leave = null;
    await account?.close();
  }
}

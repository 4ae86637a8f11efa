/** What the load process is asked to do, and what it answers. Plain data: it goes through IPC. */
export type Job = DeliverJob | AppendJob | FetchJob | BroadcastJob;

/** Messages into mailboxes over SMTP or LMTP. */
export interface DeliverJob {
  readonly kind: 'deliver';
  readonly protocol: 'smtp' | 'lmtp';
  readonly port: number;
  readonly connections: number;
  /** Messages a connection carries before it is closed and another opened; null for all. */
  readonly messagesPerConnection: number | null;
  readonly seconds: number;
  readonly messagesMax: number;
  readonly messageOctets: number;
  /** One recipient a message, taken in turn. */
  readonly recipients: readonly string[];
}

/** Messages put into INBOXes by IMAP APPEND, a connection an account. */
export interface AppendJob {
  readonly kind: 'append';
  readonly port: number;
  readonly accounts: readonly Account[];
  readonly seconds: number;
  readonly messagesMax: number;
  readonly messageOctets: number;
}

/** SELECT INBOX and one FETCH of all messages, again and again on one connection. */
export interface FetchJob {
  readonly kind: 'fetch';
  readonly port: number;
  readonly account: Account;
  readonly items: string;
  readonly seconds: number;
  readonly turnsMin: number;
}

/** One message to many recipients in one SMTP transaction. */
export interface BroadcastJob {
  readonly kind: 'broadcast';
  readonly port: number;
  readonly recipients: readonly string[];
  readonly messageOctets: number;
}

export interface Account {
  readonly address: string;
  readonly password: string;
}

export interface LoadResult {
  /** Messages (or turns of a fetch) that the server answered for. */
  readonly done: number;
  readonly elapsedMs: number;
  /** Of single messages or turns, ascending. */
  readonly durationsMs: readonly number[];
  /** Octets received, where that is the point. */
  readonly octets: number;
}

export type FromLoad = { readonly ok: true; readonly result: LoadResult } | { readonly ok: false; readonly message: string };

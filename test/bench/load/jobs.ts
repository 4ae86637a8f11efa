/** What the load process is asked to do, and what it answers. Plain data: it goes through IPC. */
export type Job =
  | DeliverJob
  | AppendJob
  | BroadcastJob
  | ScriptJob
  | AppendManyJob
  | ResyncJob
  | OpenIdleJob
  | HearJob
  | CloseIdleJob
  | ClientsJob;

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
  /** 'office': as mailboxes have them, the same in each run of the job. */
  readonly mail: { readonly octets: number } | 'office';
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

/** One message to many recipients in one SMTP transaction. */
export interface BroadcastJob {
  readonly kind: 'broadcast';
  readonly port: number;
  readonly recipients: readonly string[];
  readonly messageOctets: number;
}

/** The same commands again and again by one client. A turn's duration is the mean of its timed commands. */
export interface ScriptJob {
  readonly kind: 'script';
  readonly port: number;
  readonly account: Account;
  /** Once, after the sign-in. With `reconnects`, each turn. */
  readonly before: readonly Step[];
  readonly turn: readonly Step[];
  readonly after: readonly Step[];
  /** Each turn is a client that has just signed in. */
  readonly reconnects: boolean;
  /** One turn that does not count: what a process keeps of the last time is there then, whichever process it is. */
  readonly warmsUp: boolean;
  readonly seconds: number;
  readonly turnsMax: number;
}

export interface Step {
  readonly text: string;
  readonly timed?: boolean;
  /** A refusal is as good. */
  readonly mayFail?: boolean;
  /** What the end of the answer must look like: a fast wrong answer is no figure. */
  readonly expect?: RegExp;
  /** And how much it must be. */
  readonly octetsMin?: number;
}

/** So many messages into an empty mailbox, one client; the whole is one turn. */
export interface AppendManyJob {
  readonly kind: 'append-many';
  readonly port: number;
  readonly account: Account;
  readonly messages: number;
  readonly messagesPerCommand: number;
}

/** A client that comes back after another session changed some messages and took some away (RFC 7162 §3.2.5). */
export interface ResyncJob {
  readonly kind: 'resync';
  readonly port: number;
  readonly account: Account;
  readonly messages: number;
  readonly changed: number;
  readonly gone: number;
  readonly seconds: number;
}

/** Clients that wait in IDLE until they are closed; those of one account watch the same INBOX. */
export interface OpenIdleJob {
  readonly kind: 'open-idle';
  readonly port: number;
  readonly accounts: readonly Account[];
  readonly connections: number;
}

/** One new message to each of the accounts whose clients wait: durations until the last of those clients has heard. */
export interface HearJob {
  readonly kind: 'hear';
  readonly lmtpPort: number;
  readonly accounts: readonly Account[];
  readonly times: number;
}

export interface CloseIdleJob {
  readonly kind: 'close-idle';
}

/** Clients that poll, read the newest message and flag it, while mail comes in. Durations are of single commands. */
export interface ClientsJob {
  readonly kind: 'clients';
  readonly port: number;
  readonly lmtpPort: number;
  readonly accounts: readonly Account[];
  readonly connections: number;
  readonly seconds: number;
  readonly newMailEveryMs: number;
}

export interface Account {
  readonly address: string;
  readonly password: string;
}

export interface LoadResult {
  /** Messages, turns or commands that the server answered for. */
  readonly done: number;
  readonly elapsedMs: number;
  /** Of single ones, ascending. */
  readonly durationsMs: readonly number[];
}

export type FromLoad = { readonly ok: true; readonly result: LoadResult } | { readonly ok: false; readonly message: string };

import type { Account } from '../load/jobs.ts';

/** A running mail system on loopback, as a case sees it. */
export interface MailSide extends AsyncDisposable {
  readonly name: string;
  readonly ports: { readonly smtp: number; readonly lmtp: number; readonly imap: number };
  /** Mailboxes that mail is spread over. */
  readonly units: readonly string[];
  /** People who can sign in. */
  readonly people: readonly Account[];
  /** Resolves when all that was accepted lies in its mailboxes. */
  settle(): Promise<void>;
  /** Milliseconds of processor its processes have used so far. Not for one that others use. */
  processorMs?(): Promise<number>;
  /** Memory of its processes, in KB; pages that several share count once. Not for one that others use. */
  memoryKb?(): Promise<number>;
  /** Waits for work put off until later (indexing); whether it was done within that time. Only where there is such work. */
  untilIndexed?(msMax: number): Promise<boolean>;
  /** The longest that one piece of work held an event loop since this was last asked; null when that is not known. */
  takeLongestHoldMs?(): Promise<number | null>;
  /** Has so many people in the directory, and no less time than that takes. Not for one that others use. */
  fillDirectory?(count: number): Promise<void>;
  /** Asks the API as the administrator; rejects unless it answers 200. */
  askApi?(): Promise<(path: string) => Promise<unknown>>;
  /** Stops and starts again on the same data; milliseconds of the start. Not for one that others use. */
  restart?(): Promise<number>;
}

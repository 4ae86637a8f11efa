import type { AccountId } from '#kernel/ids.ts';

/** Days of one account that count for one group of accounts. Days are `YYYY-MM-DD`, both ends included. */
export interface MailSpan {
  /** 0: what was stopped and was nobody's of ours. */
  readonly accountId: AccountId | 0;
  readonly group: number;
  readonly from: string;
  readonly to: string;
}

/** Messages, and their octets. */
export interface MailTotals {
  readonly received: number;
  readonly receivedOutside: number;
  readonly receivedSigned: number;
  readonly receivedOctets: number;
  readonly sent: number;
  readonly sentOutside: number;
  readonly sentSigned: number;
  readonly sentOctets: number;
  readonly stopped: number;
}

/** What the mail side counted (wiring introduces it). */
export interface MailFigures {
  /** Has what passed until now counted by days. */
  gather(): Promise<void>;
  /** The first day that is counted. */
  countedSince(): Promise<string>;
  /** By group; a group without any mail is not in it. */
  sum(spans: readonly MailSpan[]): Promise<ReadonlyMap<number, MailTotals>>;
}

/** A time when the system was not there. Moments are in ISO 8601, UTC. */
export interface Outage {
  readonly kind: string;
  readonly beginsAt: string;
  /** null: it goes on. */
  readonly endsAt: string | null;
  readonly workingMinutes: number;
  /** REQ-CMP-4: more than four working hours mean paper procedure. */
  readonly needsPaper: boolean;
  readonly note: string;
}

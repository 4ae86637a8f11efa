import type { AccountId } from '#kernel/ids.ts';

/** Days of one account that count for one group of accounts. Days are `YYYY-MM-DD`, both ends included. */
export interface MailSpan {
  readonly accountId: AccountId;
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

import { type Database, type HotStatement, queryOn, sendIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { trafficLimits } from './limits.ts';
import type { Origin } from './tables.ts';

/** One message, as far as it is counted. */
export interface Traffic {
  readonly at: Date;
  readonly origin: Origin;
  /** The address of ours that it was sent from; null: that of whoever acted, or not from here. */
  readonly sentAs: string | null;
  readonly actorAccountId: AccountId | null;
  /** The mailboxes it is put into. */
  readonly accountIds: readonly AccountId[];
  readonly outsideRecipients: number;
  readonly octets: number;
  readonly isSigned: boolean;
}

/** Counts messages in the transaction that accepts them: it travels with the COMMIT. */
export function noteTraffic(tx: Tx, messages: readonly Traffic[]): void {
  if (messages.length > 0) sendIn(tx, insertTraffic, [JSON.stringify(messages.map((one) => rowOf(one, null)))]);
}

/** Counts a message that a scanner stopped: there is no transaction of its own. */
export async function noteStopped(database: Database, message: Traffic, name: string): Promise<void> {
  // PostgreSQL's text takes no NUL, and the name comes from the scanner.
  const stoppedAs = name.replaceAll('\0', '').slice(0, trafficLimits.stoppedNameCharactersMax);
  await queryOn(database, insertTraffic, [JSON.stringify([rowOf(message, stoppedAs)])]);
}

const rowOf = (message: Traffic, stoppedAs: string | null) => ({
  at: message.at,
  origin: message.origin,
  sent_as: message.sentAs,
  actor: message.actorAccountId,
  accounts: message.accountIds,
  outside: message.outsideRecipients,
  octets: message.octets,
  signed: message.isSigned,
  stopped: stoppedAs,
});

const insertTraffic: HotStatement = {
  name: 'traffic-insert',
  text: `
    INSERT INTO mail_traffic (at, origin, sent_as, actor_account_id, account_ids, outside_recipients, octets, is_signed, stopped_as)
    SELECT at, origin, sent_as, actor, accounts, outside, octets, signed, stopped
    FROM jsonb_to_recordset($1::jsonb) AS r (at timestamptz, origin text, sent_as text, actor bigint, accounts bigint[], outside int,
      octets bigint, signed boolean, stopped text)`,
};

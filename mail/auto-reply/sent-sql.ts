import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { autoReplyLimits as limits } from './limits.ts';

/** False: this sender had an answer lately, or the account has answered enough for a day. Held until commit, so that two processes answer once. */
export async function claimSender(tx: Tx, accountId: AccountId, sender: string): Promise<boolean> {
  return (await queryIn(tx, claim, [accountId, sender.toLowerCase(), limits.quietMs, limits.perAccountDayMax])).length > 0;
}

const claim: HotStatement = {
  name: 'auto-reply-claim-sender',
  text: `
    INSERT INTO auto_reply_sent (account_id, sender)
    SELECT $1::bigint, $2::text
    WHERE (SELECT count(*) FROM auto_reply_sent WHERE account_id = $1::bigint AND sent_at > now() - interval '1 day') < $4::int
    ON CONFLICT (account_id, sender) DO UPDATE SET sent_at = now()
      WHERE auto_reply_sent.sent_at <= now() - $3::float8 * interval '1 ms'
    RETURNING account_id`,
};

/** Forgets answers that say nothing any more. */
export async function forgetSent(database: Database): Promise<void> {
  await queryOn(database, forget, [limits.quietMs]);
}

const forget: HotStatement = {
  name: 'auto-reply-forget',
  text: `DELETE FROM auto_reply_sent WHERE sent_at <= now() - $1::float8 * interval '1 ms'`,
};

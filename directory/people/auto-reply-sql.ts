import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** What senders are told in an account's place, up to and including a day. */
export interface StandingAutoReply {
  readonly id: number;
  readonly cause: 'left' | 'moved';
  readonly contact: string | null;
  readonly until: string;
  /** The old address of who moved; null: any. */
  readonly at: string | null;
}

const standing = (accountId: AccountId) => sql<StandingAutoReply>`
    SELECT auto_reply.id, cause, contact, valid_until::text AS until, local_part || '@' || domain.name AS at
    FROM auto_reply LEFT JOIN address ON address.id = address_id LEFT JOIN domain ON domain.id = domain_id
    WHERE auto_reply.account_id = ${accountId} AND valid_until >= today_in_vietnam() ORDER BY auto_reply.id`;

export async function listAutoReplies(database: Database, accountId: AccountId): Promise<readonly StandingAutoReply[]> {
  return (await standing(accountId).execute(tablesOf(database))).rows;
}

/** Held until commit. */
export async function lockAutoReplies(tx: Tx, accountId: AccountId): Promise<readonly StandingAutoReply[]> {
  await sql`SELECT FROM auto_reply WHERE account_id = ${accountId} ORDER BY id FOR UPDATE`.execute(tablesIn(tx));
  return (await standing(accountId).execute(tablesIn(tx))).rows;
}

export async function updateAutoReply(tx: Tx, { id, contact, until }: Pick<StandingAutoReply, 'id' | 'contact' | 'until'>): Promise<void> {
  await sql`UPDATE auto_reply SET contact = ${contact}, valid_until = ${until} WHERE id = ${id}`.execute(tablesIn(tx));
}

/** From now on nobody is answered. */
export async function stopAutoReply(tx: Tx, id: number): Promise<void> {
  await sql`UPDATE auto_reply SET valid_until = today_in_vietnam() - 1 WHERE id = ${id}`.execute(tablesIn(tx));
}

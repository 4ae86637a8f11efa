import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { PersonDeeds } from './person-deeds.ts';

type AutoReply = NonNullable<PersonDeeds['autoReply']> & { readonly accountId: AccountId; readonly planId: PlanId };

export async function insertAutoReply(tx: Tx, { accountId, cause, contact, until, at, planId }: AutoReply): Promise<void> {
  await sql`
    INSERT INTO auto_reply (account_id, address_id, cause, contact, valid_until, plan_id)
    VALUES (${accountId}, (SELECT address.id FROM address JOIN domain ON domain.id = domain_id WHERE local_part || '@' || domain.name = ${at}),
      ${cause}, ${contact}, ${until}, ${planId})`.execute(tablesIn(tx));
}

/** Of who left and is back. */
export async function endAutoReplies(tx: Tx, accountId: AccountId, effectiveOn: string): Promise<void> {
  await sql`
    UPDATE auto_reply SET valid_until = ${effectiveOn}::date - 1
    WHERE account_id = ${accountId} AND cause = 'left' AND valid_until >= ${effectiveOn}::date`.execute(tablesIn(tx));
}

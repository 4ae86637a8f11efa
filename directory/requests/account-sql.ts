import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId, RequestId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export async function accountOfPerson(tx: Tx, personId: PersonId): Promise<AccountId | undefined> {
  const { rows } = await sql<{ id: AccountId }>`
    SELECT id FROM account WHERE person_id = ${personId} AND kind = 'personal' ORDER BY state = 'closed', id LIMIT 1`.execute(tablesIn(tx));
  return rows[0]?.id;
}

/** Who is told of what became of a request. */
export interface ToldAccount {
  readonly accountId: AccountId;
  readonly address: string;
}

/** The mailbox of the unit that asks, and whoever submitted the list and can read it still; in the order in which accounts are locked. */
export async function toldOf(tx: Tx, id: RequestId, unitId: UnitId): Promise<readonly ToldAccount[]> {
  const { rows } = await sql<ToldAccount>`
    SELECT account.id AS "accountId", local_part || '@' || domain.name AS address
    FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE account.unit_id = ${unitId} AND account.state <> 'closed'
      OR account.state = 'active' AND account.id IN (
        SELECT actor_account_id FROM request_step WHERE request_id = ${id} AND step IN ('make', 'gather', 'submit'))
    ORDER BY account.id`.execute(tablesIn(tx));
  return rows;
}

/**
 * Locks, in ascending order as every delivery does, the accounts that carrying out such lists changes or tells: of the people and units named,
 * of the units around them, and of who heads those.
 */
export async function lockConcerned(
  tx: Tx,
  named: { readonly people: readonly PersonId[]; readonly units: readonly UnitId[]; readonly accounts: readonly AccountId[] },
): Promise<void> {
  await sql`
    WITH around (id) AS (
      SELECT unnest(${named.units}::bigint[])
      UNION SELECT post.unit_id FROM appointment JOIN post ON post.id = post_id
        WHERE person_id = ANY (${named.people}::bigint[]) AND coalesce(appointment.valid_to, 'infinity') >= appointment.valid_from
    ), concerned AS (
      SELECT id FROM account WHERE unit_id IN (SELECT id FROM around) OR person_id = ANY (${named.people}::bigint[])
        OR id = ANY (${named.accounts}::bigint[])
        OR person_id IN (SELECT person_id FROM appointment JOIN post ON post.id = post_id AND post.kind = 'head'
          WHERE post.unit_id IN (SELECT id FROM around) AND coalesce(appointment.valid_to, 'infinity') >= today_in_vietnam())
    )
    SELECT FROM account WHERE id IN (SELECT id FROM concerned) ORDER BY id FOR NO KEY UPDATE`.execute(tablesIn(tx));
}

import { type HotStatement, queryIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface PasswordOwnerRow {
  /** null for a unit's account. */
  readonly displayName: string | null;
  readonly birthDate: string | null;
  readonly localParts: readonly string[];
}

export async function findPasswordOwner(tx: Tx, accountId: AccountId): Promise<PasswordOwnerRow | undefined> {
  const [row] = await queryIn<PasswordOwnerRow>(tx, findOwner, [accountId]);
  return row;
}

/** false when the account is no person's: nothing is written then (REQ-DEL-3). */
export async function writePassword(tx: Tx, accountId: AccountId, hash: string, mustChange: boolean): Promise<boolean> {
  return (await queryIn(tx, write, [accountId, hash, mustChange])).length > 0;
}

const findOwner: HotStatement = {
  name: 'access-find-password-owner',
  text: `
    SELECT person.display_name AS "displayName", person.birth_date AS "birthDate",
      ARRAY(SELECT local_part FROM address WHERE address.account_id = account.id) AS "localParts"
    FROM account LEFT JOIN person ON person.id = account.person_id
    WHERE account.id = $1::bigint`,
};

const write: HotStatement = {
  name: 'access-write-password',
  text: `
    INSERT INTO password AS known (account_id, hash, must_change)
    SELECT id, $2, $3 FROM account WHERE id = $1::bigint AND kind = 'personal'
    ON CONFLICT (account_id) DO UPDATE
      SET hash = excluded.hash, must_change = excluded.must_change, changed_at = clock_timestamp()
    RETURNING account_id`,
};

import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** What an account may have besides its password. */
export type FactorKind = 'totp' | 'passkey';

const hasTotp = 'EXISTS (SELECT FROM totp WHERE totp.account_id = account.id AND totp.confirmed_at IS NOT NULL)';
const hasPasskey = 'EXISTS (SELECT FROM passkey WHERE passkey.account_id = account.id)';

/** Of an `account` of the statement it stands in. */
export const hasSecondFactor = `(${hasTotp} OR ${hasPasskey})`;

/** Those of one account; none: the password is all that there is. */
export async function findFactors(database: Database, accountId: AccountId): Promise<readonly FactorKind[]> {
  return kindsOf(await queryOn<FactorRow>(database, find, [accountId]));
}

/** As `findFactors`, within what changes them. */
export async function findFactorsIn(tx: Tx, accountId: AccountId): Promise<readonly FactorKind[]> {
  return kindsOf(await queryIn<FactorRow>(tx, find, [accountId]));
}

// `query` wants rows of a type with an index.
type FactorRow = { readonly totp: boolean; readonly passkey: boolean };

function kindsOf([row]: readonly FactorRow[]): readonly FactorKind[] {
  return (['totp', 'passkey'] as const).filter((kind) => row?.[kind] === true);
}

const find: HotStatement = {
  name: 'web-find-factors',
  text: `SELECT ${hasTotp} AS totp, ${hasPasskey} AS passkey FROM account WHERE account.id = $1::bigint`,
};

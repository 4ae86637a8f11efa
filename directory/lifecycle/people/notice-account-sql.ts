import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { NoticeTo } from './person-deeds.ts';

export interface NoticeAccount {
  readonly to: 'person' | 'unit';
  readonly id: number;
  readonly accountId: AccountId;
  readonly address: string;
}

/** The mailboxes of people and units; who has none that receives is left out. */
export async function readNoticeAccounts(tx: Tx, told: readonly NoticeTo[]): Promise<readonly NoticeAccount[]> {
  const { rows } = await sql<NoticeAccount>`
    SELECT r."to", r.id, account.id AS "accountId", local_part || '@' || domain.name AS address
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS r ("to" text, id bigint)
    JOIN account ON account.state <> 'closed' AND (r."to" = 'person' AND account.person_id = r.id OR r."to" = 'unit' AND account.unit_id = r.id)
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    ORDER BY account.id`.execute(tablesIn(tx));
  return rows;
}

export async function lockAccounts(tx: Tx, told: readonly NoticeTo[], subject: PersonId | null): Promise<void> {
  const of = (to: NoticeTo['to']) => told.filter((one) => one.to === to && one.id !== null).map(({ id }) => id);
  await sql`
    SELECT FROM account WHERE person_id = ANY (${[...of('person'), subject]}::bigint[]) OR unit_id = ANY (${of('unit')}::bigint[])
    ORDER BY id FOR NO KEY UPDATE`.execute(tablesIn(tx));
}

import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface AccountRow {
  readonly id: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  readonly quotaOctets: number;
}

export async function insertAccounts(tx: Tx, accounts: readonly AccountRow[]): Promise<void> {
  await sql`
    INSERT INTO account (id, kind, person_id, unit_id, quota_octets) OVERRIDING SYSTEM VALUE
    SELECT id, kind, "personId", "unitId", "quotaOctets"
    FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
      AS r (id bigint, kind text, "personId" bigint, "unitId" bigint, "quotaOctets" bigint)`.execute(tablesIn(tx));
}

/** The whole of a unit's mailbox to whoever heads the unit, now and later (REQ-DEL-1). */
export async function grantToHeads(tx: Tx, mailboxes: readonly { accountId: AccountId; unitId: UnitId }[]): Promise<void> {
  await sql`
    INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights)
    SELECT "accountId", 'head', "unitId", ARRAY['read', 'organise', 'delete', 'send-as', 'send-on-behalf', 'manage']
    FROM jsonb_to_recordset(${JSON.stringify(mailboxes)}::jsonb) AS r ("accountId" bigint, "unitId" bigint)`.execute(tablesIn(tx));
}

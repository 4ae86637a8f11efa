import { sql } from 'kysely';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { addressText } from './org-state.ts';
import type { UnitDeeds } from './unit-deeds.ts';

/** Notes who is to be told of their new address, in the transaction that gives it. */
export async function noteAddressNotices(tx: Tx, planId: PlanId, { addresses, oldAddressesUntil }: UnitDeeds): Promise<void> {
  if (addresses.length === 0) return;
  const told = JSON.stringify(addresses.map(({ accountId, from, to }) => ({ accountId, from, to: addressText(to) })));
  await sql`
    INSERT INTO address_notice (plan_id, account_id, former, present, former_until)
    SELECT ${planId}::bigint, "accountId", "from", "to", ${oldAddressesUntil}::date
    FROM jsonb_to_recordset(${told}::jsonb) AS r ("accountId" bigint, "from" text, "to" text)`.execute(tablesIn(tx));
}

/** Somebody who is to be told. */
export interface AddressNotice {
  readonly planId: PlanId;
  readonly plan: string;
  readonly effectiveOn: string;
  readonly accountId: AccountId;
  readonly owner: 'unit' | 'person';
  /** Of the person or the unit, as it is now. */
  readonly name: string;
  readonly former: string;
  readonly present: string;
  readonly formerUntil: string | null;
}

/** Some of those who wait, for this transaction alone; whoever another process is about to tell is left to it. */
export async function takeAddressNotices(tx: Tx, countMax: number): Promise<readonly AddressNotice[]> {
  const { rows } = await sql<AddressNotice>`
    SELECT notice.plan_id AS "planId", plan.title AS plan, plan.effective_on AS "effectiveOn", notice.account_id AS "accountId",
      CASE account.kind WHEN 'unit' THEN 'unit' ELSE 'person' END AS owner, coalesce(unit.name, person.display_name, '') AS name,
      notice.former, notice.present, notice.former_until AS "formerUntil"
    FROM address_notice AS notice
    JOIN plan ON plan.id = notice.plan_id JOIN account ON account.id = notice.account_id
    LEFT JOIN unit ON unit.id = account.unit_id LEFT JOIN person ON person.id = account.person_id
    WHERE notice.settled_at IS NULL
    ORDER BY notice.plan_id, notice.account_id LIMIT ${countMax}
    FOR UPDATE OF notice SKIP LOCKED`.execute(tablesIn(tx));
  return rows;
}

/** `told`: whose mailbox it is in; the others of these have none. */
export async function settleAddressNotices(
  tx: Tx,
  notices: readonly Pick<AddressNotice, 'planId' | 'accountId'>[],
  told: readonly AccountId[],
): Promise<void> {
  await sql`
    UPDATE address_notice SET settled_at = now(), is_told = address_notice.account_id = ANY (${told}::bigint[])
    FROM jsonb_to_recordset(${JSON.stringify(notices.map(({ planId, accountId }) => ({ planId, accountId })))}::jsonb)
      AS r ("planId" bigint, "accountId" bigint)
    WHERE plan_id = r."planId" AND account_id = r."accountId"`.execute(tablesIn(tx));
}

/** How far the telling of a plan is. */
export interface NoticesOfPlan {
  readonly told: number;
  readonly waiting: number;
  /** Had no mailbox to put it into. */
  readonly unreached: number;
}

export async function countAddressNotices(database: Database, planId: PlanId): Promise<NoticesOfPlan> {
  return tablesOf<DirectoryTables>(database)
    .selectFrom('address_notice')
    .select((of) => [
      of.fn.countAll<number>().filterWhere('is_told', '=', true).as('told'),
      of.fn.countAll<number>().filterWhere('settled_at', 'is', null).as('waiting'),
      of.fn.countAll<number>().filterWhere('is_told', '=', false).as('unreached'),
    ])
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
}

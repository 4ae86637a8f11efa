import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** Somebody whom the batch gave a mailbox, and what has become of it since. */
export interface GivenRow {
  readonly row: number;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly name: string;
  readonly address: string;
  /** Which uses there were; none of them: it may be taken back. */
  readonly uses: readonly Use[];
}

export const uses = ['acted', 'password', 'app-password', 'mail', 'plan', 'post', 'access', 'address', 'absence', 'hold'] as const;
export type Use = (typeof uses)[number];

/** Nothing of these accounts changes before commit, nor of those of the units that are told. Ascending, as everybody locks them. */
export async function lockGiven(tx: Tx, planId: PlanId, unitIds: readonly UnitId[]): Promise<void> {
  await sql`
    SELECT FROM account WHERE unit_id = ANY (${unitIds}::bigint[])
      OR id IN (SELECT account_id FROM bulk_row WHERE plan_id = ${planId}::bigint AND is_new AND undone_at IS NULL)
    ORDER BY id FOR NO KEY UPDATE`.execute(tablesIn(tx));
}

/** Whom the batch gave mailboxes that it has not taken back. Of their mail only the welcome of this and of earlier batches is none of theirs. */
export async function readGiven(tx: Tx, planId: PlanId): Promise<readonly GivenRow[]> {
  const { rows } = await sql<GivenRow>`
    WITH batch AS MATERIALIZED (
      SELECT id, (body #>> '{deeds,notify}')::boolean AS tells FROM plan
      WHERE id IN (SELECT plan_id FROM bulk_row WHERE account_id IN (SELECT account_id FROM bulk_row WHERE plan_id = ${planId}::bigint))
    ), planned AS MATERIALIZED (
      SELECT DISTINCT (body #>> '{deeds,person,personId}')::bigint AS person_id FROM plan
      WHERE kind = 'person' AND id > ${planId}::bigint AND state <> 'cancelled'
    )
    SELECT given.row_number AS "row", account.id AS "accountId", person.id AS "personId", person.display_name AS name,
      local_part || '@' || domain.name AS address,
      to_jsonb(array_remove(ARRAY[
        CASE WHEN EXISTS (SELECT FROM audit WHERE actor_account_id = account.id)
          OR EXISTS (SELECT FROM familiar_network WHERE familiar_network.account = local_part || '@' || domain.name) THEN 'acted' END,
        CASE WHEN EXISTS (SELECT FROM password WHERE password.account_id = account.id AND NOT must_change) THEN 'password' END,
        CASE WHEN EXISTS (SELECT FROM app_password WHERE app_password.account_id = account.id) THEN 'app-password' END,
        CASE WHEN account.used_messages > (
          SELECT count(*) FROM bulk_row AS one JOIN batch ON batch.id = one.plan_id AND tells WHERE one.account_id = account.id AND one.is_new
        ) THEN 'mail' END,
        CASE WHEN person.id IN (SELECT person_id FROM planned)
          OR EXISTS (SELECT FROM bulk_row AS later WHERE later.account_id = account.id AND later.plan_id > given.plan_id)
          OR EXISTS (SELECT FROM person_history WHERE person_history.person_id = person.id AND plan_id > given.plan_id) THEN 'plan' END,
        CASE WHEN (SELECT count(*) FROM appointment WHERE appointment.person_id = person.id
            AND coalesce(appointment.valid_to, 'infinity') >= appointment.valid_from) <> 1 THEN 'post' END,
        CASE WHEN EXISTS (SELECT FROM access_grant WHERE target_account_id = account.id OR principal_kind = 'person' AND principal_id = person.id)
          OR EXISTS (SELECT FROM role_assignment WHERE role_assignment.account_id = account.id)
          OR EXISTS (SELECT FROM principal_group_member AS member WHERE member.person_id = person.id) THEN 'access' END,
        CASE WHEN EXISTS (SELECT FROM address AS other WHERE other.account_id = account.id AND other.kind <> 'primary') THEN 'address' END,
        CASE WHEN EXISTS (SELECT FROM account_absence AS absence WHERE absence.account_id = account.id) THEN 'absence' END,
        CASE WHEN EXISTS (SELECT FROM legal_hold WHERE legal_hold.account_id = account.id) THEN 'hold' END
      ], NULL)) AS uses
    FROM bulk_row AS given
    JOIN account ON account.id = given.account_id
    JOIN person ON person.id = account.person_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE given.plan_id = ${planId}::bigint AND is_new AND undone_at IS NULL
    ORDER BY given.row_number`.execute(tablesIn(tx));
  return rows;
}

/**
 * Closes the accounts, calls off the appointments, and ends the seats that only they had (`newSeatsOf`: of these the batch made them). Nothing is
 * deleted but first passwords that nobody used.
 */
export async function takeBack(tx: Tx, planId: PlanId, accountIds: readonly AccountId[], newSeatsOf: readonly AccountId[]): Promise<void> {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(tablesIn(tx));
  await run(sql`DELETE FROM password WHERE account_id = ANY (${accountIds}::bigint[])`);
  await run(sql`UPDATE account SET state = 'closed' WHERE id = ANY (${accountIds}::bigint[])`);
  await run(sql`
    UPDATE post SET valid_to = post.valid_from - 1 WHERE id IN (
      SELECT post_id FROM appointment JOIN account ON account.person_id = appointment.person_id
      WHERE account.id = ANY (${newSeatsOf}::bigint[]) AND coalesce(appointment.valid_to, 'infinity') >= appointment.valid_from
    ) AND NOT EXISTS (
      SELECT FROM appointment JOIN account ON account.person_id = appointment.person_id
      WHERE appointment.post_id = post.id AND account.id <> ALL (${newSeatsOf}::bigint[]))`);
  await run(sql`
    UPDATE appointment SET valid_to = valid_from - 1
    WHERE person_id IN (SELECT person_id FROM account WHERE id = ANY (${accountIds}::bigint[]))
      AND coalesce(valid_to, 'infinity') >= valid_from`);
  await run(sql`UPDATE bulk_row SET undone_at = now() WHERE plan_id = ${planId}::bigint AND account_id = ANY (${accountIds}::bigint[])`);
}

import { sql } from 'kysely';
import { displayName, type PersonName, personSearchKey } from '#directory/naming/person-name.ts';
import { tablesIn } from '#io/database.ts';
import type { PersonId, PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** What the person was called goes into the history first. */
export async function renamePerson(
  tx: Tx,
  { personId, to, planId, effectiveOn }: { personId: PersonId; to: PersonName; planId: PlanId; effectiveOn: string },
): Promise<void> {
  // Before anything of it was written down somebody was called so from the day they were entered.
  await sql`
    INSERT INTO person_history (person_id, valid_from, valid_to, family_name, middle_name, given_name, name_order, display_name, birth_date, plan_id)
    SELECT id, least(${effectiveOn}::date, coalesce((SELECT max(past.valid_to) + 1 FROM person_history AS past WHERE past.person_id = person.id),
        (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)),
      ${effectiveOn}::date - 1, family_name, middle_name, given_name, name_order, display_name, birth_date, ${planId}::bigint
    FROM person WHERE id = ${personId}`.execute(tablesIn(tx));
  await sql`
    UPDATE person SET family_name = ${to.family}, middle_name = ${to.middle}, given_name = ${to.given},
      name_order = ${to.order ?? 'family-first'}, display_name = ${displayName(to)}, search_key = ${personSearchKey(to)}
    WHERE id = ${personId}`.execute(tablesIn(tx));
}

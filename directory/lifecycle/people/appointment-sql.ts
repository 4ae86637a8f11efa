import { sql } from 'kysely';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AppointmentId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** Their last day is the day before; those that were to begin later never do. */
export async function endAppointments(tx: Tx, ids: readonly AppointmentId[], effectiveOn: string): Promise<void> {
  await sql`UPDATE appointment SET valid_to = ${effectiveOn}::date - 1 WHERE id = ANY (${ids}::bigint[])`.execute(tablesIn(tx));
}

export interface AppointmentToBegin {
  readonly postId: PostId;
  readonly isNewSeat: boolean;
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly isMain: boolean;
  readonly until: string | null;
}

export async function beginAppointments(
  tx: Tx,
  { personId, begins, effectiveOn }: { personId: PersonId; begins: readonly AppointmentToBegin[]; effectiveOn: string },
): Promise<void> {
  const rows = JSON.stringify(begins);
  await sql`
    INSERT INTO post (id, unit_id, title, kind, valid_from) OVERRIDING SYSTEM VALUE
    SELECT "postId", "unitId", title, kind, ${effectiveOn}::date
    FROM jsonb_to_recordset(${rows}::jsonb) AS r ("postId" bigint, "isNewSeat" boolean, "unitId" bigint, title text, kind text)
    WHERE "isNewSeat"`.execute(tablesIn(tx));
  await sql`
    INSERT INTO appointment (post_id, person_id, is_primary, capacity, valid_from, valid_to)
    SELECT "postId", ${personId}::bigint, "isMain", capacity, ${effectiveOn}::date, until
    FROM jsonb_to_recordset(${rows}::jsonb) AS r ("postId" bigint, "isMain" boolean, capacity text, until date)`.execute(tablesIn(tx));
}

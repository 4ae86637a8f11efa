import { sql } from 'kysely';
import type { PostKind } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AppointmentId, PostId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface AppointmentsToMove {
  readonly seats: readonly { readonly from: PostId; readonly to: PostId; readonly unitId: UnitId; readonly kind: PostKind }[];
  readonly appointments: readonly { readonly appointmentId: AppointmentId; readonly to: PostId }[];
  /** Their posts end, vacant ones too. */
  readonly endedUnits: readonly UnitId[];
  readonly effectiveOn: string;
}

/** New posts and appointments in the units that take over; the old ones stay as the history of those people. */
export async function moveAppointments(tx: Tx, { seats, appointments, endedUnits, effectiveOn }: AppointmentsToMove): Promise<void> {
  if (seats.length > 0) {
    await sql`
      INSERT INTO post (id, unit_id, title, kind, valid_from, valid_to) OVERRIDING SYSTEM VALUE
      SELECT r."to", r."unitId", post.title, r.kind, ${effectiveOn}::date, post.valid_to
      FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) AS r ("from" bigint, "to" bigint, "unitId" bigint, kind text)
      JOIN post ON post.id = r."from"`.execute(tablesIn(tx));
    const moved = JSON.stringify(appointments);
    await sql`
      INSERT INTO appointment (post_id, person_id, is_primary, capacity, valid_from, valid_to)
      SELECT r."to", person_id, is_primary, capacity, ${effectiveOn}::date, valid_to
      FROM jsonb_to_recordset(${moved}::jsonb) AS r ("appointmentId" bigint, "to" bigint)
      JOIN appointment ON appointment.id = r."appointmentId"`.execute(tablesIn(tx));
    await sql`
      UPDATE appointment SET valid_to = ${effectiveOn}::date - 1
      FROM jsonb_to_recordset(${moved}::jsonb) AS r ("appointmentId" bigint)
      WHERE appointment.id = r."appointmentId"`.execute(tablesIn(tx));
  }
  if (endedUnits.length > 0)
    await sql`
      UPDATE post SET valid_to = ${effectiveOn}::date - 1
      WHERE unit_id = ANY (${endedUnits}::bigint[]) AND coalesce(valid_to, 'infinity') >= ${effectiveOn}::date`.execute(tablesIn(tx));
}

/** What was granted to a post, or to whoever heads a unit, is granted to its successor too. */
export async function copyGrants(tx: Tx, kind: 'post' | 'head', successors: readonly { from: number; to: number }[]): Promise<void> {
  if (successors.length === 0) return;
  const pairs = JSON.stringify(successors.map(({ from, to }) => ({ from, to })));
  await sql`
    INSERT INTO access_grant (target_account_id, target_mailbox_id, principal_kind, principal_id, rights, valid_from, valid_to, granted_by)
    SELECT target_account_id, target_mailbox_id, principal_kind, r."to", rights, greatest(valid_from, now()), valid_to, granted_by
    FROM jsonb_to_recordset(${pairs}::jsonb) AS r ("from" bigint, "to" bigint)
    JOIN access_grant ON principal_kind = ${kind} AND principal_id = r."from"
    WHERE revoked_at IS NULL AND (valid_to IS NULL OR valid_to > now())`.execute(tablesIn(tx));
}

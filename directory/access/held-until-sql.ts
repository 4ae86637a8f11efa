import type { HotStatement } from '#io/database.ts';
import type { PersonId } from '#kernel/ids.ts';
import type { AclTarget } from './acl-sql.ts';
import { queryRows, type Source } from './query-rows.ts';
import type { Right } from './rights.ts';

interface HeldRights {
  readonly personId: PersonId;
  readonly target: AclTarget;
  readonly rights: readonly Right[];
}

/** Until when somebody who has these rights now, by whatever was granted, has them all; null: without end. */
export async function heldUntil(source: Source, { personId, target, rights }: HeldRights): Promise<Date | null> {
  const [row] = await queryRows<{ until: Date | null }>(source, selectUntil, [personId, target.accountId, target.mailboxId, rights]);
  return row!.until;
}

// Of a right that was granted twice the later end counts, of several rights the first. What is granted to a post ends with the appointment.
const selectUntil: HotStatement = {
  name: 'access-held-until',
  text: `
    WITH held_post AS (
      SELECT post.id, post.unit_id, post.kind, (least(appointment.valid_to, post.valid_to) + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS until
      FROM appointment JOIN post ON post.id = appointment.post_id
      WHERE appointment.person_id = $1::bigint
        AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        AND today_in_vietnam() BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')
    ), principal (kind, id, until) AS (
      SELECT 'person', $1::bigint, NULL::timestamptz
      UNION ALL SELECT 'post', id, until FROM held_post
      UNION ALL SELECT 'head', unit_id, until FROM held_post WHERE kind = 'head'
      UNION ALL SELECT 'group', group_id, NULL FROM principal_group_member WHERE person_id = $1::bigint
    ), held AS (
      SELECT granted.one, max(coalesce(least(access_grant.valid_to, principal.until), 'infinity')) AS until
      FROM principal
      JOIN access_grant ON access_grant.principal_kind = principal.kind AND access_grant.principal_id = principal.id
      CROSS JOIN LATERAL unnest(access_grant.rights) AS granted (one)
      WHERE access_grant.revoked_at IS NULL
        AND access_grant.valid_from <= statement_timestamp()
        AND (access_grant.valid_to IS NULL OR access_grant.valid_to > statement_timestamp())
        AND access_grant.target_account_id = $2::bigint
        AND (access_grant.target_mailbox_id IS NULL OR access_grant.target_mailbox_id = $3::bigint)
        AND granted.one = ANY ($4::text[])
      GROUP BY 1
    )
    SELECT nullif(min(until), 'infinity') AS until FROM held`,
};

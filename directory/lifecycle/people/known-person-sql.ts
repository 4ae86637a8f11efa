import { sql } from 'kysely';
import { closest } from '#directory/naming/closest.ts';
import type { NameOrder } from '#directory/naming/person-name.ts';
import { tablesIn } from '#io/database.ts';
import type { PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Group, HeldPost, KnownPerson, StandingGrant } from './person-state.ts';

/** People whom texts name: `#12`, any address they have or had, or the whole name they have; only those with a personal mailbox. */
export async function findPeople(tx: Tx, texts: readonly string[], on: string): Promise<ReadonlyMap<string, readonly KnownPerson[]>> {
  const wanted = texts.map((text) => text.normalize('NFC').trim());
  const { rows } = await sql<{ place: number; personId: PersonId }>`
    SELECT DISTINCT asked.place::int, person.id AS "personId"
    FROM unnest(${wanted}::text[]) WITH ORDINALITY AS asked (text, place)
    JOIN LATERAL (
      SELECT id FROM person WHERE display_name = asked.text
      UNION
      SELECT id FROM person WHERE id = substring(asked.text FROM '^#([0-9]{1,15})$')::bigint
      UNION
      SELECT account.person_id FROM domain
      JOIN address ON address.domain_id = domain.id AND address.local_part = split_part(lower(asked.text), '@', 1)
      JOIN account ON account.id = address.account_id
      WHERE domain.name = split_part(lower(asked.text), '@', 2)
    ) AS person ON true
    JOIN account ON account.person_id = person.id AND account.kind = 'personal'
    ORDER BY 1, 2`.execute(tablesIn(tx));
  const known = await readPeople(tx, [...new Set(rows.map(({ personId }) => personId))], on);
  return new Map(
    texts.map((text, index) => [
      text,
      rows.filter(({ place }) => place === index + 1).flatMap(({ personId }) => known.find((one) => one.personId === personId) ?? []),
    ]),
  );
}

interface PersonRow extends Omit<KnownPerson, 'name' | 'address'> {
  readonly family: string;
  readonly middle: string;
  readonly given: string;
  readonly order: NameOrder;
  readonly localPart: string;
  readonly domain: string;
  readonly posts: readonly HeldPost[];
  readonly groups: readonly Group[];
  readonly grantsTo: readonly StandingGrant[];
}

async function readPeople(tx: Tx, ids: readonly PersonId[], on: string): Promise<readonly KnownPerson[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<PersonRow>`
    SELECT person.id AS "personId", account.id AS "accountId", account.state AS "accountState",
      coalesce((SELECT jsonb_agg(DISTINCT role.role) FROM role_assignment AS role WHERE role.account_id = account.id
        AND role.revoked_at IS NULL AND coalesce(role.valid_to, 'infinity') >= ${on}::date), '[]') AS roles,
      family_name AS family, middle_name AS middle, given_name AS given, name_order AS "order", birth_date AS "birthDate",
      main.local_part AS "localPart", main_domain.name AS domain, quota_octets AS "quotaOctets", used_octets AS "usedOctets",
      (SELECT jsonb_build_object('kind', absence.kind, 'from', absence.valid_from,
        'returnPlanId', absence.return_plan_id) FROM account_absence AS absence
        WHERE absence.account_id = account.id AND absence.valid_to IS NULL) AS absence,
      EXISTS (SELECT FROM legal_hold WHERE legal_hold.account_id = account.id AND lifted_at IS NULL) AS "isHeld",
      coalesce((SELECT jsonb_agg(jsonb_build_object('address', local_part || '@' || domain.name,
          'until', (receives_until AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date) ORDER BY address.id)
        FROM address JOIN domain ON domain.id = address.domain_id
        WHERE address.account_id = account.id AND address.kind = 'alias' AND coalesce(receives_until, 'infinity') > now()
      ), '[]') AS "otherAddresses",
      coalesce((SELECT jsonb_agg(jsonb_build_object('appointmentId', appointment.id, 'postId', post.id, 'unitId', unit.id, 'unit', unit.name,
          'title', post.title, 'kind', post.kind, 'capacity', capacity, 'isMain', is_primary, 'from', appointment.valid_from,
          'until', appointment.valid_to) ORDER BY is_primary DESC, appointment.id)
        FROM appointment JOIN post ON post.id = post_id JOIN unit ON unit.id = post.unit_id
        WHERE appointment.person_id = person.id AND coalesce(appointment.valid_to, 'infinity') >= greatest(${on}::date, appointment.valid_from)
      ), '[]') AS posts,
      coalesce((SELECT jsonb_agg(jsonb_build_object('label', label, 'opens', opened.local_part || '@' || opened_domain.name,
          'opensAccountId', target_account_id) ORDER BY app_password.created_at, app_password.id)
        FROM app_password
        JOIN address AS opened ON opened.account_id = target_account_id AND opened.kind = 'primary'
        JOIN domain AS opened_domain ON opened_domain.id = opened.domain_id
        WHERE app_password.account_id = account.id AND revoked_at IS NULL AND coalesce(expires_at, 'infinity') > now()
      ), '[]') AS "appPasswords",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', grp.id, 'name', grp.name, 'unitId', grp.unit_id) ORDER BY grp.id)
        FROM principal_group_member AS member JOIN principal_group AS grp ON grp.id = member.group_id WHERE member.person_id = person.id
      ), '[]') AS groups,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', access_grant.id, 'targetAccountId', target_account_id,
          'who', target.local_part || '@' || target_domain.name, 'rights', rights,
          'until', (access_grant.valid_to AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date) ORDER BY access_grant.id)
        FROM access_grant
        JOIN address AS target ON target.account_id = target_account_id AND target.kind = 'primary'
        JOIN domain AS target_domain ON target_domain.id = target.domain_id
        WHERE principal_kind = 'person' AND principal_id = person.id AND revoked_at IS NULL
          AND coalesce(access_grant.valid_to, 'infinity') > now()
      ), '[]') AS "grantsTo",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', access_grant.id, 'targetAccountId', target_account_id,
          'who', coalesce(reader.display_name, headed.name, principal_kind || ' #' || principal_id), 'rights', rights,
          'isLent', granted_by IS DISTINCT FROM account.id AND EXISTS (SELECT FROM account_absence AS away WHERE away.account_id = account.id
            AND away.valid_to IS NULL AND away.valid_from <= (access_grant.valid_from AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), 'until', (access_grant.valid_to AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date) ORDER BY access_grant.id)
        FROM access_grant
        LEFT JOIN person AS reader ON principal_kind = 'person' AND reader.id = principal_id
        LEFT JOIN unit AS headed ON principal_kind = 'head' AND headed.id = principal_id
        WHERE target_account_id = account.id AND revoked_at IS NULL AND coalesce(access_grant.valid_to, 'infinity') > now()
      ), '[]') AS "grantsOn"
    FROM person
    JOIN account ON account.person_id = person.id AND account.kind = 'personal'
    JOIN address AS main ON main.account_id = account.id AND main.kind = 'primary'
    JOIN domain AS main_domain ON main_domain.id = main.domain_id
    WHERE person.id = ANY (${ids}::bigint[])
    ORDER BY person.id, account.state = 'closed', account.id`.execute(tablesIn(tx));
  // One account a person; where an older one was closed, the other.
  const first = new Map(rows.toReversed().map((row) => [row.personId, row]));
  return [...first.values()].map(({ family, middle, given, order, localPart, domain, ...row }) => ({
    ...row,
    name: { family, middle, given, order },
    address: { localPart, domain },
  }));
}

/** Who was probably meant by a text that names nobody: by a name nearly so, or an address. */
export async function meantBy(tx: Tx, text: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string; localPart: string; address: string }>`
    SELECT person.display_name AS name, local_part AS "localPart", local_part || '@' || domain.name AS address
    FROM account JOIN person ON person.id = account.person_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE account.kind = 'personal' AND account.state <> 'closed' ORDER BY account.id`.execute(tablesIn(tx));
  // The domain apart: shared by all, it would make every address near every other.
  const key = text.includes('@') ? 'localPart' : 'name';
  const near = closest(
    text.split('@')[0]!,
    rows.map((row) => row[key]),
  );
  const meant = rows.find((row) => row[key] === near);
  return meant && `${meant.name} <${meant.address}>`;
}

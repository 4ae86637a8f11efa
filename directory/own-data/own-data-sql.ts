import { hasSecondFactor } from '#directory/access/web-session/second-factor-sql.ts';
import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** One list of what is held, as it stands in an export. Moments are ISO 8601. */
export interface OwnRows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** There is more than an export has room for; the latest are here. */
  readonly isCut: boolean;
}

export interface OwnerIds {
  readonly accountId: AccountId;
  readonly personId: PersonId;
}

// Each row a JSON object made by the database, so that what is not named here is not in an export.
const lists = {
  account: `SELECT created_at AS "createdAt", state, quota_octets AS "quotaOctets", used_octets AS "usedOctets", used_messages AS "usedMessages",
      (SELECT changed_at FROM password WHERE account_id = account.id) AS "passwordChangedAt",
      ${hasSecondFactor} AS "hasSecondFactor",
      (SELECT used_at FROM account_use WHERE account_id = account.id) AS "lastUsedAt"
    FROM account WHERE id = $1`,
  passkeys: `SELECT name, rp_id AS host, made_at AS "madeAt", used_at AS "usedAt" FROM passkey WHERE account_id = $1 ORDER BY made_at DESC`,
  ssoLinks: `SELECT issuer, subject, linked_at AS "linkedAt", used_at AS "usedAt" FROM oidc_link WHERE account_id = $1 ORDER BY used_at DESC`,
  roles: `SELECT role, unit.name AS unit, role_assignment.valid_from AS "validFrom", role_assignment.valid_to AS "validTo", revoked_at AS "revokedAt"
    FROM role_assignment LEFT JOIN unit ON unit.id = unit_id WHERE account_id = $1 ORDER BY role_assignment.id DESC`,
  appPasswords: `SELECT app_password.id, label, program, local_part || '@' || domain.name AS opens, app_password.created_at AS "createdAt",
      last_used_at AS "lastUsedAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"
    FROM app_password JOIN address ON address.account_id = target_account_id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
    WHERE app_password.account_id = $1 ORDER BY app_password.created_at DESC`,
  apiTokens: `SELECT id, label, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
    FROM api_token WHERE account_id = $1 ORDER BY created_at DESC`,
  webSessions: `SELECT id, network, user_agent AS "userAgent", created_at AS "createdAt", used_at AS "usedAt", ended_at AS "endedAt", ends_at AS "endsAt"
    FROM web_session WHERE account_id = $1 ORDER BY created_at DESC`,
  familiarNetworks: `SELECT network, signed_in_at AS "signedInAt" FROM familiar_network JOIN domain ON domain.name = split_part(account, '@', 2)
    JOIN address ON address.domain_id = domain.id AND local_part = split_part(account, '@', 1)
    WHERE address.account_id = $1 ORDER BY signed_in_at DESC`,
  certificates: `SELECT serial, issuer, subject, addresses, not_before AS "notBefore", not_after AS "notAfter", state
    FROM certificate WHERE account_id = $1 ORDER BY id DESC`,
  autoReplies: `SELECT cause, contact, valid_until AS "validUntil", created_at AS "createdAt" FROM auto_reply WHERE account_id = $1 ORDER BY id DESC`,
  daysMailWasRead: `SELECT day, local_part || '@' || domain.name AS mailbox FROM duty_look
    JOIN address ON address.account_id = duty_look.account_id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
    WHERE actor_account_id = $1 ORDER BY day DESC, duty_look.account_id`,
  mailDays: `SELECT day, received, sent FROM mail_day WHERE account_id = $1 ORDER BY day DESC`,
  // Of one's own and done: a plan is about others too, and what is only asked for is not told before it is decided.
  requests: `SELECT request.id AS request, title, request.made_at AS "madeAt", request.state AS "requestState", unit.name AS unit, request_line.asked,
      request_line.state FROM request_line JOIN request ON request.id = request_id JOIN unit ON unit.id = request.unit_id
    WHERE request_line.state IN ('carried-out', 'refused')
      AND (plan_id IN (SELECT plan_id FROM audit WHERE person_id = $2 AND act LIKE 'person.%' AND plan_id IS NOT NULL)
        OR asked->>'person' IN (SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id WHERE account_id = $1))
    ORDER BY request.id DESC, number`,
  corrections: `SELECT id, field, present, wanted, note, asked_at AS "askedAt", state, answer, answered_at AS "answeredAt"
    FROM correction WHERE account_id = $1 ORDER BY id DESC`,
  // Where somebody else acted from is theirs; that mail is kept for the law, or that two people talk of it, is for those who do so.
  audit: `SELECT at, act, target, actor_address AS "actor", via, CASE WHEN actor_account_id = $1 THEN peer END AS peer,
      CASE WHEN actor_account_id = $1 THEN credential END AS credential, detail->'count' AS count
    FROM audit WHERE (person_id = $2 OR account_id = $1) AND act NOT IN ('account.hold', 'account.release', 'approval.propose', 'approval.approve') ORDER BY at DESC, id DESC`,
} as const;

export type OwnList = keyof typeof lists;
export const ownLists = Object.keys(lists) as OwnList[];

/** The first `max` of a list. */
export async function readOwnList(database: Database, list: OwnList, { accountId, personId }: OwnerIds, max: number): Promise<OwnRows> {
  const rows = await queryOn<{ row: Record<string, unknown> }>(database, statementOf(list), [accountId, personId, max + 1]);
  return { rows: rows.slice(0, max).map(({ row }) => row), isCut: rows.length > max };
}

// Not every list asks for both numbers; named here, they have a type in each.
const statementOf = (list: OwnList): HotStatement => ({
  name: `own-data-list-${list}`,
  text: `WITH me (account_id, person_id) AS (SELECT $1::bigint, $2::bigint)
    SELECT to_jsonb(listed) AS row FROM (${lists[list]} LIMIT $3::int) AS listed`,
});

/** How many an account made within the last day. Locks the account, so that of two asked for at once each counts the other. */
export async function countExports(tx: Tx, accountId: AccountId): Promise<number> {
  await queryIn(tx, lockAccount, [accountId]);
  const [row] = await queryIn<{ count: number }>(tx, countOfDay, [accountId]);
  return row?.count ?? 0;
}

const lockAccount: HotStatement = {
  name: 'own-data-lock-account',
  text: 'SELECT FROM account WHERE id = $1::bigint FOR NO KEY UPDATE',
};

const countOfDay: HotStatement = {
  name: 'own-data-count-exports',
  text: `SELECT count(*)::int AS count FROM audit WHERE account_id = $1::bigint AND act = 'account.export-own' AND at > now() - interval '1 day'`,
};

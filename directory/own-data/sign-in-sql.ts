import type { MailProgram } from '#directory/access/mail-programs.ts';
import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

export type SignInOutcome = 'signed-in' | 'failed' | 'blocked';

/** Sign-ins of one kind within an hour or a day: by the same means, from the same network, to the same mailbox. */
export interface SignInRow {
  readonly outcome: SignInOutcome;
  readonly via: string;
  /** `*`: from too many to tell apart. */
  readonly network: string;
  /** `password`, `app-password`, `api-token`, `web-session`; null: nothing was proved. */
  readonly by: string | null;
  readonly credentialId: string | null;
  /** What the owner calls the app password or token. */
  readonly label: string | null;
  readonly program: MailProgram | null;
  /** Of a session on the web that is kept still. */
  readonly userAgent: string | null;
  /** The mailbox, where it is not the own one. */
  readonly opens: string | null;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** One's own, and wrong tries with one's own address; those of others who use the mailbox are theirs. The latest first. */
export function findSignIns(
  database: Database,
  { accountId, days, max }: { readonly accountId: AccountId; readonly days: number; readonly max: number },
): Promise<SignInRow[]> {
  return queryOn<SignInRow>(database, find, [accountId, days, max]);
}

const since = `now() - $2::int * interval '1 day'`;
const entries = (condition: string) => `
    SELECT act, via, peer AS network, credential, account_id, (detail->>'count')::int AS count,
      (detail->>'first')::timestamptz AS first_at, (detail->>'last')::timestamptz AS last_at
    FROM audit WHERE ${condition} AND at > ${since} ORDER BY at DESC LIMIT $3::int`;

const find: HotStatement = {
  name: 'own-data-find-sign-ins',
  text: `
    WITH told AS (
      (${entries(`actor_account_id = $1::bigint AND act = 'session.sign-in'`)})
      UNION ALL
      (${entries(`account_id = $1::bigint AND actor_account_id IS NULL AND act IN ('session.sign-in-failed', 'session.sign-in-blocked')`)})
      UNION ALL
      SELECT act, via, network, nullif(credential, ''), account_id, amount::int, first_at, last_at FROM audit_tally
      WHERE (act = 'session.sign-in' AND actor_account_id = $1::bigint)
        OR (act IN ('session.sign-in-failed', 'session.sign-in-blocked') AND actor_account_id = 0 AND account_id = $1::bigint)
    ), parted AS (
      SELECT told.*, split_part(credential, ' ', 1) AS by, nullif(split_part(credential, ' ', 2), '') AS credential_id FROM told
    )
    SELECT CASE act WHEN 'session.sign-in' THEN 'signed-in' WHEN 'session.sign-in-failed' THEN 'failed' ELSE 'blocked' END AS outcome,
      parted.via, parted.network, parted.by, credential_id AS "credentialId", coalesce(app_password.label, api_token.label) AS label,
      app_password.program, web_session.user_agent AS "userAgent",
      CASE WHEN parted.account_id <> $1::bigint THEN (SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = parted.account_id AND address.kind = 'primary') END AS opens,
      count, first_at AS "firstAt", last_at AS "lastAt"
    FROM parted
    LEFT JOIN app_password ON by = 'app-password' AND app_password.id = credential_id AND app_password.account_id = $1::bigint
    LEFT JOIN api_token ON by = 'api-token' AND api_token.id = credential_id AND api_token.account_id = $1::bigint
    LEFT JOIN web_session ON by = 'web-session' AND web_session.id = credential_id AND web_session.account_id = $1::bigint
    ORDER BY act = 'session.sign-in' DESC, last_at DESC, act, parted.via, parted.network LIMIT $3::int`,
};

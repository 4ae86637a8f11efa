import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, CertificateId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { KnownCertificate } from './certificate.ts';
import { certificateLimits } from './limits.ts';

export interface Told {
  readonly accountId: AccountId;
  readonly address: string;
}

export interface EndingCertificate extends Pick<KnownCertificate, 'serial' | 'subject'> {
  readonly id: CertificateId;
  readonly address: string;
  /** The last day in Vietnam. */
  readonly endsOn: string;
  readonly daysLeft: number;
  /** Whose it is; of a unit's, who heads it, and where nobody does the unit itself. */
  readonly owners: readonly Told[];
}

/**
 * Certificates in use that come to another of the days before their end; theirs are the notices from now on, whichever other process looks too. Of
 * days that passed while nobody looked only the nearest counts. Who has left is not told: theirs are to be revoked.
 */
export async function claimEnding(tx: Tx, today: string): Promise<readonly EndingCertificate[]> {
  const { warnDaysBefore, warnedAtOnceMax } = certificateLimits;
  const { rows } = await sql<EndingCertificate>`
    WITH ending AS MATERIALIZED (
      SELECT certificate.id, account_id, serial, subject, ends.day AS ends_on, ends.day - ${today}::date AS days_left,
        (SELECT min(step) FROM unnest(${warnDaysBefore}::int[]) AS step WHERE step >= ends.day - ${today}::date) AS step
      FROM certificate JOIN account ON account.id = account_id
      CROSS JOIN LATERAL (SELECT (not_after AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day) AS ends
      WHERE certificate.state IN ('valid', 'handed-over') AND (certificate.state = 'valid' OR account.kind = 'unit') AND account.state <> 'closed'
        AND not_after < (${today}::date + ${Math.max(...warnDaysBefore) + 1}::int)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
        AND ends.day >= ${today}::date
      ORDER BY certificate.id
    ), claimed AS (
      INSERT INTO certificate_warning (certificate_id, days_before)
      SELECT id, step FROM ending
      WHERE NOT EXISTS (SELECT FROM certificate_warning AS told WHERE told.certificate_id = ending.id AND told.days_before <= step)
      ORDER BY id LIMIT ${warnedAtOnceMax}
      ON CONFLICT DO NOTHING RETURNING certificate_id
    )
    SELECT ending.id, serial, subject, own.address, ends_on AS "endsOn", days_left AS "daysLeft",
      coalesce((SELECT jsonb_agg(jsonb_build_object('accountId', head.id, 'address', head.address)) FROM (
        SELECT DISTINCT account.id, local_part || '@' || domain.name AS address
        FROM account AS unit_account JOIN post ON post.unit_id = unit_account.unit_id AND post.kind = 'head'
        JOIN appointment ON appointment.post_id = post.id
          AND ${today}::date BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        JOIN account ON account.person_id = appointment.person_id AND account.state = 'active'
        JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
        WHERE unit_account.id = ending.account_id) AS head),
        jsonb_build_array(jsonb_build_object('accountId', ending.account_id, 'address', own.address))) AS owners
    FROM claimed JOIN ending ON ending.id = claimed.certificate_id
    CROSS JOIN LATERAL (SELECT local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = domain_id
      WHERE address.account_id = ending.account_id AND address.kind = 'primary') AS own
    ORDER BY ends_on, ending.id`.execute(tablesIn(tx));
  return rows;
}

/** Operators of the day who can sign in. */
export async function operatorsOf(tx: Tx, today: string): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    SELECT DISTINCT account.id AS "accountId", local_part || '@' || domain.name AS address
    FROM role_assignment AS role JOIN account ON account.id = role.account_id AND account.state = 'active'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
    WHERE role.role = 'operator' AND revoked_at IS NULL AND ${today}::date BETWEEN role.valid_from AND coalesce(role.valid_to, 'infinity')`.execute(
    tablesIn(tx),
  );
  return rows;
}

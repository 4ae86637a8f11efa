import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

export interface LastLook {
  /** To the half hour. */
  readonly at: Date;
  /** Primary address of who looked. */
  readonly by: string | null;
}

/** When anybody last looked at the mailbox, as far back as looks are kept; undefined: nobody did. */
export async function lastLook(database: Database, accountId: AccountId): Promise<LastLook | undefined> {
  const [row] = await queryOn<LastLook & Record<string, unknown>>(database, selectLast, [accountId]);
  return row;
}

// The last half hour is the highest bit that is set: 48 of a bigint.
const selectLast: HotStatement = {
  name: 'duties-last-look',
  text: `
    SELECT (look.day::timestamp + make_interval(mins => 30 * look.half_hour)) AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at,
      (SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = look.actor_account_id AND address.kind = 'primary') AS by
    FROM (
      SELECT day, actor_account_id,
        (SELECT max(bit) FROM generate_series(0, 47) AS bit WHERE (half_hours >> bit) & 1 = 1) AS half_hour
      FROM duty_look WHERE account_id = $1::bigint AND day = (SELECT max(day) FROM duty_look WHERE account_id = $1::bigint)) AS look
    ORDER BY look.half_hour DESC, look.actor_account_id LIMIT 1`,
};

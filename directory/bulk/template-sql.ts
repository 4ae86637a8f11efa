import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { bulkLimits } from './limits.ts';

/** What posts are called today, the commonest first. */
export async function readTitles(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ title: string }>`
    SELECT title FROM post WHERE coalesce(valid_to, 'infinity') >= today_in_vietnam()
    GROUP BY title ORDER BY count(*) DESC, title LIMIT ${bulkLimits.templateTitlesMax}::int`.execute(tablesIn(tx));
  return rows.map(({ title }) => title);
}

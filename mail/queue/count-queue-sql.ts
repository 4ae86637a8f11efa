import { type Database, type HotStatement, queryOn } from '#io/database.ts';

/** How many recipients still wait or are held. */
export async function countQueue(database: Database): Promise<{ waiting: number; held: number }> {
  const [row] = await queryOn<{ waiting: number; held: number }>(database, countOpen, []);
  return row ?? { waiting: 0, held: 0 };
}

const countOpen: HotStatement = {
  name: 'queue-count',
  text: `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'held') AS held
    FROM queue_recipient WHERE state IN ('waiting', 'held')`,
};

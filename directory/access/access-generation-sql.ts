import { type HotStatement, queryIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';

/** Where processes hear that somebody's access moved. */
export const accessChannel = 'congthu_access';

// NOTIFY takes effect at COMMIT, so that nobody reads the old generation after hearing of the new.
const bump: HotStatement = {
  name: 'access-bump-generation',
  text: `
    WITH moved AS (UPDATE access_generation SET generation = generation + 1 RETURNING generation)
    SELECT generation, pg_notify('${accessChannel}', generation::text) FROM moved`,
};

export const listenToAccess: HotStatement = { name: 'access-listen', text: `LISTEN ${accessChannel}` };

export const readGeneration: HotStatement = { name: 'access-read-generation', text: 'SELECT generation FROM access_generation' };

/**
 * To be called in every transaction that takes or changes somebody's access: sessions everywhere look at their rights again.
 * Its row lock lasts to the end of the transaction, so call it last.
 */
export async function bumpAccessGeneration(tx: Tx): Promise<number> {
  const [row] = await queryIn<{ generation: number }>(tx, bump, []);
  if (!row) throw new Error('access_generation has no row');
  return row.generation;
}

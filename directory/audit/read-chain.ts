import type { RawBuilder } from 'kysely';
import { type Database, inTransaction } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ChainRecord } from './chain-record.ts';
import { beginReading, entriesUnsealed, prunedMonths, unsealedPage } from './chain-sql.ts';
import { entriesNumbered, everyEntry } from './entry-sql.ts';
import { IdSet } from './id-set.ts';
import { verifyLimits } from './limits.ts';
import { rootsOf } from './root-sql.ts';
import type { Seal } from './seal.ts';
import { sealsAfter } from './seal-sql.ts';

export interface ChainReading {
  /** Takes the records in their order; the next is read when it is done with one. */
  readonly sink: (record: ChainRecord) => void | Promise<void>;
  /** Only entries that meet it; all seals, since they prove them. */
  readonly condition?: RawBuilder<unknown> | undefined;
}

type Reading = Required<ChainReading> & { readonly condition: RawBuilder<unknown> };

/** Reads the whole audit with its chain as it is at one moment, however long that takes. Answers the last seal. */
export function readChain(database: Database, { sink, condition = everyEntry }: ChainReading): Promise<Seal | null> {
  return inTransaction(database, async (tx) => {
    await beginReading(tx);
    for (const pruned of await prunedMonths(tx)) await sink({ kind: 'pruned', pruned });
    for (const root of await rootsOf(tx)) await sink({ kind: 'root', root });
    const sealed = new IdSet();
    const last = await readSeals(tx, sealed, { sink, condition });
    await readUnsealed(tx, sealed, { sink, condition });
    return last;
  });
}

async function readSeals(tx: Tx, sealed: IdSet, { sink, condition }: Reading): Promise<Seal | null> {
  let last: Seal | null = null;
  for (;;) {
    const seals: Seal[] = await sealsAfter(tx, last?.batch ?? 0, verifyLimits.sealsAtOnce);
    for (const seal of seals) {
      await sink({ kind: 'seal', seal });
      for (const id of seal.ids) sealed.add(id);
      const entries = Map.groupBy(await entriesNumbered(tx, seal, condition), ({ id }) => id);
      for (const entry of seal.ids.flatMap((id) => entries.get(id) ?? [])) await sink({ kind: 'entry', entry });
      last = seal;
    }
    if (seals.length === 0) return last;
  }
}

/** Entries that no seal has: they wait for one, or came in another way than acts do. */
async function readUnsealed(tx: Tx, sealed: IdSet, { sink, condition }: Reading): Promise<void> {
  for (let after = 0; ; ) {
    const page = await unsealedPage(tx, after, verifyLimits.idsAtOnce);
    if (page.length === 0) return;
    const strays = page.filter(({ id }, index) => !sealed.has(id) || page[index - 1]?.id === id);
    const waiting = new Set(strays.filter(({ isWaiting }) => isWaiting).map(({ id }) => id));
    for (const entry of await entriesUnsealed(
      tx,
      strays.map(({ id }) => id),
      condition,
    ))
      await sink({ kind: 'unsealed', entry, isWaiting: waiting.has(entry.id) });
    after = page.at(-1)!.id;
  }
}

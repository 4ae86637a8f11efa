import type { RawBuilder } from 'kysely';
import type { Database } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import { BesideChain } from './beside-chain.ts';
import type { ChainRecord } from './chain-record.ts';
import { zeroDigest } from './entry.ts';
import { readChain } from './read-chain.ts';
import { signHead } from './root.ts';
import { entriesThrough } from './seal.ts';
import type { SigningKey } from './signing-key.ts';

interface Export {
  readonly sink: (record: ChainRecord) => void | Promise<void>;
  /** Only entries that meet it. */
  readonly condition?: RawBuilder<unknown> | undefined;
}

/** The audit as records that can be checked elsewhere, ended by what we sign for: up to where it goes, and whether it is all. */
export async function exportAudit(
  { database, key, clock }: { readonly database: Database; readonly key: SigningKey; readonly clock: Clock },
  { sink, condition }: Export,
): Promise<void> {
  const isPart = condition !== undefined;
  const exportedAt = clock.now().toISOString();
  await sink({ kind: 'audit', version: 1, exportedAt, isPart });
  const beside = new BesideChain();
  const noted = (record: ChainRecord) => {
    beside.note(record);
    return sink(record);
  };
  const last = await readChain(database, { sink: noted, condition });
  const end =
    last === null ? { batch: 0, entries: 0, hash: zeroDigest } : { batch: last.batch, entries: entriesThrough(last), hash: last.hash };
  await sink({ kind: 'end', head: signHead(key, { ...end, isPart, beside: beside.digest(), signedAt: exportedAt }) });
}

import { inTransaction, openDatabase } from '#io/database.ts';
import { createTestDatabase } from '#test/helpers/test-database.ts';
import { recordActs } from '../audit-sql.ts';
import type { ChainRecord } from '../chain-record.ts';
import { ChainVerifier, type Verdict } from '../chain-verifier.ts';
import { readChain } from '../read-chain.ts';
import { sealEntries } from '../seal-entries.ts';
import { signRootOfYesterday } from '../sign-root.ts';
import { signingKey, type VerifyingKey } from '../signing-key.ts';

/** A database with an audit, and both roles at hand: the application's, and the owner's that may do anything to it. */
export async function openAuditHouse() {
  const test = await createTestDatabase();
  const owner = openDatabase(test.owner, { poolSize: 2, applicationName: 'owner', onIdleError: () => undefined });
  const { database } = test;
  const key = signingKey(Buffer.alloc(32, 7));

  /** As if nothing had been recorded. */
  async function clear(): Promise<void> {
    await owner.pool.query(`DELETE FROM audit; DELETE FROM audit_unsealed; DELETE FROM audit_seal; DELETE FROM audit_root; DELETE FROM audit_pruning;
      DELETE FROM audit_tally; ALTER SEQUENCE audit_entry_id RESTART`);
  }

  async function record(...reasons: string[]): Promise<void> {
    const acts = reasons.map((reason) => ({ actorAccountId: null, act: 'account.lock', target: null, detail: { reason } }) as const);
    await inTransaction(database, (tx) => recordActs(tx, acts));
  }

  /** Seals of at most so many entries, until nothing waits. */
  async function sealAll(entriesMax?: number): Promise<void> {
    while ((await sealEntries(database, entriesMax)).state === 'sealed');
  }

  const sealOne = (entriesMax: number) => sealEntries(database, entriesMax);

  /** The root of the day before this one. */
  const sign = (on: Date = new Date(Date.now() + 86_400_000), by = key) =>
    signRootOfYesterday({ database, key: by, clock: { now: () => on } });

  async function records(): Promise<ChainRecord[]> {
    const found: ChainRecord[] = [];
    await readChain(database, { sink: (one) => void found.push(one) });
    return found;
  }

  async function verify(...keys: readonly VerifyingKey[]): Promise<Verdict> {
    const verifier = new ChainVerifier(keys.length > 0 ? keys : [key]);
    await readChain(database, { sink: (one) => verifier.accept(one) });
    return verifier.verdict();
  }

  return {
    ...{ address: test.address, database, owner, key, clear, record, sealAll, sealOne, sign, records, verify },
    asOwner: (query: string) => owner.pool.query<Record<string, unknown>>(query),
    rows: async (query: string) => (await database.pool.query<Record<string, unknown>>(query)).rows,
    async [Symbol.asyncDispose]() {
      await owner.close();
      await test[Symbol.asyncDispose]();
    },
  };
}

export type AuditHouse = Awaited<ReturnType<typeof openAuditHouse>>;

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { ChainVerifier } from '#directory/audit/chain-verifier.ts';
import { readChain } from '#directory/audit/read-chain.ts';
import { signingKey } from '#directory/audit/signing-key.ts';
import { inTransaction, openDatabase } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { startAuditSealing } from './audit-sealing.ts';

let test: TestDatabase;
const logged: Record<string, unknown>[] = [];
const note = (fields: Record<string, unknown>) => logged.push(fields);
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const count = async (query: string) =>
  Number((await test.database.pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${query}`)).rows[0]?.n);

describe('sealing, by two processes at once', () => {
  it('chains what is recorded meanwhile, turns counts that are over into entries, signs one root, and says so once', async () => {
    const { database } = test;
    const auditKey = signingKey(Buffer.alloc(32, 5));
    await database.pool.query(`INSERT INTO audit_tally VALUES (now() - interval '2 h', now() - interval '1 h', 'session.sign-in-failed',
      0, 0, 'imap', '10.0.0.1', '', '', 7, now() - interval '2 h', now() - interval '90 min')`);
    {
      await using _one = startAuditSealing({ database, auditKey, log }, 5);
      await using _other = startAuditSealing({ database, auditKey, log }, 7);
      for (let act = 0; act < 20; act += 1)
        await inTransaction(database, (tx) => recordAct(tx, { actorAccountId: null, act: 'account.lock', target: null, detail: { act } }));
      await waitUntil('all is sealed', async () => (await count('audit')) === 21 && (await count('audit_unsealed')) === 0);
      await waitUntil('a root is signed', async () => logged.length > 0);
    }
    const verifier = new ChainVerifier([auditKey]);
    await readChain(database, { sink: (record) => verifier.accept(record) });
    expect(verifier.verdict()).toMatchObject({ findings: [], entries: 21, waiting: 0, roots: 1 });
    expect(logged).toEqual([{ event: 'jobs.audit-root-signed', root: expect.objectContaining({ number: 1, key: auditKey.fingerprint }) }]);
  });

  it('says when the key is another than before', async () => {
    logged.length = 0;
    await using owner = openDatabase(test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
    await owner.pool.query('UPDATE audit_root SET day = day - 1');
    {
      await using _one = startAuditSealing({ database: test.database, auditKey: signingKey(Buffer.alloc(32, 6)), log }, 5);
      await waitUntil('the key is told of', async () => logged.length >= 2);
    }
    expect(logged.map(({ event }) => event)).toEqual(['jobs.audit-root-signed', 'jobs.audit-key-new']);
  });
});

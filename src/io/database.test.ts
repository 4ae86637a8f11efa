import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import {
  afterCommit,
  attemptInTransaction,
  type Database,
  inTransaction,
  isRolledBack,
  openDatabase,
  queryIn,
  queryOn,
  rehearseInTransaction,
  sendIn,
  sql,
  tablesIn,
  tablesOf,
} from './database.ts';

interface Tables {
  domain: { name: string };
}

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test[Symbol.asyncDispose]());

const names = async () =>
  (await tablesOf<Tables>(database).selectFrom('domain').select('name').orderBy('name').execute()).map((row) => row.name);
const insert = { name: 'test-insert-domain', text: 'INSERT INTO domain (name) VALUES ($1)' };

describe('a transaction', () => {
  it('that throws leaves nothing and gives its connection back', async () => {
    const fault = new Error('fault');
    for (let turn = 0; turn < 20; turn++) {
      const failing = inTransaction(database, async (tx) => {
        await queryIn(tx, insert, ['never.test']);
        throw fault;
      });
      await expect(failing).rejects.toBe(fault);
    }
    expect(await names()).toEqual([]);
    expect(database.pool.waitingCount).toBe(0);
  });

  it('that passes over a failed statement is a fault, never taken for committed', async () => {
    const passedOver = inTransaction(database, async (tx) => {
      await queryIn(tx, insert, ['passed-over.test']);
      await queryIn(tx, { name: 'test-fails', text: 'SELECT 1/0' }, []).catch(() => undefined);
      return 'done';
    });
    await expect(passedOver).rejects.toThrow('ROLLBACK');
    expect(await names()).toEqual([]);
  });

  it('is known to have left nothing by its fault, unless the connection broke at COMMIT or it had committed', async () => {
    const faultOf = (work: Parameters<typeof inTransaction<unknown>>[1]) => inTransaction(database, work).catch((fault: unknown) => fault);
    const ofWork = async () => {
      throw new Error('fault');
    };
    const passedOver = (tx: Tx) => queryIn(tx, { name: 'test-nothing', text: 'SELECT 1/0' }, []).catch(() => undefined);
    const last = async (tx: Tx) => sendIn(tx, { name: 'test-last', text: 'SELECT 1/0' }, []);
    for (const work of [ofWork, passedOver, last]) expect(isRolledBack(await faultOf(work))).toBe(true);
    const broken = async (tx: Tx) => sendIn(tx, { name: 'test-end', text: 'SELECT pg_terminate_backend(pg_backend_pid())' }, []);
    const committed = async (tx: Tx) =>
      afterCommit(tx, () => {
        throw new Error('after');
      });
    for (const work of [broken, committed]) {
      const fault = await faultOf(work);
      expect(fault).toBeInstanceOf(Error);
      expect(isRolledBack(fault)).toBe(false);
    }
    expect(isRolledBack(new Error('of none'))).toBe(false);
  });

  it('that is rehearsed answers what it would come to, and leaves nothing', async () => {
    const rehearsed = await rehearseInTransaction(database, async (tx) => {
      await queryIn(tx, insert, ['rehearsed.test']);
      return ok((await queryIn(tx, { name: 'test-count', text: `SELECT FROM domain WHERE name = 'rehearsed.test'` }, [])).length);
    });
    expect(rehearsed).toEqual({ ok: true, value: 1 });
    expect(await rehearseInTransaction(database, async () => refused(refusal('conflict', 'no')))).toMatchObject({ ok: false });
    await expect(rehearseInTransaction(database, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await names()).not.toContain('rehearsed.test');
  });

  it('whose connection breaks rejects, the process lives on and the pool replaces the connection', async () => {
    const terminate = 'SELECT pg_terminate_backend(pg_backend_pid())';
    for (const waits of [false, true]) {
      const broken = inTransaction(database, async (tx) => {
        await queryIn(tx, insert, ['broken.test']);
        const end = queryIn(tx, { name: 'test-terminate', text: terminate }, []);
        if (waits) await end;
        else await end.catch(() => new Promise((resolve) => setTimeout(resolve, 20))); // the event comes while nothing is asked
      });
      await expect(broken).rejects.toThrow();
    }
    expect(await names()).toEqual([]);
  });

  it('is one for Kysely and for hot statements, and is seen by others only when committed', async () => {
    await inTransaction(database, async (tx) => {
      await queryIn(tx, insert, ['hot.test']);
      await tablesIn<Tables>(tx).insertInto('domain').values({ name: 'kysely.test' }).execute();
      const inside = await tablesIn<Tables>(tx).selectFrom('domain').select('name').execute();
      expect(inside).toHaveLength(2);
      expect(await names()).toEqual([]);
    });
    expect(await names()).toEqual(['hot.test', 'kysely.test']);
  });
});

describe('a statement sent without waiting', () => {
  const fails = { name: 'test-fails-when-sent', text: 'SELECT 1/0' };
  const neverParsed = { name: 'test-first-used-in-a-failed-transaction', text: 'SELECT 2 AS two' };

  it('that fails, fails the transaction, even as its last', async () => {
    const failing = inTransaction(database, async (tx) => {
      sendIn(tx, insert, ['sent.test']);
      sendIn(tx, fails, []);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await names()).not.toContain('sent.test');
  });

  it('that fails is told as what it was, though later ones were answered that the transaction is aborted', async () => {
    const failing = inTransaction(database, async (tx) => {
      sendIn(tx, fails, []);
      sendIn(tx, insert, ['after.test']);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await names()).not.toContain('after.test');
  });

  it('that fails is told as what it was, also to what is asked and waited for after it', async () => {
    const failing = inTransaction(database, async (tx) => {
      sendIn(tx, fails, []);
      await queryIn(tx, insert, ['asked-after.test']);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await names()).not.toContain('asked-after.test');
  });

  it('is gone with a refusal, and one that failed then is no fault of the process', async () => {
    const outcome = await attemptInTransaction(database, async (tx) => {
      sendIn(tx, insert, ['sent-and-refused.test']);
      sendIn(tx, fails, []);
      return refused(refusal('conflict', 'No'));
    });
    expect(outcome.ok).toBe(false);
    expect(await names()).not.toContain('sent-and-refused.test');
  });

  it('is seen by what is asked after it', async () => {
    const seen = await inTransaction(database, async (tx) => {
      sendIn(tx, insert, ['seen.test']);
      return queryIn(tx, { name: 'test-seen', text: "SELECT FROM domain WHERE name = 'seen.test'" }, []);
    });
    expect(seen).toHaveLength(1);
    await queryOn(database, { name: 'test-unseen', text: "DELETE FROM domain WHERE name = 'seen.test'" }, []);
  });

  it('leaves statements usable that were first prepared in the failed transaction', async () => {
    await using one = openDatabase(test.address, { poolSize: 1, applicationName: 'test', onIdleError: () => undefined });
    const failing = inTransaction(one, async (tx) => {
      sendIn(tx, fails, []);
      sendIn(tx, neverParsed, []);
      sendIn(tx, neverParsed, []);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await queryOn(one, neverParsed, [])).toEqual([{ two: 2 }]);
  });

  it('on a connection that breaks rejects, whatever else was under way', async () => {
    const broken = inTransaction(database, async (tx) => {
      sendIn(tx, { name: 'test-terminate', text: 'SELECT pg_terminate_backend(pg_backend_pid())' }, []);
      sendIn(tx, insert, ['broken.test']);
    });
    await expect(broken).rejects.toThrow();
    expect(await names()).not.toContain('broken.test');
  });
});

describe('a transaction that refuses', () => {
  it('rolls back what was done before, and answers the refusal', async () => {
    const outcome = await attemptInTransaction(database, async (tx) => {
      await queryIn(tx, insert, ['refused.test']);
      return refused(refusal('conflict', 'No'));
    });
    expect(outcome).toEqual({ ok: false, refusal: { kind: 'conflict', message: 'No' } });
    expect(await names()).not.toContain('refused.test');
  });

  it('still throws faults, and answers values', async () => {
    await expect(attemptInTransaction(database, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await attemptInTransaction(database, async () => ok(7))).toEqual({ ok: true, value: 7 });
  });
});

describe('values from the database', () => {
  it('are numbers for bigint, never rounded, and text for dates', async () => {
    const one = async (text: string) =>
      (await sql<{ value: unknown }>`SELECT ${sql.raw(text)} AS value`.execute(database.kysely)).rows[0]!.value;
    expect(await one('9007199254740991::bigint')).toBe(Number.MAX_SAFE_INTEGER);
    await expect(one('9007199254740992::bigint')).rejects.toThrow(RangeError);
    expect(await one("'2026-11-22'::date")).toBe('2026-11-22');
  });
});

describe('a pool', () => {
  it('outlives a connection that the server ends as soon as it is made', async () => {
    await using other = openDatabase(test.address, { poolSize: 1, applicationName: 'test', onIdleError: () => undefined });
    // After the pool has let go of it, and before whoever asked has it.
    other.pool.once('connect', (client) => queueMicrotask(() => client.emit('error', new Error('ended as it began'))));
    const one = () => inTransaction(other, (tx) => queryIn(tx, { name: 'database-test-one', text: 'SELECT 1 AS one' }, []));
    await one().catch(() => undefined);
    expect(await one()).toEqual([{ one: 1 }]);
  });

  it('tells of an idle connection that broke, and no more once it is being closed', async () => {
    const told: Error[] = [];
    const one = openDatabase(test.address, { poolSize: 1, applicationName: 'test', onIdleError: (error) => told.push(error) });
    await queryOn(one, { name: 'test-opens', text: 'SELECT 1' }, []);
    one.pool.emit('error', new Error('broke'), {} as never);
    expect(told).toHaveLength(1);
    const closing = one.close();
    one.pool.emit('error', new Error('terminating connection due to administrator command'), {} as never);
    await closing;
    expect(told).toHaveLength(1);
  });

  it('is closed with its connections when Kysely never asked it for one, and once however often', async () => {
    const one = openDatabase(test.address, { poolSize: 2, applicationName: 'test', onIdleError: () => undefined });
    await inTransaction(one, (tx) => queryIn(tx, { name: 'database-test-close', text: 'SELECT 1' }, []));
    expect(one.pool.totalCount).toBe(1);
    await Promise.all([one.close(), one.close()]);
    await one.close();
    expect([one.pool.ended, one.pool.totalCount]).toEqual([true, 0]);
  });

  it('makes a caller wait no longer than the limit when the server is not there, and says so', async () => {
    await using gone = openDatabase(
      { socketDir: '/nonexistent', port: 1, user: 'x', database: 'x' },
      { poolSize: 1, applicationName: 'test', onIdleError: () => undefined },
    );
    await expect(queryOn(gone, { name: 'test-gone', text: 'SELECT 1' }, [])).rejects.toThrow();
    await expect(inTransaction(gone, async () => 1)).rejects.toThrow();
  });
});

import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { inTransaction, sql, tablesIn } from '#io/database.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { watchAccessGeneration } from './access-generation.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

async function watched(pollMs?: number, tellAgainMs?: number) {
  const moves: number[] = [];
  const errors: Error[] = [];
  const generation = await watchAccessGeneration(test.database, {
    ...(pollMs === undefined ? {} : { pollMs }),
    ...(tellAgainMs === undefined ? {} : { tellAgainMs }),
    onMoved: (to) => moves.push(to),
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => generation[Symbol.asyncDispose]());
  return { generation, moves, errors };
}

const bump = () => inTransaction(test.database, bumpAccessGeneration);
const setBare = (to: number) => sql`UPDATE access_generation SET generation = ${to}`.execute(test.database.kysely);

describe('the access generation', () => {
  it('does not move when the transaction is rolled back', async () => {
    const { generation, moves } = await watched();
    const before = generation.current();
    const work = inTransaction(test.database, async (tx) => {
      await bumpAccessGeneration(tx);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    const after = await bump();
    await vi.waitFor(() => expect(generation.current()).toBe(after));
    expect([after, moves]).toEqual([before + 1, [after]]);
  });

  it('is unknown, so not fresh, while the database does not answer; and is known again afterwards', async () => {
    const { generation, errors } = await watched(20);
    await inTransaction(test.database, async (tx) => {
      await sql`LOCK TABLE access_generation IN ACCESS EXCLUSIVE MODE`.execute(tablesIn(tx));
      await vi.waitFor(() => expect(generation.isFresh()).toBe(false), 5000);
      expect(await generation.refresh()).toBe(false);
      expect(errors.length).toBeGreaterThan(0);
    });
    await vi.waitFor(() => expect(generation.isFresh()).toBe(true), 5000);
  });

  it.each([
    ['once while that lasts', undefined, (told: number) => told === 1],
    ['again after a while', 0, (told: number) => told > 1],
  ])('is said to be unreadable %s', async (_when, tellAgainMs, isEnough) => {
    const { generation, errors } = await watched(5, tellAgainMs);
    await inTransaction(test.database, async (tx) => {
      await sql`LOCK TABLE access_generation IN ACCESS EXCLUSIVE MODE`.execute(tablesIn(tx));
      // Three attempts of our own, besides those of the poll.
      for (let attempt = 0; attempt < 3; attempt++) await vi.waitFor(async () => expect(await generation.refresh()).toBe(false), 5000);
    });
    expect(errors.length).toSatisfy(isEnough);
    await vi.waitFor(() => expect(generation.isFresh()).toBe(true), 5000);
  });

  it('is followed again after its connection was cut', async () => {
    const { generation, errors } = await watched(20);
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query ~ 'access_generation|congthu_access' AND pid <> pg_backend_pid()`.execute(
      test.database.kysely,
    );
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), 5000);
    const after = await bump();
    await vi.waitFor(() => expect(generation.current()).toBe(after), 5000);
  });

  it('is heard of at once, without waiting for the next poll', async () => {
    const { generation, moves } = await watched(3_600_000);
    const after = await bump();
    await vi.waitFor(() => expect(generation.current()).toBe(after), 5000);
    expect(moves).toEqual([after]);
  });

  it('is found by polling when the notice is lost', async () => {
    const { generation } = await watched(20);
    const to = generation.current() + 100;
    await setBare(to);
    await vi.waitFor(() => expect(generation.current()).toBe(to), 5000);
  });

  it('is read when asked for after a pause', async () => {
    const { generation } = await watched(3_600_000);
    await vi.waitFor(() => expect(generation.isFresh()).toBe(false), 5000);
    const to = generation.current() + 100;
    await setBare(to);
    expect(await generation.refresh()).toBe(true);
    expect(generation.current()).toBe(to);
  });

  it('counts every one of many bumps at the same time', async () => {
    const { generation } = await watched();
    const before = generation.current();
    await Promise.all(Array.from({ length: 20 }, bump));
    await vi.waitFor(() => expect(generation.current()).toBe(before + 20), 5000);
  });
});

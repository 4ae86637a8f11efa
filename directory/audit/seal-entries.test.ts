import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectionConfig, inTransaction, openDatabase } from '#io/database.ts';
import { recordAct } from './audit-sql.ts';
import { digestOf } from './entry.ts';
import { sealEntries } from './seal-entries.ts';
import { takeChain } from './seal-sql.ts';
import { type AuditHouse, openAuditHouse } from './testing/audit-house.ts';

let house: AuditHouse;
beforeEach(async () => {
  house = await openAuditHouse();
});
afterEach(() => house[Symbol.asyncDispose]());

const sealedIds = async () => (await house.rows('SELECT batch, to_json(ids) AS ids FROM audit_seal ORDER BY batch')).map(({ ids }) => ids);
const locking = { actorAccountId: null, act: 'account.lock', target: null, detail: {} } as const;

/** A transaction that has recorded an act and commits when told. */
function openAct() {
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
  const { promise: recorded, resolve } = Promise.withResolvers<void>();
  const committed = inTransaction(house.database, async (tx) => {
    await recordAct(tx, locking);
    resolve();
    await mayCommit;
  });
  return { recorded, committed, commit };
}

describe('sealing', () => {
  it('makes no seal of nothing, nor of what was rolled back', async () => {
    const failed = inTransaction(house.database, async (tx) => {
      await recordAct(tx, locking);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await sealEntries(house.database)).toEqual({ state: 'idle' });
    expect(await sealedIds()).toEqual([]);
  });

  it('leaves out no entry that commits after entries with higher numbers were sealed', async () => {
    const early = openAct();
    await early.recorded;
    await house.record('later');
    await house.sealAll();
    expect(await sealedIds()).toEqual([[2]]);
    early.commit();
    await early.committed;
    await house.record('last');
    await house.sealAll();
    expect(await sealedIds()).toEqual([[2], [1, 3]]);
    expect(await house.verify()).toMatchObject({ findings: [], entries: 3, waiting: 0 });
  });

  it('chains every entry once, however transactions overlap while it goes on', async () => {
    let isOver = false;
    const writer = async (name: string) => {
      for (let round = 0; round < 25; round += 1)
        await inTransaction(house.database, async (tx) => {
          await recordAct(tx, { ...locking, detail: { name, round } });
          await pause((round * 7) % 5);
          if (round % 6 === 5) throw new Error('rolled back');
        }).catch(() => undefined);
    };
    const sealer = async () => {
      while (!isOver) await sealEntries(house.database, 7);
    };
    const sealing = [sealer(), sealer()];
    await Promise.all(['a', 'b', 'c', 'd'].map(writer));
    isOver = true;
    await Promise.all(sealing);
    await house.sealAll();
    expect(await house.verify()).toMatchObject({ findings: [], entries: 4 * 21, waiting: 0 });
  });

  it('is done by one at a time: another has nothing to do meanwhile', async () => {
    await house.record('one');
    await inTransaction(house.database, async (tx) => {
      expect(await takeChain(tx)).toBe(true);
      expect(await sealEntries(house.database)).toEqual({ state: 'busy' });
      expect(await house.sign()).toBeNull();
    });
    expect(await sealEntries(house.database)).toMatchObject({ state: 'sealed' });
  });

  it('killed in the middle has done nothing, and the next one does it all', async () => {
    await house.record('one', 'two');
    const victim = new pg.Client(connectionConfig(house.address));
    victim.on('error', () => undefined);
    await victim.connect();
    await victim.query('BEGIN; SELECT pg_advisory_xact_lock(7214014); DELETE FROM audit_unsealed');
    await victim.query(
      `INSERT INTO audit_seal VALUES (1, '2026-01-01', now(), 1, '{1,2}', sha256('a') || sha256('b'), sha256(''), sha256(''))`,
    );
    expect(await sealEntries(house.database)).toEqual({ state: 'busy' });
    const pid = (victim as unknown as { processID: number }).processID;
    await house.asOwner(`SELECT pg_terminate_backend(${pid})`);
    await expect.poll(() => sealEntries(house.database)).toMatchObject({ state: 'sealed' });
    expect(await sealedIds()).toEqual([[1, 2]]);
    expect((await house.verify()).findings).toEqual([]);
  });

  it('killed anywhere, again and again, leaves out no entry and seals none twice', async () => {
    const victim = openDatabase(house.address, { poolSize: 1, applicationName: 'victim', onIdleError: () => undefined });
    const kill = () =>
      house.asOwner(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim' AND datname = current_database()",
      );
    for (let round = 0; round < 25; round += 1) {
      await house.record(...Array.from({ length: 40 }, (_, act) => `${round} ${act}`));
      const dying = sealEntries(victim, 10).then(
        () => sealEntries(victim, 10),
        () => undefined,
      );
      await pause(round % 9);
      await kill();
      await dying.catch(() => undefined);
    }
    await victim.close();
    await house.sealAll();
    expect(await house.verify()).toMatchObject({ findings: [], entries: 1_000, waiting: 0 });
  });

  it('goes by small seals when much waits, each of one month', async () => {
    await house.record('a', 'b', 'c');
    await house.asOwner(
      "INSERT INTO audit (at, act) VALUES ('2026-01-31 23:59:59+07', 'account.lock'), ('2026-02-01 00:00+07', 'account.lock')",
    );
    await house.record('d');
    await house.sealAll(2);
    expect(await sealedIds()).toEqual([[1, 2], [3], [4], [5], [6]]);
    expect((await house.verify()).findings).toEqual([]);
  });

  it('says for ever that an entry was gone before it was sealed', async () => {
    await house.record('a', 'b');
    await house.asOwner('DELETE FROM audit WHERE id = 1');
    await house.sealAll();
    const { findings, found } = await house.verify();
    expect({ findings, found }).toEqual({ findings: [{ what: 'entry-gone', subject: 1, detail: '' }], found: 1 });
  });

  it('hashes each entry as anybody can: SHA-256 of its RFC 8785 form, nothing that is null in it', async () => {
    await house.record('nghỉ việc');
    await house.sealAll();
    const entry = (await house.records()).flatMap((one) => (one.kind === 'entry' ? [one.entry] : []))[0]!;
    expect(Object.keys(entry).sort()).toEqual(['act', 'at', 'detail', 'id', 'program']);
    expect(entry.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    const [{ digest }] = (await house.rows(
      `SELECT encode(sha256(convert_to(format('{"act":"account.lock","at":"%s","detail":{"reason":"nghỉ việc"},"id":1,"program":"test"}', '${entry.at}'), 'UTF8')), 'hex') AS digest`,
    )) as [{ digest: string }];
    expect(digestOf(entry)).toBe(digest);
  });
});

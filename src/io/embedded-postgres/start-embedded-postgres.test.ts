import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, isRoot, TestDataDir } from './data-dir.fixture.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';

let dataDir: TestDataDir;
beforeAll(async () => {
  dataDir = await TestDataDir.make();
});
afterAll(() => dataDir[Symbol.asyncDispose]());

describe('starting is refused', () => {
  it('for a relative data folder', async () => {
    await expect(dataDir.start({ dataDir: 'data' })).rejects.toThrow('absolute');
  });

  it('for a data folder that does not exist, naming it', async () => {
    await expect(dataDir.start({ dataDir: '/nowhere/congthu' })).rejects.toThrow('/nowhere/congthu');
  });

  it('for an OS user that does not exist or may not be taken, naming it', async () => {
    await expect(dataDir.start({ osUser: 'no-such-user' })).rejects.toThrow('"no-such-user"');
    await expect(dataDir.start({ osUser: 'root' })).rejects.toThrow('"root"');
  });

  it('while another start uses the data folder', async () => {
    await using running = await dataDir.start();
    await expect(dataDir.start()).rejects.toThrow(`process ${process.pid}`);
    expect(await ask(running, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('with the last lines of the log of a server that does not start, and leaves the folder free', async () => {
    await expect(dataDir.start({ maxConnections: 0 })).rejects.toThrow(/0 is outside the valid range for parameter "max_connections"/);
    await (await dataDir.start()).stop('immediate');
  });

  it('for a cluster of another major version, naming both', async () => {
    const versionFile = join(dataDir.path, 'postgres/cluster/PG_VERSION');
    const actual = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '17\n');
    try {
      await expect(dataDir.start()).rejects.toThrow(/PostgreSQL 17, .* PostgreSQL 18/);
    } finally {
      await writeFile(versionFile, actual);
    }
  });
});

describe('a running server', () => {
  let running: EmbeddedPostgres;
  beforeAll(async () => {
    running = await dataDir.start();
  });
  afterAll(() => running.stop('fast'));

  it('listens on a unix socket in a private folder only', async () => {
    const folder = await stat(running.socketDir);
    expect(folder.mode & 0o777).toBe(0o700);
    expect(folder.uid === 0).toBe(false);
    expect(await ask(running, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  it('does not run as root, and is itself when we are not root', async () => {
    const status = await readFile(`/proc/${running.pid}/status`, 'utf8');
    const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
    if (isRoot) expect(uid).toBeGreaterThan(0);
    else expect(uid).toBe(process.getuid?.());
  });

  it('is in a session of its own, out of reach of Ctrl-C', async () => {
    const sessionOf = async (pid: number) => (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3];
    expect(await sessionOf(running.pid)).toBe(String(running.pid));
    expect(await sessionOf(process.pid)).not.toBe(String(running.pid));
  });

  it('is durable, UTF-8, checksummed and ordered by bytes', async () => {
    const names = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding', 'lc_messages', 'timezone'];
    const rows = await ask<Record<string, string>>(
      running,
      `SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`,
    );
    expect(rows[0]).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      lc_messages: 'C',
      timezone: 'UTC',
    });
    const order = await ask(
      running,
      "SELECT string_agg(word, '' ORDER BY word) AS word FROM (VALUES ('b'), ('B'), ('ă'), ('a')) AS t(word)",
    );
    expect(order).toEqual([{ word: 'Babă' }]);
  });

  it('keeps statements and rows that fail out of its log', async () => {
    await ask(running, 'CREATE TABLE held (secret text CHECK (secret = null::text IS TRUE))');
    await expect(ask(running, "INSERT INTO held VALUES ('hunter2')")).rejects.toThrow('check constraint');
    expect(await readFile(join(dataDir.path, 'postgres.log'), 'utf8')).not.toContain('hunter2');
  });
});

it('keeps data from one start to the next, and stops more than once without harm', async () => {
  const first = await dataDir.start();
  await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await Promise.all([first.stop('fast'), first.stop('fast')]);
  expect(await first.exited).toMatchObject({ code: 0, expected: true });
  await using second = await dataDir.start();
  expect(await ask(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

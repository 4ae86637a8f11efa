import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists } from '../file-errors.ts';
import { ask, isRoot, TestDataDir } from './data-dir.fixture.ts';

it('refuses to begin anew when the recorded place of the database is gone', async () => {
  await using dataDir = await TestDataDir.make();
  await writeFile(join(dataDir.path, 'postgres.location'), '/var/lib/congthu/gone\n');
  await expect(dataDir.start()).rejects.toThrow('/var/lib/congthu/gone, which is gone');
  await rm(join(dataDir.path, 'postgres.location'));
});

// What a data folder behind a closed door means depends on who starts: both are tested, each where it can happen.
if (isRoot)
  describe('started as root below a folder closed to others', () => {
    it('places the cluster under /var/lib/congthu, finds them again, and opens no door', async () => {
      await using dataDir = await TestDataDir.make(0o700);
      const first = await dataDir.start();
      await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await first.stop('fast');
      const home = (await readFile(join(dataDir.path, 'postgres.location'), 'utf8')).trim();
      expect(home).toMatch(/^\/var\/lib\/congthu\/[0-9a-f]{16}$/);
      expect(dataDir.events).toContain('postgres.cluster-elsewhere');
      expect(await exists(join(dataDir.path, 'postgres'))).toBe(false);
      expect((await stat(dataDir.path)).mode & 0o777).toBe(0o700);
      await using second = await dataDir.start();
      expect(await ask(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    });

    it('refuses a cluster that could be reached before, saying how to help', async () => {
      await using dataDir = await TestDataDir.make();
      await (await dataDir.start()).stop('fast');
      await chmod(dataDir.path, 0o700);
      await expect(dataDir.start()).rejects.toThrow(/"nobody" cannot reach .*chmod o\+x/);
    });
  });
else
  describe('started by an ordinary user below a folder closed to others', () => {
    it('places the cluster in the data folder', async () => {
      await using dataDir = await TestDataDir.make(0o700);
      await using running = await dataDir.start();
      expect(running.socketDir).toBe(join(dataDir.path, 'postgres/run'));
    });
  });

describe('a data folder with a path too long for a unix socket', () => {
  it('has its socket in a short private folder', async () => {
    await using dataDir = await TestDataDir.make(0o711, 'x'.repeat(120));
    await mkdir(dataDir.path);
    await using running = await dataDir.start();
    expect(dataDir.events).toContain('postgres.socket-dir-elsewhere');
    expect(await ask(running, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await running.stop('fast');
    await rm(running.socketDir, { recursive: true });
  });
});

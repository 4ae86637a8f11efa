import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolderInUse, takeSupervisorLock } from './supervisor-lock.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'congthu-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

it('is held by one of many that try at once', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => takeSupervisorLock(dataDir)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DataFolderInUse);
});

it('is free again after release, and leaves nothing behind', async () => {
  for (let round = 0; round < 3; round++) await (await takeSupervisorLock(dataDir)).release();
  expect(await readdir(dataDir)).toEqual([]);
});

it.each([
  ['a pid that no process has', (own: string) => own.replace(/^\d+/, '4194304')],
  ['a pid that another process has by now', (own: string) => own.replace(/ \d+ /, ' 1 ')],
  ['a process of another boot', (own: string) => own.replace(/ \S+\n$/, ' 00000000-0000-0000-0000-000000000000\n')],
  ['a torn line', () => ''],
])('of %s does not count', async (_what, forge) => {
  const path = join(dataDir, 'postgres.lock');
  const held = await takeSupervisorLock(dataDir);
  const own = await readFile(path, 'utf8');
  await held.release();
  await writeFile(path, forge(own));
  await (await takeSupervisorLock(dataDir)).release();
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exists } from '../file-errors.ts';
import { ask, TestDataDir, testOsUser } from './data-dir.fixture.ts';

let dataDir: TestDataDir;
beforeAll(async () => {
  dataDir = await TestDataDir.make();
});
afterAll(() => dataDir[Symbol.asyncDispose]());

async function startInAnotherProcess() {
  const script = fileURLToPath(new URL('./supervisor.fixture.ts', import.meta.url));
  const process_ = spawn(process.execPath, [script, dataDir.path, ...Object.values(testOsUser)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(process_.stdout), 'line')) as [string];
  const server: { socketDir: string; port: number; pid: number } = JSON.parse(line);
  return { process: process_, server };
}

it('is stopped and started anew after kill -9 of its supervisor, with all that was acknowledged', async () => {
  const orphaned = await startInAnotherProcess();
  await ask(orphaned.server, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await expect(dataDir.start()).rejects.toThrow(`process ${orphaned.process.pid}`);
  orphaned.process.kill('SIGKILL');
  await once(orphaned.process, 'exit');
  expect(await exists(`/proc/${orphaned.server.pid}`)).toBe(true);

  await using running = await dataDir.start();
  expect(dataDir.events).toContain('postgres.orphan-stopped');
  expect(running.pid).not.toBe(orphaned.server.pid);
  expect(await ask(running, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

it('is not seen in a stale pid file whose pid now belongs to another program', async () => {
  await (await dataDir.start()).stop('fast');
  await writeFile(join(dataDir.path, 'postgres/cluster/postmaster.pid'), `${process.pid}\n`);
  await writeFile(join(dataDir.path, 'postgres/run/.s.PGSQL.5432.lock'), `${process.pid}\n`);
  await using running = await dataDir.start();
  expect(await ask(running, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('tells of a server that dies, and the next start recovers', async () => {
  const running = await dataDir.start();
  await ask(running, 'CREATE TABLE survived AS SELECT 7 AS n');
  process.kill(running.pid, 'SIGKILL');
  expect(await running.exited).toMatchObject({ signal: 'SIGKILL', expected: false });
  expect(dataDir.events).toContain('postgres.died');
  await using again = await dataDir.start();
  expect(await ask(again, 'SELECT n FROM survived')).toEqual([{ n: 7 }]);
});

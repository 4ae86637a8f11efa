import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeEmbeddedCluster } from '#io/embedded-postgres/remove-cluster.ts';
import { CongthuProcess, runCongthu } from '#test/helpers/congthu-process.ts';
import { findPortBase } from '#test/helpers/port-base.ts';
import { descendantsOf, isRunning } from '#test/helpers/process-tree.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { services } from './ports.ts';

let folder: string;
let dataDir: string;
let where: string[];
let portBase: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-test-start-'));
  await chmod(folder, 0o711);
  dataDir = join(folder, 'data');
  portBase = await findPortBase();
  await configure({});
});

afterEach(async () => {
  if ((await readdir(folder)).includes('data')) await removeEmbeddedCluster(dataDir, () => undefined);
  await rm(folder, { recursive: true });
});

async function configure(more: object): Promise<void> {
  const database = process.getuid?.() === 0 ? { osUser: 'nobody' } : {};
  await writeFile(join(folder, 'test.yaml'), JSON.stringify({ bind: ['127.0.0.1'], workers: 1, database, ...more }));
  where = ['--config', join(folder, 'test.yaml'), '--data', dataDir, '--port-base', String(portBase)];
}

describe('a start', () => {
  it('is broken off in order by a signal, and by two at once, and leaves nothing running; the next one succeeds', async () => {
    const program = new CongthuProcess(['serve', ...where]);
    await waitUntil('PostgreSQL runs', () => program.stderr.includes('postgres.ready'), { everyMs: 5, msMax: 60_000 });
    const below = await descendantsOf(program.pid);
    program.kill('SIGINT');
    program.kill('SIGTERM');
    expect(await program.endsWithin(60_000)).toEqual({ code: 0, signal: null });
    expect(program.stdout).not.toMatch(/ready/);
    expect(program.stdout).toMatch(/stopped/);
    for (const { pid } of below) expect(await isRunning(pid)).toBe(false);

    const next = new CongthuProcess(['serve', ...where]);
    await next.says(/ready/, 90_000);
    expect(JSON.parse(await readFile(join(dataDir, 'first-run.json'), 'utf8')).people.length).toBeGreaterThanOrEqual(12);

    const second = await runCongthu(['serve', ...where.slice(0, -1), String(await findPortBase())]);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(/^congthu: Another Công Thư \(process \d+\) is running on this data folder.*\n$/);

    next.kill('SIGTERM');
    next.kill('SIGTERM');
    expect(await next.endsWithin(60_000)).toEqual({ code: 0, signal: null });
  }, 200_000);

  it('says in one line which port is taken, and starts nothing', async () => {
    const other = createServer().listen(portBase + services.imaps.standardPort, '127.0.0.1');
    await once(other, 'listening');
    const { code, stdout, stderr } = await runCongthu(['serve', ...where]);
    other.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`congthu: port ${portBase + 993} on 127.0.0.1 is taken by another program: stop it, or choose another portBase\n`);
    expect(await readdir(folder)).toEqual(['test.yaml']);
  });

  it('says in one line which database cannot be reached', async () => {
    const url = 'postgres://congthu_app@127.0.0.1:1/congthu';
    await configure({ database: { url, ownerUrl: url } });
    const { code, stdout, stderr } = await runCongthu(['serve', ...where]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^congthu: database\.ownerUrl: the database cannot be reached: .*ECONNREFUSED.*\n$/);
  });
});

describe('a worker', () => {
  it('ends when its supervisor is gone before it could be told anything', async () => {
    const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), { stdio: 'ignore' });
    worker.disconnect();
    const [code] = await once(worker, 'exit');
    expect(code).toBe(1);
  });
});

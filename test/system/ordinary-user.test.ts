import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CongthuProcess } from '#test/helpers/congthu-process.ts';
import { findPortBase } from '#test/helpers/port-base.ts';
import { descendantsOf } from '#test/helpers/process-tree.ts';
import { mustRun, runCommand } from '#test/helpers/run-command.ts';

// npm start as a user who is not root, in a checkout of that user's own.
const root = fileURLToPath(new URL('../..', import.meta.url));
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};
let checkout: string;

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'congthu-checkout-'));
  await chmod(checkout, 0o755);
  for (const folder of ['admin-ui', 'src', 'mail', 'directory', 'config', 'package.json'])
    await mustRun('cp', ['-R', join(root, folder), checkout]);
  const modules = join(checkout, 'node_modules');
  const reachable = isRoot
    ? await runCommand('setpriv', ['--reuid', String(nobody), '--clear-groups', 'test', '-r', join(root, 'node_modules/pg/package.json')])
    : { code: 0 };
  if (reachable.code === 0) await mustRun('ln', ['-s', join(root, 'node_modules'), modules]);
  else await mustRun('cp', ['-R', join(root, 'node_modules'), modules]);
  if (isRoot) await mustRun('chown', ['-R', '-h', `${nobody}:${nobody}`, checkout]);
});

afterAll(() => rm(checkout, { recursive: true, force: true }));

async function serve(portBase: number): Promise<CongthuProcess> {
  const program = new CongthuProcess(
    ['serve', '--port-base', String(portBase)],
    { HOME: checkout, TMPDIR: checkout },
    { cwd: checkout, ...identity },
  );
  await program.says(/ready/, 90_000);
  return program;
}

describe('an ordinary user', () => {
  it('starts, stops and starts again, and every process is that user’s', async () => {
    await mkdir(dirname(join(checkout, 'data')), { recursive: true });
    const portBase = await findPortBase();
    for (const turn of ['first', 'second']) {
      const program = await serve(portBase);
      try {
        const owners = await Promise.all((await descendantsOf(program.pid)).map(async ({ pid }) => (await stat(`/proc/${pid}`)).uid));
        expect(new Set(owners), turn).toEqual(new Set([isRoot ? nobody : process.getuid?.()]));
      } finally {
        program.kill('SIGTERM');
      }
      expect(await program.endsWithin(15_000), turn).toEqual({ code: 0, signal: null });
    }
    expect((await stat(join(checkout, 'data', 'first-run.json'))).mode & 0o777).toBe(0o600);
  });
});

import { chmod, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testOsUser } from './data-dir.fixture.ts';
import { chooseOsUser } from './os-user.ts';
import type { RunAs } from './run-program.ts';
import { prepareSocketDir } from './socket-dir.ts';

const silent = () => undefined;
const longHome = `/${'x'.repeat(120)}`;
let runAs: RunAs;
let made: string[] = [];

beforeEach(async () => {
  runAs = await chooseOsUser(testOsUser.osUser, undefined, silent);
});
afterEach(async () => {
  for (const path of made) await rm(path, { recursive: true, force: true });
  made = [];
});

async function prepare(): Promise<string> {
  const path = await prepareSocketDir(longHome, runAs, silent);
  made.push(path);
  return path;
}

it('is the same folder every time, 0700 of the server user', async () => {
  const first = await prepare();
  expect(await prepare()).toBe(first);
  const { uid, mode } = await stat(first);
  expect({ uid, mode: mode & 0o777 }).toEqual({ uid: runAs.uid, mode: 0o700 });
});

it('is another folder when somebody has left the foreseeable one open', async () => {
  const foreseeable = await prepare();
  await chmod(foreseeable, 0o777);
  expect(await prepare()).not.toBe(foreseeable);
});

it('is another folder when a link stands in its place', async () => {
  const foreseeable = await prepare();
  await rm(foreseeable, { recursive: true });
  const target = await mkdtemp(join(tmpdir(), 'congthu-trap-'));
  made.push(target);
  await symlink(target, foreseeable);
  expect(await prepare()).not.toBe(foreseeable);
});

it('stands beside the cluster when the path is short enough', async () => {
  const home = await mkdtemp(join(tmpdir(), 'congthu-home-'));
  made.push(home);
  await mkdir(join(home, 'run'), { mode: 0o755 }); // left open by an earlier hand
  expect(await prepareSocketDir(home, runAs, silent)).toBe(join(home, 'run'));
  expect((await stat(join(home, 'run'))).mode & 0o777).toBe(0o700);
});

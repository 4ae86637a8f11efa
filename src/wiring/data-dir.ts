import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isErrno, orMissing } from '#io/file-errors.ts';
import { syncDirectory, writeDurably } from '#io/write-durably.ts';

/** The folders below `dataDir`. */
export interface DataDir {
  readonly root: string;
  readonly bodies: string;
  readonly spool: string;
  readonly secrets: string;
  readonly certificates: string;
}

/**
 * Makes the data folder and what belongs in it. 0711: as root, PostgreSQL runs as another user and must pass through; everything with mail
 * or keys is 0700 below.
 */
export async function prepareDataDir(path: string): Promise<DataDir> {
  const root = resolve(path);
  await mkdir(root, { recursive: true, mode: 0o711 });
  const below = (name: string) => join(root, name);
  const folders = { bodies: below('bodies'), spool: below('spool'), secrets: below('secrets'), certificates: below('certificates') };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 });
  return { root, ...folders };
}

/** Nothing in the spool was promised to anyone: what a crash left there goes. */
export async function emptySpool(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
}

/** A key of the installation: 32 random octets, hexadecimal, mode 0600. Of several processes that make it at once, the first one's stands. */
export async function loadSecret(dataDir: DataDir, name: string): Promise<Buffer> {
  const file = join(dataDir.secrets, name);
  const text = (await orMissing(readFile(file, 'utf8'))) ?? (await createOnce(file, `${randomBytes(32).toString('hex')}\n`));
  if (!/^[0-9a-f]{64}\n?$/.test(text)) throw new Error(`${file} does not hold 32 octets in hexadecimal`);
  return Buffer.from(text.trim(), 'hex');
}

async function createOnce(file: string, text: string): Promise<string> {
  const candidate = `${file}.${randomBytes(6).toString('hex')}`;
  await writeDurably(candidate, text, 0o600);
  try {
    await link(candidate, file);
    await syncDirectory(dirname(file));
    return text;
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    return await readFile(file, 'utf8');
  } finally {
    await rm(candidate);
  }
}

/** Whether something can be written there, by writing it: a full or read-only disk is seen before mail is turned away for it. */
export async function canWrite(folder: string): Promise<boolean> {
  const file = join(folder, `.ready-${process.pid}`);
  await writeFile(file, Buffer.alloc(4096, '.'), { mode: 0o600 });
  await rm(file, { force: true });
  return true;
}

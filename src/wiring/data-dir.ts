import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isErrno } from '#io/file-errors.ts';
import { writeDurably } from '#io/write-durably.ts';

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

/** A key of the installation, made once: 32 random octets, hexadecimal, mode 0600. */
export async function loadSecret(dataDir: DataDir, name: string): Promise<Buffer> {
  const file = join(dataDir.secrets, name);
  try {
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
    if (key.length !== 32) throw new Error(`${file} does not hold 32 octets in hexadecimal`);
    return key;
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    const key = randomBytes(32);
    await writeDurably(file, `${key.toString('hex')}\n`, 0o600);
    return key;
  }
}

/** Whether this process may write there: a full or read-only disk is found before mail is refused for it. */
export async function canWrite(folder: string): Promise<boolean> {
  await access(folder, constants.W_OK | constants.X_OK);
  return true;
}

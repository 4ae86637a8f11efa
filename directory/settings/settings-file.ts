import { access, constants, open, readdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exists, isErrno, orMissing } from '#io/file-errors.ts';
import { syncDirectory, writeDurably } from '#io/write-durably.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { settingsLimits } from './limits.ts';

/** Its text; null: there is no such file. */
export async function readSettingsFile(file: string): Promise<Result<string | null>> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    return size > settingsLimits.fileOctetsMax ? refused(tooLarge) : ok(await handle.readFile('utf8'));
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return ok(null);
    if (isErrno(error, ...notOurs)) return refused(unreadable);
    throw error;
  }
}

/** Whether it could be written: it is replaced as a whole, so the folder counts too. */
export async function isWritable(file: string): Promise<boolean> {
  const may = async (path: string) =>
    access(path, constants.W_OK).then(
      () => true,
      () => false,
    );
  return (await may(dirname(file))) && (!(await exists(file)) || (await may(file)));
}

/** A file as it was before a change. */
export interface FormerFile {
  /** In the folder of the file. */
  readonly name: string;
  /** When it was replaced. */
  readonly replacedAt: string;
}

const stamp = /^\.(\d{4}-\d\d-\d\dT)(\d\d)(\d\d)(\d\d\.\d{3}Z)\.bak$/;

/** The newest first. */
export async function listFormer(file: string): Promise<FormerFile[]> {
  const own = await ownPath(file);
  const names = (await orMissing(readdir(dirname(own)).catch(forbiddenIsMissing))) ?? [];
  return names
    .flatMap((name) => {
      const [, day, hours, minutes, rest] = (name.startsWith(basename(own)) && stamp.exec(name.slice(basename(own).length))) || [];
      return day === undefined ? [] : [{ name, replacedAt: `${day}${hours}:${minutes}:${rest}` }];
    })
    .toSorted((one, other) => (one.name < other.name ? 1 : -1));
}

/** Only one that is listed: a name is never taken for a path. */
export async function readFormer(file: string, name: string): Promise<Result<string>> {
  const known = (await listFormer(file)).find((former) => former.name === name);
  const text = known === undefined ? ok(null) : await readSettingsFile(join(dirname(await ownPath(file)), known.name));
  if (!text.ok) return text;
  return text.value === null ? refused(noSuchFormer) : ok(text.value);
}

/** Replaces the file as a whole and keeps the one before it, both with the rights that it had. */
export async function writeSettingsFile(
  file: string,
  { text, former, now }: { text: string; former: string | null; now: Date },
): Promise<Result<void>> {
  const own = await ownPath(file);
  try {
    const mode = ((await orMissing(stat(own)))?.mode ?? newFileMode) & 0o777;
    if (former !== null) await writeDurably(`${own}.${now.toISOString().replaceAll(':', '')}.bak`, former, mode);
    await writeDurably(own, text, mode);
    await forgetOldest(own);
    await syncDirectory(dirname(own));
    return ok();
  } catch (error) {
    if (isErrno(error, ...notOurs)) return refused({ ...unwritable, detail: String(error) });
    throw error;
  }
}

async function forgetOldest(own: string): Promise<void> {
  for (const { name } of (await listFormer(own)).slice(settingsLimits.backupsKept)) await rm(join(dirname(own), name), { force: true });
}

/** A link stays a link: what it leads to is replaced. */
const ownPath = async (file: string) => (await orMissing(realpath(file))) ?? file;

const forbiddenIsMissing = (error: unknown): string[] => {
  if (isErrno(error, 'EACCES', 'EPERM')) return [];
  throw error;
};

/** It may come to hold passwords. */
const newFileMode = 0o600;
/** EBUSY: a file that was mounted into a container by itself. */
const notOurs = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV', 'ENOSPC', 'EDQUOT', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'];

const tooLarge = refusalInBoth('too-large', {
  vi: `Tệp cấu hình lớn hơn ${settingsLimits.fileOctetsMax / 1024} KiB: hãy sửa trên máy chủ`,
  en: `The configuration is larger than ${settingsLimits.fileOctetsMax / 1024} KiB: change it at the server`,
});
const unreadable = refusalInBoth('unavailable', {
  vi: 'Chương trình không đọc được tệp cấu hình: hãy xem quyền của tệp trên máy chủ',
  en: 'The program may not read the configuration: look at the file’s rights on the server',
});
export const unwritable = refusalInBoth('unavailable', {
  vi: 'Chương trình không ghi được tệp cấu hình: hãy xem quyền của tệp và thư mục trên máy chủ, hoặc sửa tệp ở đó. Chưa có gì thay đổi.',
  en: 'The program may not write the configuration: look at the rights of file and folder on the server, or change it there. Nothing was changed.',
});
const noSuchFormer = refusalInBoth('not-found', { vi: 'Không có bản cấu hình cũ này', en: 'There is no such former configuration' });

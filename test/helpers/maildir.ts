import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** The file of a message in a Maildir, below `cur` or `new`. */
export async function fileWith(maildir: string, mark: string): Promise<string | undefined> {
  for (const part of ['cur', 'new']) {
    for (const name of await readdir(join(maildir, part))) {
      const path = join(maildir, part, name);
      if ((await readFile(path, 'latin1')).includes(mark)) return path;
    }
  }
  return undefined;
}

/** Marks the message's file with Maildir flags, as a mail program would. */
export async function flagFile(maildir: string, mark: string, flags: string): Promise<void> {
  const path = (await fileWith(maildir, mark)) ?? '';
  const name = path.split('/').at(-1)?.split(':')[0] ?? '';
  await rename(path, join(maildir, 'cur', `${name}:2,${flags}`));
}

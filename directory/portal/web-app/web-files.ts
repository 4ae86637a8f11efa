import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { orMissing } from '#io/file-errors.ts';
import { webAppLimits } from './limits.ts';

export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

export interface WebFile {
  readonly type: string;
  readonly body: Buffer;
  /** As it lies compressed beside it. */
  readonly encoded: Readonly<Partial<Record<Encoding, Buffer>>>;
  /** Of `body`: in the ETag. */
  readonly hash: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const suffixes = { br: '.br', gzip: '.gz' } as const;

/**
 * The built application by path (`assets/main-1f2e.js`), read once: nothing is looked up in the file system for a request. Only plain files of
 * the kinds above; links are not followed, and what begins with a dot is nobody's. null where it was not built.
 */
export async function readWebFiles(folder: string): Promise<ReadonlyMap<string, WebFile> | null> {
  const found = await orMissing(filesBelow(folder));
  if (found === undefined || !found.has('index.html')) return null;
  const files = new Map<string, WebFile>();
  for (const [path, body] of found) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const encoded = Object.fromEntries(
      encodings.flatMap((encoding) => {
        const compressed = found.get(path + suffixes[encoding]);
        return compressed === undefined ? [] : [[encoding, compressed]];
      }),
    );
    files.set(path, { type, body, encoded, hash: createHash('sha256').update(body).digest('base64url').slice(0, 22) });
  }
  return files;
}

async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  let octets = 0;
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) await walk(path);
      if (!entry.isFile()) continue;
      const body = await readFile(join(folder, path));
      octets += body.length;
      found.set(path, body);
      if (found.size > webAppLimits.filesMax || octets > webAppLimits.octetsMax)
        throw new Error(
          `${folder} holds more than ${webAppLimits.filesMax} files or ${webAppLimits.octetsMax} octets: it is no build of the web application`,
        );
    }
  };
  await walk('');
  return found;
}

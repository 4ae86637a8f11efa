import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { emptySpool, loadSecret, prepareDataDir } from './data-dir.ts';

let root: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'congthu-test-data-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  root = join(folder, 'below/data');
});

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('a secret', () => {
  it('that is no key is refused, not replaced: what it protected would be lost', async () => {
    const dataDir = await prepareDataDir(root);
    for (const text of ['', 'abc', `${'g'.repeat(64)}\n`, `${'a'.repeat(66)}\n`]) {
      await writeFile(join(dataDir.secrets, 'key'), text);
      await expect(loadSecret(dataDir, 'key')).rejects.toThrow(/does not hold 32 octets/);
      expect(await readFile(join(dataDir.secrets, 'key'), 'utf8')).toBe(text);
    }
  });

  it('is the same for all that make it at once, and ever after', async () => {
    const dataDir = await prepareDataDir(root);
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecret(dataDir, 'key')));
    keys.push(await loadSecret(dataDir, 'key'));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await readdir(dataDir.secrets)).toEqual(['key']);
    expect(await modeOf(join(dataDir.secrets, 'key'))).toBe(0o600);
  });
});

describe('the data folder', () => {
  it('lets nobody else read, and PostgreSQL pass', async () => {
    const dataDir = await prepareDataDir(root);
    expect(await modeOf(dataDir.root)).toBe(0o711);
    for (const folder of [dataDir.bodies, dataDir.spool, dataDir.secrets, dataDir.certificates]) expect(await modeOf(folder)).toBe(0o700);
  });

  it('is taken as it is when it is there', async () => {
    await prepareDataDir(root);
    await chmod(root, 0o755);
    await prepareDataDir(root);
    expect(await modeOf(root)).toBe(0o755);
  });

  it('loses at a start what a crash left in the spool', async () => {
    const { spool } = await prepareDataDir(root);
    await writeFile(join(spool, 'half'), 'Subject: x');
    await emptySpool(spool);
    expect(await readdir(spool)).toEqual([]);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAuthority, loadLocalAuthority } from './local-authority.ts';
import { daysLater, makeTlsDataDir, type TlsDataDir } from './tls-data-dir.fixture.ts';

let dataDir: TlsDataDir;
let authority: LocalAuthority;
beforeEach(async () => {
  dataDir = await makeTlsDataDir();
  authority = await loadLocalAuthority(dataDir.path, daysLater(0));
});
afterEach(() => dataDir[Symbol.asyncDispose]());
const file = (name: string) => join(dataDir.path, 'tls', name);

describe('loading the local CA is refused', () => {
  it('when its key is lost, rather than making another CA', async () => {
    await rm(file('ca-key.pem'));
    await expect(loadLocalAuthority(dataDir.path, daysLater(1))).rejects.toThrow(/lost its key: restore .*ca-key\.pem/);
  });

  it('when the key is not that of the certificate', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(file('ca-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(loadLocalAuthority(dataDir.path, daysLater(1))).rejects.toThrow('is not that of its certificate');
  });

  it('when it has expired, saying what to remove', async () => {
    await expect(loadLocalAuthority(dataDir.path, daysLater(3651))).rejects.toThrow(/expired on .* remove .*ca\.pem/);
  });
});

it('is made once, a self-signed RSA 3072 CA of ten years', async () => {
  const { certificate } = authority;
  expect(certificate.subject).toBe('CN=Công Thư local CA');
  expect(certificate.ca).toBe(true);
  expect(certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
  expect(certificate.validToDate).toEqual(daysLater(3650).now());
  const again = await loadLocalAuthority(dataDir.path, daysLater(100));
  expect(again.certificatePem).toBe(authority.certificatePem);
});

it('keeps its key to itself and leaves nothing else behind', async () => {
  expect((await stat(join(dataDir.path, 'tls'))).mode & 0o777).toBe(0o700);
  expect((await stat(file('ca-key.pem'))).mode & 0o777).toBe(0o600);
  expect((await readdir(join(dataDir.path, 'tls'))).sort()).toEqual(['ca-key.pem', 'ca.pem']);
});

it('gets its certificate when the first start ended after the key', async () => {
  await rm(file('ca.pem'));
  const again = await loadLocalAuthority(dataDir.path, daysLater(0));
  expect(again.certificate.checkPrivateKey(authority.privateKey)).toBe(true);
});

it('is one CA when several processes make it at once', async () => {
  await rm(join(dataDir.path, 'tls'), { recursive: true });
  const all = await Promise.all([0, 1, 2].map(() => loadLocalAuthority(dataDir.path, daysLater(0))));
  expect(new Set(all.map((one) => one.certificatePem))).toEqual(new Set([await readFile(file('ca.pem'), 'utf8')]));
});

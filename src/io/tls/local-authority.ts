import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { link, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, isErrno, orMissing } from '#io/file-errors.ts';
import { writeDurably } from '#io/write-durably.ts';
import type { Clock } from '#kernel/clock.ts';
import { issueCertificate } from './certificate.ts';
import { authorityDays, authorityKeyBits } from './limits.ts';
import { makeRsaKeyPair, privateKeyPem } from './rsa-key-pair.ts';

/** The CA of this installation. */
export interface LocalAuthority {
  readonly certificatePem: string;
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
  /** Absolute path of ca.pem, for clients to trust. */
  readonly certificateFile: string;
}

export const tlsDirOf = (dataDir: string) => join(dataDir, 'tls');

/** Loads the CA of the data folder; the first time, makes it. */
export async function loadLocalAuthority(dataDir: string, clock: Clock): Promise<LocalAuthority> {
  await mkdir(tlsDirOf(dataDir), { recursive: true, mode: 0o700 });
  const certificateFile = join(tlsDirOf(dataDir), 'ca.pem');
  const keyFile = join(tlsDirOf(dataDir), 'ca-key.pem');
  const privateKey = await loadKey(keyFile, certificateFile);
  const certificatePem =
    (await orMissing(readFile(certificateFile, 'utf8'))) ?? (await makeCertificate(certificateFile, privateKey, clock));
  const certificate = new X509Certificate(certificatePem);
  const toBeginAnew = `remove ${certificateFile} and ${keyFile} to make a new CA, which every client must trust anew`;
  if (!certificate.checkPrivateKey(privateKey))
    throw new Error(`The key of the local CA is not that of its certificate: restore it, or ${toBeginAnew}`);
  if (certificate.validToDate <= clock.now()) throw new Error(`The local CA expired on ${certificate.validTo}: ${toBeginAnew}`);
  return { certificatePem, certificate, privateKey, certificateFile };
}

/** A key without a certificate is a first start that was interrupted: the certificate is made for it. */
async function loadKey(keyFile: string, certificateFile: string): Promise<KeyObject> {
  // In this order: another process that makes both at this moment makes the key first.
  const hasCertificate = await exists(certificateFile);
  const found = await orMissing(readFile(keyFile, 'utf8'));
  if (found !== undefined) return createPrivateKey(found);
  if (hasCertificate)
    throw new Error(`The local CA ${certificateFile} has lost its key: restore ${keyFile}, or remove ${certificateFile} to make a new CA`);
  const { privateKey } = await makeRsaKeyPair(authorityKeyBits);
  return createPrivateKey(await createOnce(keyFile, privateKeyPem(privateKey), 0o600));
}

async function makeCertificate(certificateFile: string, privateKey: KeyObject, clock: Clock): Promise<string> {
  const request = {
    subject: { commonName: 'Công Thư local CA' },
    publicKey: createPublicKey(privateKey),
    extensions: [
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    ],
    now: clock.now(),
    days: authorityDays,
  };
  return createOnce(certificateFile, await issueCertificate(request, { privateKey }), 0o644);
}

/** Of several processes that make the file at once, the first one's text stands; every one is answered that text. */
async function createOnce(path: string, text: string, mode: number): Promise<string> {
  const candidate = `${path}.${Math.random().toString(36).slice(2)}`;
  await writeDurably(candidate, text, mode);
  try {
    await link(candidate, path);
    return text;
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    return await readFile(path, 'utf8');
  } finally {
    await rm(candidate);
  }
}

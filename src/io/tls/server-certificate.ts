import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orMissing } from '#io/file-errors.ts';
import { writeDurably } from '#io/write-durably.ts';
import type { Clock } from '#kernel/clock.ts';
import { issueCertificate } from './certificate.ts';
import { commonNameCharsMax, leafKeyBits, serverDays } from './limits.ts';
import { type LocalAuthority, tlsDirOf } from './local-authority.ts';
import { makeRsaKeyPair, privateKeyPem } from './rsa-key-pair.ts';
import { type RenewalReason, renewalReason, type ServerNames } from './server-names.ts';

export interface ServerCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Why it was made now; undefined when the one on disk was good. */
  readonly issued?: RenewalReason | 'first';
}

/** The server's certificate from the local CA, made or renewed when it must be. */
export async function ensureServerCertificate(
  dataDir: string,
  authority: LocalAuthority,
  names: ServerNames,
  clock: Clock,
): Promise<ServerCertificate> {
  // One file, so that no crash leaves the key of one certificate beside another.
  const file = join(tlsDirOf(dataDir), 'server.pem');
  const found = split(await orMissing(readFile(file, 'utf8')));
  const reason =
    found === undefined ? 'first' : renewalReason(new X509Certificate(found.certificatePem), authority.certificate, names, clock.now());
  if (found !== undefined && reason === undefined) return found;
  const made = await issue(authority, names, clock);
  await writeDurably(file, made.privateKeyPem + made.certificatePem, 0o600);
  return { ...made, issued: reason! };
}

async function issue(authority: LocalAuthority, names: ServerNames, clock: Clock): Promise<ServerCertificate> {
  const keys = await makeRsaKeyPair(leafKeyBits);
  const altNames = [
    ...names.hosts.map((value) => ({ type: 2, value })), // dNSName
    ...names.addresses.map((ip) => ({ type: 7, ip })), // iPAddress
  ];
  const request = {
    subject: { commonName: names.hosts.find((host) => host.length <= commonNameCharsMax) ?? 'localhost' },
    publicKey: keys.publicKey,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
    now: clock.now(),
    days: serverDays,
  };
  return { certificatePem: await issueCertificate(request, authority), privateKeyPem: privateKeyPem(keys.privateKey) };
}

/** The two halves of server.pem; a file that does not hold a pair counts as none, and is made anew. */
function split(text: string | undefined): ServerCertificate | undefined {
  const key = text && /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text)?.[0];
  const certificate = text && /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text)?.[0];
  if (!key || !certificate || !new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return undefined;
  return { certificatePem: certificate, privateKeyPem: key };
}

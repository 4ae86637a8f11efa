import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface CertificateAsked {
  readonly commonName?: string;
  readonly addresses?: readonly string[];
  /** Days as `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
  readonly serial?: string;
  readonly isAuthority?: boolean;
  readonly rsaBits?: number;
}

const keys = new Map<number, forge.pki.rsa.KeyPair>();
let made = 0;

/** A certificate by an authority of the tests' own, as PEM. The keys are the same for all: making them takes longest. */
export function certificatePem(asked: CertificateAsked = {}): string {
  const { commonName = 'Nguyễn Văn Thử', addresses = [], from = '2024-01-01', to = '2999-01-01', rsaBits = 2048 } = asked;
  made += 1;
  const pair = keyPair(rsaBits);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = pair.publicKey;
  certificate.serialNumber = asked.serial ?? `40${made.toString(16).padStart(6, '0')}`;
  certificate.validity.notBefore = new Date(`${from}T00:00:00Z`);
  certificate.validity.notAfter = new Date(`${to}T00:00:00Z`);
  certificate.setSubject([utf8('commonName', commonName)]);
  certificate.setIssuer([utf8('organizationName', 'Cơ quan chứng thực thử'), utf8('commonName', 'CA thử')]);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: asked.isAuthority === true },
    { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true, keyCertSign: asked.isAuthority === true },
    ...(addresses.length === 0 ? [] : [{ name: 'subjectAltName', altNames: addresses.map((value) => ({ type: 1, value })) }]),
  ]);
  certificate.sign(pair.privateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

export function privateKeyPem(): string {
  return forge.pki.privateKeyToPem(keyPair(2048).privateKey);
}

/** Certificates as Windows exports them with the authorities above (.p7b). */
export function pkcs7(pems: readonly string[], form: 'der' | 'pem'): Buffer {
  const message = forge.pkcs7.createSignedData();
  for (const pem of pems) message.addCertificate(pem);
  const der = Buffer.from(forge.asn1.toDer(message.toAsn1()).getBytes(), 'binary');
  return form === 'der' ? der : Buffer.from(forge.pkcs7.messageToPem(message));
}

/** A store with the private key in it (.p12). */
export function pkcs12(pem: string): Buffer {
  const store = forge.pkcs12.toPkcs12Asn1(keyPair(2048).privateKey, [forge.pki.certificateFromPem(pem)], 'mật khẩu');
  return Buffer.from(forge.asn1.toDer(store).getBytes(), 'binary');
}

function keyPair(bits: number): forge.pki.rsa.KeyPair {
  let pair = keys.get(bits);
  if (pair === undefined) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    const key = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }) as string);
    pair = { privateKey: key, publicKey: forge.pki.setRsaPublicKey(key.n, key.e) };
    keys.set(bits, pair);
  }
  return pair;
}

const utf8 = (name: string, value: string) => ({ name, value, valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class });

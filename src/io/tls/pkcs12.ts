import { randomInt } from 'node:crypto';
import forge from 'node-forge';
import { pkcs12Iterations, pkcs12PasswordChars } from './limits.ts';

export interface Pkcs12Contents {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** CA certificates to go with it, so that the client shows a whole chain. */
  readonly chainPem: readonly string[];
  /** What the client's list of certificates shows. */
  readonly friendlyName: string;
}

// Without 0/o, 1/l/i: a person may have to type it. 31 signs, 20 of them: 99 bits.
const passwordSigns = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A .p12 with its random password: AES-256 under PBES2 for the key, an HMAC-SHA-1 over the whole, which OpenSSL 3 opens without
 * `-legacy`, as do NSS (Thunderbird) and Windows.
 */
export function exportPkcs12(contents: Pkcs12Contents): { p12: Buffer; password: string } {
  const password = Array.from({ length: pkcs12PasswordChars }, () => passwordSigns[randomInt(passwordSigns.length)]).join('');
  const key = forge.pki.privateKeyFromPem(contents.privateKeyPem);
  const certificates = [contents.certificatePem, ...contents.chainPem].map((pem) => forge.pki.certificateFromPem(pem));
  const container = forge.pkcs12.toPkcs12Asn1(key, certificates, password, {
    algorithm: 'aes256',
    count: pkcs12Iterations,
    saltSize: 16,
    friendlyName: contents.friendlyName,
    generateLocalKeyId: true,
  });
  return { p12: Buffer.from(forge.asn1.toDer(container).getBytes(), 'binary'), password };
}

import { X509Certificate } from 'node:crypto';

/** `AB CD …` in groups of two octets: as a person compares it with a sheet of paper. */
export function caFingerprint(pem: string): string {
  const digits = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
  return digits.match(/.{4}/g)!.join(' ');
}

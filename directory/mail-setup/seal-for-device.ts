import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

// NIST SP 800-38D §8.2.2; the key serves one message, so the nonce cannot come again.
const cipher = 'aes-256-gcm';
const nonceOctets = 12;
const tagOctets = 16;
const keyOctets = 32;

/** What a code is kept as: who has the database and not the server's key cannot try them all. */
export function codeMac(key: Buffer, id: string, code: string): Buffer {
  return createHmac('sha256', key).update(`device-setup:${id}:${code}`).digest();
}

/** Sealed under a key of its own, that the code is a part of. */
export function sealForDevice(key: Buffer, { id, code }: { readonly id: string; readonly code: string }, plain: string): Buffer {
  const nonce = randomBytes(nonceOctets);
  const sealing = createCipheriv(cipher, keyFor(key, id, code), nonce);
  return Buffer.concat([nonce, sealing.update(plain, 'utf8'), sealing.final(), sealing.getAuthTag()]);
}

/** Throws where it was sealed with another code or for another id. */
export function unsealForDevice(key: Buffer, { id, code }: { readonly id: string; readonly code: string }, sealed: Buffer): string {
  const opening = createDecipheriv(cipher, keyFor(key, id, code), sealed.subarray(0, nonceOctets), { authTagLength: tagOctets });
  opening.setAuthTag(sealed.subarray(-tagOctets));
  return Buffer.concat([opening.update(sealed.subarray(nonceOctets, -tagOctets)), opening.final()]).toString('utf8');
}

// RFC 5869.
const keyFor = (key: Buffer, id: string, code: string) =>
  Buffer.from(hkdfSync('sha256', key, id, `congthu device setup ${code}`, keyOctets));

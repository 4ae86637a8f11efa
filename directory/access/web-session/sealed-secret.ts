import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { AccountId } from '#kernel/ids.ts';

const cipher = 'aes-256-gcm';
// NIST SP 800-38D §8.2.2: 96 random bits; a province seals some thousands under one key.
const nonceOctets = 12;
const tagOctets = 16;

/** Nonce, ciphertext and tag. Bound to whose it is: moved to another's row it does not open. */
export function seal(key: Buffer, accountId: AccountId, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceOctets);
  const sealing = createCipheriv(cipher, key, nonce).setAAD(owner(accountId));
  return Buffer.concat([nonce, sealing.update(plain), sealing.final(), sealing.getAuthTag()]);
}

/** Throws when it was sealed under another key, for another, or changed. */
export function unseal(key: Buffer, accountId: AccountId, sealed: Buffer): Buffer {
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceOctets), { authTagLength: tagOctets }).setAAD(owner(accountId));
  opening.setAuthTag(sealed.subarray(-tagOctets));
  try {
    return Buffer.concat([opening.update(sealed.subarray(nonceOctets, -tagOctets)), opening.final()]);
  } catch (cause) {
    throw new Error(`the second factor of account ${accountId} does not open: another key?`, { cause });
  }
}

const owner = (accountId: AccountId) => Buffer.from(`totp:${accountId}`);

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from './entry.ts';

/** The public half, by which anybody can check a signature. */
export interface VerifyingKey {
  /** SHA-256 of the key's SubjectPublicKeyInfo, hexadecimal. */
  readonly fingerprint: string;
  readonly pem: string;
  verifies(text: Buffer, signature: string): boolean;
}

export interface SigningKey extends VerifyingKey {
  sign(text: Buffer): string;
}

// PrivateKeyInfo of an Ed25519 key up to its seed of 32 octets (RFC 8410 §7).
const privateKeyHead = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed 32 secret octets: they are the key (RFC 8032 §5.1.5) */
export function signingKey(seed: Buffer): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([privateKeyHead, seed]), format: 'der', type: 'pkcs8' });
  return { ...verifying(createPublicKey(key)), sign: (text) => sign(null, text, key).toString('hex') };
}

/** @param pem `BEGIN PUBLIC KEY`, as `congthu audit key` prints it */
export function verifyingKey(pem: string): VerifyingKey {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`this is a key for ${key.asymmetricKeyType}, not for Ed25519`);
  return verifying(key);
}

function verifying(key: KeyObject): VerifyingKey {
  return {
    fingerprint: sha256(key.export({ format: 'der', type: 'spki' })),
    pem: key.export({ format: 'pem', type: 'spki' }) as string,
    verifies: (text, signature) => verify(null, text, key, Buffer.from(signature, 'hex')),
  };
}

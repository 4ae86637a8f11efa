import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signHead, signRoot, statementOf } from './root.ts';
import { signingKey, verifyingKey } from './signing-key.ts';

// RFC 8032 §7.1, TEST 2.
const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
const publicKey = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const signature =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';

describe('the key of the audit', () => {
  it('is refused when it is of another kind, or no key', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'pem', type: 'spki' }) as string;
    expect(() => verifyingKey(rsa)).toThrow('a key for rsa');
    expect(() => verifyingKey('')).toThrow();
  });

  it('verifies nothing that was cut, changed or signed by another', () => {
    const key = verifyingKey(signingKey(seed).pem);
    const text = Buffer.from([0x72]);
    expect(key.verifies(text, signature.slice(2))).toBe(false);
    expect(key.verifies(Buffer.from([0x73]), signature)).toBe(false);
    expect(key.verifies(text, signingKey(Buffer.alloc(32)).sign(text))).toBe(false);
  });

  it('signs as RFC 8032 says, from its 32 octets', () => {
    const key = signingKey(seed);
    expect(key.sign(Buffer.from([0x72]))).toBe(signature);
    expect(Buffer.from(key.pem.split('\n')[1]!, 'base64').toString('hex')).toBe(`302a300506032b6570032100${publicKey}`);
    expect(verifyingKey(key.pem).fingerprint).toBe(key.fingerprint);
  });

  it('does not sign a root by signing the end of a file', () => {
    const key = signingKey(seed);
    const head = { batch: 1, entries: 2, hash: '0'.repeat(64), signedAt: '2026-11-22T00:00:00.000Z' };
    const root = signRoot(key, { ...head, number: 1, day: '2026-11-21', previous: head.hash });
    expect(key.verifies(statementOf('root', root), root.signature)).toBe(true);
    expect(key.verifies(statementOf('head', root), root.signature)).toBe(false);
    const end = signHead(key, { ...head, isPart: false, beside: head.hash });
    expect(key.verifies(statementOf('head', { ...end, isPart: true } as never), end.signature)).toBe(false);
  });
});

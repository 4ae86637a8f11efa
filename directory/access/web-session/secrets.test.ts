import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#kernel/ids.ts';
import { makeRecoveryCodes, parseRecoveryCode, recoveryCodeMac, showRecoveryCode } from './recovery-code.ts';
import { seal, unseal } from './sealed-secret.ts';
import { isWebSecret, makeWebSecret, parseWebSecret, showWebSecret, webSecretMac } from './web-secret.ts';

const key = randomBytes(32);
const [an, binh] = [1, 2] as AccountId[] as [AccountId, AccountId];

describe('a sealed secret does not open', () => {
  const sealed = seal(key, an, Buffer.from('bí mật'));

  it('under another key, for another account, changed by a bit, or cut', () => {
    expect(() => unseal(randomBytes(32), an, sealed)).toThrow('another key?');
    expect(() => unseal(key, binh, sealed)).toThrow('another key?');
    for (let octet = 0; octet < sealed.length; octet++) {
      const changed = Buffer.from(sealed);
      changed[octet]! ^= 1;
      expect(() => unseal(key, an, changed), `octet ${octet}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length++) expect(() => unseal(key, an, sealed.subarray(0, length)), `${length}`).toThrow();
  });

  it('to anything but what was put in, and looks different each time', () => {
    expect(unseal(key, an, sealed).toString()).toBe('bí mật');
    expect(seal(key, an, Buffer.from('bí mật')).equals(sealed)).toBe(false);
  });
});

describe('recovery codes', () => {
  it('are ten, all different, and read as a person types them', () => {
    const codes = makeRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(parseRecoveryCode(` ${showRecoveryCode(code).toUpperCase().replaceAll('0', 'O')} `)).toBe(code);
  });

  it.each(['', 'k3f90', 'k3f90-a2c7', 'k3f90-a2c7mm', 'k3f90-a2c7u', '123456'])('are not %j', (text) => {
    expect(parseRecoveryCode(text)).toBeNull();
  });

  it('are kept so that neither the code nor whose it is can be exchanged', () => {
    const mac = recoveryCodeMac(key, an, 'k3f90a2c7m');
    expect(mac.equals(recoveryCodeMac(key, an, 'k3f90a2c7m'))).toBe(true);
    for (const other of [
      recoveryCodeMac(key, binh, 'k3f90a2c7m'),
      recoveryCodeMac(key, an, 'k3f90a2c7n'),
      recoveryCodeMac(randomBytes(32), an, 'k3f90a2c7m'),
    ])
      expect(other.equals(mac)).toBe(false);
  });
});

describe('what a cookie holds', () => {
  it('proves a session or a sign-in that waits, never one for the other', () => {
    const made = makeWebSecret();
    const mac = webSecretMac(key, 'web-sign-in', made);
    expect(isWebSecret(key, 'web-sign-in', made, mac)).toBe(true);
    expect(isWebSecret(key, 'web-session', made, mac)).toBe(false);
    expect(isWebSecret(key, 'web-sign-in', { ...made, secret: makeWebSecret().secret }, mac)).toBe(false);
    expect(isWebSecret(key, 'web-sign-in', made, mac.subarray(0, 31))).toBe(false);
    expect(() => webSecretMac(randomBytes(31), 'web-session', made)).toThrow('too short');
  });

  it('is read exactly', () => {
    const made = makeWebSecret();
    const shown = showWebSecret(made);
    expect(parseWebSecret(shown)).toEqual(made);
    for (const text of ['', shown.slice(1), `${shown}A`, ` ${shown}`, `${shown}\n`, shown.replace('.', '..'), `${shown.slice(0, -1)}=`])
      expect(parseWebSecret(text), JSON.stringify(text)).toBeNull();
  });
});

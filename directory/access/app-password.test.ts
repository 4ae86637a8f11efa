import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { appPasswordMac, isAppPassword, makeAppPassword, parseAppPassword, showAppPassword } from './app-password.ts';

const key = randomBytes(32);

describe('app passwords', () => {
  it.each(['', 'matkhau', '0123-4567', `${'0123-'.repeat(8)}0`, 'uuuu'.repeat(8), 'áááá'.repeat(8)])(
    'are not what is of another form: %j',
    (text) => {
      expect(parseAppPassword(text)).toBeNull();
    },
  );

  it('do not pass with another secret, another id or another key', () => {
    const made = makeAppPassword();
    const mac = appPasswordMac(key, made);
    expect(isAppPassword(key, { ...made, secret: makeAppPassword().secret }, mac)).toBe(false);
    expect(isAppPassword(key, { ...made, id: makeAppPassword().id }, mac)).toBe(false);
    expect(isAppPassword(randomBytes(32), made, mac)).toBe(false);
    expect(isAppPassword(key, made, mac.subarray(0, 16))).toBe(false);
  });

  it('need a key that is no weaker than the hash', () => {
    expect(() => appPasswordMac(Buffer.alloc(16), makeAppPassword())).toThrow('too short');
  });

  it('are shown in groups of four and read back, however they were typed', () => {
    const made = makeAppPassword();
    const shown = showAppPassword(made);
    expect(shown).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){7}[0-9a-hjkmnp-tv-z]{4}$/);
    const typed = ` ${shown.replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l').toUpperCase()} `;
    for (const text of [shown, shown.replaceAll('-', ''), typed]) {
      expect(isAppPassword(key, parseAppPassword(text)!, appPasswordMac(key, made))).toBe(true);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { checkPassword } from './password-policy.ts';
import { randomPassword } from './random-password.ts';

describe('a random password', () => {
  it('is one that an administrator may have, whoever it is for', () => {
    const owner = { displayName: 'Nguyễn Văn Anh', localParts: ['anhnv.tt'], birthDate: '1985-02-28', isAdministrator: true };
    for (let turn = 0; turn < 200; turn += 1) expect(checkPassword(randomPassword(), owner).ok).toBe(true);
  });

  it('is another each time, of letters that are not taken for one another', () => {
    const made = Array.from({ length: 200 }, () => randomPassword());
    expect(new Set(made).size).toBe(made.length);
    for (const password of made) expect(password).toMatch(/^(?:[b-df-hjkmnp-tv-xz]{4}-){4}[b-df-hjkmnp-tv-xz]{4}$/);
    expect(new Set(made.join('')).size).toBe(20);
  });
});

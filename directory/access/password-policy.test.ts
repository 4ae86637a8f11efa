import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPasswords } from './common-passwords.ts';
import { checkPassword } from './password-policy.ts';

const owner = {
  displayName: 'Nguyễn Văn Đức',
  localParts: ['ducnv.tt'],
  birthDate: '1985-04-09',
  isAdministrator: false,
};
const answer = (password: string, more: Partial<typeof owner> = {}) => {
  const checked = checkPassword(password, { ...owner, ...more });
  return checked.ok ? 'accepted' : checked.refusal.message;
};

describe('a password is refused', () => {
  it.each([
    ['too short', 'kèn-tím', 'at least 8'],
    ['too long', 'ậ'.repeat(86), 'at most 256'],
    ['with a control character', 'trăng sáng\u0007', 'control'],
    ['common', 'matkhaumoi', 'everybody'],
    ['common, with its marks', 'Mật khẩu mới', 'everybody'],
    ['common, with digits after it', 'Matkhau@2026', 'everybody'],
    ['common, with digits before it', '123password', 'everybody'],
    ['of digits in a row', '123456789', 'everybody'],
    ['of one character', 'aaaaaaaaaa', 'everybody'],
    ['of one sign', '!!!!!!!!!', 'everybody'],
    ['with the given name', 'trời-đức-xanh', 'part of the name'],
    ['with the family name without marks', 'xinhNGUYENxinh', 'part of the name'],
    ['with the address', 'x-ducnv.tt-x', 'part of the name'],
    ['with the year of birth', 'trăng sáng 1985', 'birth date'],
    ['with the day of birth', 'trăng 09/04/85', 'birth date'],
  ])('when %s', (_why, password, message) => {
    expect(answer(password)).toContain(message);
  });

  it('of an administrator below ten characters', () => {
    expect(answer('bè tím 7!', { isAdministrator: true })).toContain('at least 10');
    expect(answer('bè tím 7!')).toBe('accepted');
  });

  it('whenever it is on the list, whatever is around it that folds away', () => {
    const listed = [...commonPasswords].filter((word) => word.length >= 8);
    fc.assert(
      fc.property(fc.constantFrom(...listed), fc.constantFrom('', '!', '. ', ' - '), (word, end) => answer(word + end) !== 'accepted'),
    );
  });
});

describe('a password is accepted', () => {
  it('when it is long enough and says nothing about its owner', () => {
    expect(answer('trăng sáng vườn chè')).toBe('accepted');
    expect(answer('Tr0ng-bien-kia')).toBe('accepted');
  });

  it('whatever the birth date when that is unknown', () => {
    expect(checkPassword('trăng sáng 1985', { ...owner, birthDate: null }).ok).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { displayName, personName, personSearchKey, splitPersonName } from './person-name.ts';

describe('splitPersonName', () => {
  it.each(['', '   ', 'Nguyễn 李'])('refuses %j, which has no given name in a to z', (text) =>
    expect(splitPersonName(text).ok).toBe(false),
  );

  it('refuses a name of absurd length', () => expect(splitPersonName('An '.repeat(200)).ok).toBe(false));

  it.each([
    ['Nguyễn Văn Anh', { family: 'Nguyễn', middle: 'Văn', given: 'Anh' }],
    ['Lê Anh', { family: 'Lê', middle: '', given: 'Anh' }],
    ['Anh', { family: '', middle: '', given: 'Anh' }],
    ['Âu Dương Thị Hoa', { family: 'Âu', middle: 'Dương Thị', given: 'Hoa' }],
    ['  Giàng   A  Páo ', { family: 'Giàng', middle: 'A', given: 'Páo' }],
  ])('splits %j', (text, parts) => expect(splitPersonName(text)).toEqual({ ok: true, value: parts }));

  it('stores NFC', () => expect(splitPersonName('Nguyễn Anh'.normalize('NFD'))).toEqual(splitPersonName('Nguyễn Anh')));
});

describe('personName', () => {
  it('takes a compound surname put right by hand', () => {
    const name = personName({ family: 'Âu  Dương', middle: 'Thị', given: 'Hoa' });
    expect(name.ok && displayName(name.value)).toBe('Âu Dương Thị Hoa');
  });
});

describe('personSearchKey', () => {
  it('is the whole name without marks', () => expect(personSearchKey({ family: 'Đặng', middle: '', given: 'Ước' })).toBe('dang uoc'));
});

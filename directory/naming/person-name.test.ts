import { describe, expect, it } from 'vitest';
import { displayName, personName, personSearchKey, splitPersonName } from './person-name.ts';

describe('splitPersonName', () => {
  it.each(['', '   ', ' - ', '\u200B', 'Nguyễn 李'])('refuses %j, which has no given name in a to z', (text) =>
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

  it.each([
    ['Nguyễn\u00A0Văn\u202FAnh', 'Nguyễn Văn Anh'],
    ['\uFEFFNguyễn\u200BVăn Anh\u200D\u00AD', 'Nguyễn Văn Anh'],
    ['Nguyễn-Văn-Anh', 'Nguyễn Văn Anh'],
    ['Nguyễn Văn - Anh', 'Nguyễn Văn Anh'],
    ['Nguyễn Ngọc-Anh', 'Nguyễn Ngọc-Anh'],
    ["H'Hen Niê", "H'Hen Niê"],
  ])('keeps of %j what is a name: %s', (text, shown) => {
    const name = splitPersonName(text);
    expect(name.ok && displayName(name.value)).toBe(shown);
  });

  it('takes one, four and five words', () => {
    expect(splitPersonName("K'Sor")).toEqual({ ok: true, value: { family: '', middle: '', given: "K'Sor" } });
    expect(splitPersonName('Bế Thị Ngọc Ánh')).toEqual({ ok: true, value: { family: 'Bế', middle: 'Thị Ngọc', given: 'Ánh' } });
    expect(splitPersonName('Công Tằng Tôn Nữ Hương')).toEqual({
      ok: true,
      value: { family: 'Công', middle: 'Tằng Tôn Nữ', given: 'Hương' },
    });
  });

  it('takes the given name first where it is said first', () => {
    const name = splitPersonName("H'Hen Niê", 'given-first');
    expect(name).toEqual({ ok: true, value: { family: 'Niê', middle: '', given: "H'Hen", order: 'given-first' } });
    expect(name.ok && displayName(name.value)).toBe("H'Hen Niê");
    expect(splitPersonName('Y Moan Êňuôl', 'given-first')).toMatchObject({ value: { family: 'Êňuôl', given: 'Y Moan' } });
    expect(splitPersonName("K'Sor", 'given-first')).toMatchObject({ value: { family: '', given: "K'Sor" } });
  });

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

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { namingProfileSchema } from './naming-profile.ts';
import { profileIds, profileText } from './profile.fixture.ts';

const text = profileText('bac-kan');

/** `key: message` of everything wrong with a profile. */
function problemsOf(profile: unknown): string[] {
  const checked = namingProfileSchema.safeParse(profile);
  return checked.success ? [] : checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** The same of Bắc Kạn's profile once `from` is written as `to`. */
function problemsAfter(from: string | RegExp, to: string): string[] {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return problemsOf(parse(changed));
}

describe('namingProfileSchema', () => {
  it('refuses a misspelt key with the key that was meant, and misses the right one', () =>
    expect(problemsAfter('separator:', 'seperator:')).toEqual([
      'separator: còn thiếu; phải là một trong: ., -, _ / is missing; must be one of: ., -, _',
      ': không có khóa "seperator" (ý bạn là "separator"?). Ở đây có: id, title, regulation, separator, units, people, reserved' +
        ' / no such key "seperator" (did you mean "separator"?). There are: id, title, regulation, separator, units, people, reserved',
    ]));

  it('names every unknown key of a section by its whole path', () =>
    expect(problemsAfter('  unit: after', '  unit: after\n  Identity-Digits: no\n  colour: red')).toEqual([
      'people: không có khóa "people.Identity-Digits" (ý bạn là "people.identityDigits"?), "people.colour".' +
        ' Ở đây có: name, unit, duplicates, identityDigits' +
        ' / no such key "people.Identity-Digits" (did you mean "people.identityDigits"?), "people.colour".' +
        ' There are: name, unit, duplicates, identityDigits',
    ]));

  it('refuses a misspelt value with the value that was meant', () =>
    expect(problemsAfter('name: given-initials', 'name: Given_Initals')).toEqual([
      'people.name: "Given_Initals" không dùng được (ý bạn là "given-initials"?); phải là một trong: given-initials, initials-given, joined-name' +
        ' / "Given_Initals" cannot be used (did you mean "given-initials"?); must be one of: given-initials, initials-given, joined-name',
    ]));

  it('names the place in a list', () =>
    expect(problemsAfter('- birth-year', '- birthyear')).toEqual([
      expect.stringMatching(
        /^people\.duplicates\.7: "birthyear" không dùng được \(ý bạn là "birth-year"\?\); phải là một trong: ordinal, /,
      ),
    ]));

  it('refuses a profile without a rule for a kind of unit', () =>
    expect(problemsAfter(/ {4}commune: \{.*\n/, '')).toEqual([
      'units.rules.commune: còn thiếu; phải là các khóa own, parent / is missing; must be the keys own, parent',
    ]));

  it('refuses a province named after what stands above it, for nothing does', () =>
    expect(problemsAfter('province: { own: abbreviation, parent: none }', 'province: { own: abbreviation, parent: mailbox }')).toEqual([
      'units.rules.province.parent: "mailbox" không dùng được; phải là một trong: none / "mailbox" cannot be used; must be one of: none',
    ]));

  it('refuses a way of telling people apart that stands twice', () =>
    expect(problemsAfter('- spelled-name', '- ordinal')).toEqual([
      'people.duplicates.4: "ordinal" đã có ở trên; bỏ đi / "ordinal" stands above already; drop it',
    ]));

  it('refuses no way at all', () =>
    expect(problemsAfter(/ {2}duplicates:\n(?: {4}- .*\n)+/, '  duplicates: []\n')).toEqual([
      'people.duplicates: cần ít nhất một cách phân biệt người trùng tên, ví dụ [ordinal] / needs at least one way, such as [ordinal]',
    ]));

  it('refuses to switch identity digits on where no place in the ranking is given to them', () =>
    expect(problemsAfter('  unit: after', '  unit: after\n  identityDigits: true')).toEqual([
      'people.identityDigits: chỉ có nghĩa khi duplicates có identity-digits: thêm vào đó, hoặc để false' +
        ' / means something only where duplicates has identity-digits: add it there, or say false',
    ]));

  it('switches identity digits on by true alone', () =>
    expect(problemsAfter('  unit: after', '  unit: after\n  identityDigits: "yes"')).toEqual([
      'people.identityDigits: "yes" không dùng được; phải là true (có) hoặc false (không) / "yes" cannot be used; must be true or false',
    ]));

  it.each([
    ['title: Bắc Kạn, 1352/2010/QĐ-UBND', 'title: " "', /^title: " " không dùng được; phải là một dòng chữ \/ /],
    ['regulation: 1352/2010/QĐ-UBND', 'regulation: 1352', /^regulation: 1352 không dùng được; .* must be some text$/],
    ['id: bac-kan', 'id: Bắc Kạn', /^id: "Bắc Kạn" không dùng được; phải là chữ thường và số nối bằng dấu -/],
    ['levelWords: [tỉnh]', 'levelWords: tỉnh', /^units\.levelWords: "tỉnh" không dùng được; .* must be a list: \[a, b\]$/],
    ['  connectives: [và, các]', '  connectives: [và, [các]]', /^units\.connectives\.1: \[…\] không dùng được; /],
    ['people:', 'reserved: [Công Báo]\npeople:', /^reserved\.0: "Công Báo" không dùng được; phải là tên hộp thư: /],
  ])('where %j is written %j, says so', (from, to, problem) => expect(problemsAfter(from, to)).toEqual([expect.stringMatching(problem)]));

  it.each([null, [], 'bac-kan', 7])('refuses %j for a profile', (profile) =>
    expect(problemsOf(profile)).toEqual([expect.stringMatching(/^: .* must be the keys id, title, /)]),
  );

  it('says of an endless value only how it begins', () =>
    expect(problemsAfter('name: given-initials', `name: ${'x'.repeat(10_000)}`)[0]!.length).toBeLessThan(400));

  it('has identity digits off unless the profile speaks of them', () =>
    expect(namingProfileSchema.parse(parse(text)).people.identityDigits).toBe(false));

  it.each(profileIds)('takes the one of %s, whose file has its id, a title and comments', (id) => {
    expect(problemsOf(parse(profileText(id)))).toEqual([]);
    expect(namingProfileSchema.parse(parse(profileText(id))).id).toBe(id);
    expect(profileText(id)).toMatch(/^# /);
  });
});

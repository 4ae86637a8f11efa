import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainText } from '#kernel/plain-text.ts';
import { readVcards } from './read-vcard.fixture.ts';
import { uuidUrn } from './uuid-urn.ts';
import { type Card, vcard, vcardVersions } from './vcard.ts';

const person: Card = {
  kind: 'individual',
  uid: 'urn:uuid:4fbe8971-0bc3-5c6d-8d1f-6f4f2f0c1a11',
  fullName: 'Nguyễn Văn Anh',
  name: { family: 'Nguyễn', given: 'Anh', middle: 'Văn' },
  organisation: ['Sở Thông tin và Truyền thông', 'Phòng Công nghệ thông tin'],
  titles: ['Quyền trưởng phòng', 'Ủy viên, Hội đồng'],
  addresses: ['anhnv.tt@backan.gov.vn', 'anhnv.cu@backan.gov.vn'],
  categories: ['Phòng Công nghệ thông tin', 'Hội đồng'],
};
const unit: Card = { ...person, kind: 'org', fullName: 'Sở Nội vụ', name: null, organisation: ['Sở Nội vụ'], titles: [] };

const linesOf = (card: Card, version: '3' | '4') => vcard(card, version).replace(/\r\n /g, '').split('\r\n');
const named = (name: string, card: Card, version: '3' | '4' = '4') =>
  readVcards(vcard(card, version))[0]!.filter((one) => one.name === name);

describe('vcard refuses', () => {
  it.each(['Anh\r\nEMAIL:ke.xau@vi.du', 'Anh\nNOTE:x', 'Anh\u0000', 'Anh\u2028x', 'Anh\u202Egnàoh', 'Anh\uD800'])(
    'a name with %j',
    (fullName) => {
      for (const version of vcardVersions) expect(() => vcard({ ...person, fullName }, version)).toThrow('one plain line');
    },
  );

  it('a line end anywhere else', () => {
    for (const wrong of [{ titles: ['a\nb'] }, { organisation: ['a\rb'] }, { addresses: ['a@b\nc'] }, { categories: ['a\nb'] }])
      expect(() => vcard({ ...person, ...wrong }, '4')).toThrow('one plain line');
  });
});

describe('vcard', () => {
  it('writes 4.0 as RFC 6350 has it', () => {
    expect(linesOf(person, '4')).toEqual([
      'BEGIN:VCARD',
      'VERSION:4.0',
      'UID:urn:uuid:4fbe8971-0bc3-5c6d-8d1f-6f4f2f0c1a11',
      'KIND:individual',
      'FN:Nguyễn Văn Anh',
      'N:Nguyễn;Anh;Văn;;',
      'ORG:Sở Thông tin và Truyền thông;Phòng Công nghệ thông tin',
      'TITLE:Quyền trưởng phòng',
      'TITLE:Ủy viên\\, Hội đồng',
      'EMAIL;PREF=1:anhnv.tt@backan.gov.vn',
      'EMAIL:anhnv.cu@backan.gov.vn',
      'CATEGORIES:Phòng Công nghệ thông tin,Hội đồng',
      'END:VCARD',
      '',
    ]);
    expect(linesOf(unit, '4')).toContain('KIND:org');
    expect(linesOf(unit, '4').filter((line) => line.startsWith('N:'))).toEqual([]);
  });

  it('writes 3.0 as RFC 2426 has it, with a name of units too and one title', () => {
    expect(linesOf(unit, '3')).toEqual(expect.arrayContaining(['VERSION:3.0', 'N:Sở Nội vụ;;;;', 'X-ABShowAs:COMPANY']));
    const lines = linesOf(person, '3');
    expect(lines).toEqual(expect.arrayContaining(['EMAIL;TYPE=INTERNET,PREF:anhnv.tt@backan.gov.vn', 'TITLE:Quyền trưởng phòng']));
    expect(lines.filter((line) => /^(KIND|TITLE)/.test(line))).toHaveLength(1);
  });

  it.each([
    ['Nguyễn, Văn; Anh', 'FN:Nguyễn\\, Văn\\; Anh'],
    ['a\\nb\\,c', 'FN:a\\\\nb\\\\\\,c'],
    ["H'Hen Niê", "FN:H'Hen Niê"],
    ['END:VCARD', 'FN:END:VCARD'],
    ['Anh'.normalize('NFD'), 'FN:Anh'],
    ['Nguyễn'.normalize('NFD'), 'FN:Nguyễn'],
  ])('escapes %s', (fullName, line) => {
    for (const version of vcardVersions) expect(linesOf({ ...person, fullName }, version)).toContain(line);
  });

  it('leaves out what there is none of', () => {
    const bare = vcard({ ...person, organisation: [], titles: [], addresses: [], categories: [] }, '4');
    expect(bare).not.toMatch(/ORG|TITLE|EMAIL|CATEGORIES/);
  });
});

// Names with what is special in a vCard, and characters of one to four octets.
const nasty = fc
  .string({ unit: fc.constantFrom(...'aễ𠮷,;\\:\'" nN=Đ😀'), maxLength: 120 })
  .map((text) => text.normalize('NFC'))
  .filter(isPlainText);

describe('whatever the names', () => {
  it('no line has more than 75 octets, and none is folded inside a character', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(...vcardVersions), (fullName, version) => {
        for (const line of Buffer.from(vcard({ ...person, fullName }, version))
          .toString('latin1')
          .split('\r\n')) {
          expect(line.length).toBeLessThanOrEqual(75);
          const octets = Buffer.from(line, 'latin1');
          expect(Buffer.from(octets.toString('utf8'))).toEqual(octets);
        }
      }),
    );
  });

  it('a reader gets back what was written', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.array(nasty, { minLength: 1, maxLength: 4 }), (fullName, given, organisation) => {
        const card = { ...person, fullName, name: { family: '', given, middle: '' }, organisation, categories: organisation };
        for (const version of vcardVersions) {
          expect(named('FN', card, version)[0]!.components.flat()).toEqual([fullName]);
          expect(named('N', card, version)[0]!.components).toEqual([[''], [given], [''], [''], ['']]);
          expect(named('ORG', card, version)[0]!.components).toEqual(organisation.map((name) => [name]));
          expect(named('CATEGORIES', card, version)[0]!.components).toEqual([organisation]);
        }
      }),
    );
  });
});

describe('uuidUrn', () => {
  it('gives the UUID of RFC 9562 by the same name, and another by another', () => {
    expect(uuidUrn('http://www.example.com/')).toBe('urn:uuid:fcde3c85-2270-590f-9e7c-ee003d65e0e2');
    expect(uuidUrn('person/1')).not.toBe(uuidUrn('person/2'));
  });
});

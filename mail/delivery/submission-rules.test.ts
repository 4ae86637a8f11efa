import { describe, expect, it } from 'vitest';
import { scanContent } from '#mail/mime/content-facts.ts';
import { claimedAuthors } from './submission-rules.ts';

function claimedBy(header: string) {
  const octets = Buffer.from(`${header}\r\n\r\nbody`);
  return claimedAuthors(octets, scanContent(octets));
}
const authors = (header: string) => {
  const claimed = claimedBy(header);
  return claimed.ok ? claimed.value.map(({ localPart, domain }) => `${localPart}@${domain}`) : claimed.refusal.kind;
};

describe('whom a submitted message says it is from', () => {
  it.each([
    'To: a@b',
    'From: a@b\r\nFrom: c@d',
    'From: a@b\r\nfrom : c@d',
    'From: a@b\r\nSender: c@d\r\nSENDER: e@f',
    'From:',
    'From: Nguyễn Văn Anh',
    'From: undisclosed-recipients:;',
    'From: a@',
    'From: @b',
    'From: <>',
    // to some readers these are from c@d.vn
    'From: a@b.vn\r\nFrom\r\n : c@d.vn',
    'From\r\n\t: c@d.vn\r\nFrom: a@b.vn',
    ' From: c@d.vn\r\nFrom: a@b.vn',
    'From: a@b.vn\r\nSender\r\n :c@d.vn',
  ])('is refused when nobody can tell: %j', (header) => {
    expect(authors(header)).toBe('invalid');
  });

  it('is every address of From, groups included', () => {
    expect(authors('From: =?utf-8?Q?Anh?= <anhnv.tt@backan.gov.vn>')).toEqual(['anhnv.tt@backan.gov.vn']);
    expect(authors('From: "x" <a@b.vn>,\r\n c@d.vn')).toEqual(['a@b.vn', 'c@d.vn']);
    expect(authors('From: g: a@b.vn, c@d.vn;')).toEqual(['a@b.vn', 'c@d.vn']);
  });

  it('is also the Sender when there is one', () => {
    expect(authors('From: a@b.vn\r\nSender: c@d.vn')).toEqual(['a@b.vn', 'c@d.vn']);
    expect(authors('Sender: c@d.vn\r\nFrom: a@b.vn')).toEqual(['a@b.vn', 'c@d.vn']);
  });

  it.each([
    'From: "c@d.vn" <a@b.vn>',
    'From: c@d.vn <a@b.vn>',
    'From: <a@b.vn> c@d.vn',
    'From: a@b.vn (c@d.vn)',
    'From: "c@d.vn <a@b.vn>',
    'From: =?utf-8?Q?c=40d.vn?= <a@b.vn>',
    'From: =?utf-8?Q?c=40?= =?utf-8?Q?d.vn?= <a@b.vn>',
    "From: 'c@d.vn' <a@b.vn>",
    'From: a@b.vn\r\nSender: "c@d.vn" <a@b.vn>',
    'From: a@b.vn\r\nResent-From: c@d.vn',
    'From: a@b.vn\r\nResent-From: a@b.vn\r\nResent-Sender: <c@d.vn>',
  ])('is also an address that readers are shown: %j', (header) => {
    expect(authors(header)).toEqual(['a@b.vn', 'c@d.vn']);
  });

  it('is one author however often an address is repeated, and refused when too many are named', () => {
    const many = (each: (n: number) => string, count: number) => `From: ${Array.from({ length: count }, (_, n) => each(n)).join(',\r\n ')}`;
    expect(authors(many(() => 'a@b.vn', 20))).toEqual(['a@b.vn']);
    expect(authors(many((n) => `a+${n}@b.vn`, 21))).toBe('limit');
    expect(authors(many(() => 'a@b.vn', 10_001))).toBe('limit');
    expect(authors(`From: "${'x@y.vn '.repeat(3)}${Array.from({ length: 30 }, (_, n) => `n${n}@y.vn`).join(' ')}" <a@b.vn>`)).toBe('limit');
  });

  it('does not take other fields, or what follows the header, for authors', () => {
    expect(authors('From: a@b.vn\r\nSubject: Re:\r\n From: c@d.vn\r\nX-From: c@d.vn\r\nReply-To: c@d.vn')).toEqual(['a@b.vn']);
    expect(authors('From: a@b.vn\r\n\r\nFrom\r\n : c@d.vn')).toEqual(['a@b.vn']);
    expect(authors('From: Giá @ 5.000 <a@b.vn>')).toEqual(['a@b.vn']);
  });

  it('is refused when any one of several addresses is unusable', () => {
    expect(authors('From: a@b.vn, nobody')).toBe('invalid');
    expect(authors('From: a@b.vn\r\nSender: nobody')).toBe('invalid');
  });
});

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
  ])('is refused when nobody can tell: %j', (header) => {
    expect(authors(header)).toBe('invalid');
  });

  it('is every address of From, groups included', () => {
    expect(authors('From: =?utf-8?Q?Anh?= <anhnv.tt@backan.gov.vn>')).toEqual(['anhnv.tt@backan.gov.vn']);
    expect(authors('From: "x@evil.test" <a@b.vn>,\r\n c@d.vn')).toEqual(['a@b.vn', 'c@d.vn']);
    expect(authors('From: g: a@b.vn, c@d.vn;')).toEqual(['a@b.vn', 'c@d.vn']);
  });

  it('is also the Sender when there is one', () => {
    expect(authors('From: a@b.vn\r\nSender: c@d.vn')).toEqual(['a@b.vn', 'c@d.vn']);
    expect(authors('Sender: c@d.vn\r\nFrom: a@b.vn')).toEqual(['a@b.vn', 'c@d.vn']);
  });

  it('is refused when any one of several addresses is unusable', () => {
    expect(authors('From: a@b.vn, nobody')).toBe('invalid');
    expect(authors('From: a@b.vn\r\nSender: nobody')).toBe('invalid');
  });
});

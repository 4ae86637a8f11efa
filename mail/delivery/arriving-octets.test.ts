import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completedSubmission, withoutForgedVerdicts } from './arriving-octets.ts';

const host = 'mail.backan.gov.vn';
const body = '\r\nXin chào\r\n';
const cut = (header: string) => withoutForgedVerdicts(Buffer.from(header + body), host).toString();

describe('verdicts that claim to be ours', () => {
  it.each([
    `Authentication-Results: ${host}; dkim=pass`,
    `Authentication-Results: MAIL.BacKan.gov.vn 1; spf=pass`,
    `AUTHENTICATION-RESULTS : ${host};none`,
    `Authentication-Results:\r\n\t${host};\r\n spf=pass`,
    `Authentication-Results: (c) ${host}; none`,
    `Authentication-Results: (a (nested) ; c) (\\)) ${host}; none`,
    `Authentication-Results: "${host}"; none`,
    `Authentication-Results: "mail\\.backan.gov.vn"; none`,
    `Authentication-Results: ${host}(comment); none`,
    `Authentication-Results: ${host}.; none`,
    `Authentication-Results: ${host}`,
  ])('are cut: %j', (field) => {
    expect(cut(`A: 1\r\n${field}\r\nB: 2\r\n`)).toBe(`A: 1\r\nB: 2\r\n${body}`);
  });

  it.each([
    'Authentication-Results: other.example; dkim=pass',
    `Authentication-Results: other.example; x=${host}`,
    `Authentication-Results: x.${host}; none`,
    `Authentication-Results: (${host}) other.example; none`,
    `X-Authentication-Results: ${host}; none`,
    'Authentication-Results: (never closed',
  ])('of others stay, octet for octet: %j', (field) => {
    expect(cut(`A: 1\r\n${field}\r\nB: 2\r\n`)).toBe(`A: 1\r\n${field}\r\nB: 2\r\n${body}`);
  });

  it('are not looked for in the body, and any other octets are the very same', () => {
    const octets = Buffer.from(`A: 1\r\n\r\nAuthentication-Results: ${host}; none\r\n`);
    expect(withoutForgedVerdicts(octets, host)).toBe(octets);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(withoutForgedVerdicts(Buffer.from(bytes), host).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });
});

describe('a submitted message', () => {
  const facts = { hostname: host, at: new Date('2026-11-22T01:02:03Z') };
  const complete = (text: string) => completedSubmission(Buffer.from(text), facts).toString();

  it('loses Bcc and Resent-Bcc, folded ones too', () => {
    const done = complete(`Date: x\r\nBcc: a@b,\r\n c@d\r\nMessage-ID: <x@y>\r\nResent-Bcc: e@f\r\nTo: g@h\r\nbcc:\r\n${body}`);
    expect(done).toBe(`Date: x\r\nMessage-ID: <x@y>\r\nTo: g@h\r\n${body}`);
  });

  it('gets a Date and a Message-ID in front where missing, and keeps every other octet', () => {
    const done = complete(`From: a@b\r\n${body}`);
    expect(done).toMatch(
      /^Date: Sun, 22 Nov 2026 08:02:03 \+0700\r\nMessage-ID: <[0-9a-f-]{36}@mail\.backan\.gov\.vn>\r\nFrom: a@b\r\n\r\nXin chào\r\n$/,
    );
    expect(complete(`MESSAGE-id: <x@y>\r\n${body}`)).toMatch(/^Date: [^\n]+\r\nMESSAGE-id: <x@y>\r\n\r\n/);
  });

  it('that lacks nothing is the very same octets', () => {
    const octets = Buffer.from(`Date: x\r\nMessage-ID: <x@y>\r\n${body}`);
    expect(completedSubmission(octets, facts)).toBe(octets);
  });

  it('without any header gets one', () => {
    expect(complete('\r\nhello')).toMatch(/^Date: [^\n]+\r\nMessage-ID: [^\n]+\r\n\r\nhello$/);
  });
});

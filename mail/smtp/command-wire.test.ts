import { describe, expect, it } from 'vitest';
import { decodeXtext, parseMail, parseRcpt } from './command-wire.ts';

const status = (parsed: ReturnType<typeof parseMail> | ReturnType<typeof parseRcpt>) =>
  parsed.ok ? 'ok' : `${parsed.reply.code} ${parsed.reply.enhanced}`;
const rcpt = (args: string, smtpUtf8 = false) => parseRcpt(args, { smtpUtf8, ownDomain: 'mail.backan.gov.vn' });

describe('parseMail', () => {
  it.each([
    ['', '501 5.5.4'],
    ['FROM', '501 5.5.4'],
    ['FROM:', '501 5.5.4'],
    ['FROM:a@b.vn', '501 5.5.4'],
    ['FROM:<a@b.vn', '501 5.5.4'],
    ['FROM:<a@b.vn>x', '501 5.5.4'],
    ['FROM:<<a@b.vn>>', '501 5.5.4'],
    ['TO:<a@b.vn>', '501 5.5.4'],
    ['FROM:<a>', '553 5.1.7'],
    ['FROM:<a@b@c.vn>', '553 5.1.7'],
    ['FROM:<a@-b.vn>', '553 5.1.7'],
    ['FROM:<a b@c.vn>', '553 5.1.7'],
    ['FROM:<ánh@backan.gov.vn>', '553 5.6.7'],
    ['FROM:<a@b.vn> SIZE', '501 5.5.4'],
    ['FROM:<a@b.vn> SIZE=x', '501 5.5.4'],
    ['FROM:<a@b.vn> SIZE=-1', '501 5.5.4'],
    ['FROM:<a@b.vn> SIZE=1 SIZE=2', '501 5.5.4'],
    ['FROM:<a@b.vn> BODY=BINARYMIME', '501 5.5.4'],
    ['FROM:<a@b.vn> RET=SOME', '501 5.5.4'],
    ['FROM:<a@b.vn> SMTPUTF8=1', '501 5.5.4'],
    ['FROM:<a@b.vn> ENVID=a+0D+0Ab', '501 5.5.4'],
    ['FROM:<a@b.vn> ENVID=a+zz', '501 5.5.4'],
    ['FROM:<a@b.vn> REQUIRETLS', '555 5.5.4'],
    ['FROM:<a@b.vn> =', '501 5.5.4'],
  ])('refuses MAIL %s with %s', (args, expected) => {
    expect(status(parseMail(args))).toBe(expected);
  });

  it('reads the null reverse-path, source routes, quoted local parts and spaces after the colon', () => {
    const senderOf = (args: string) => {
      const parsed = parseMail(args);
      return parsed.ok ? parsed.value.sender : parsed.reply;
    };
    expect(senderOf('FROM:<>')).toBeNull();
    expect(senderOf('from: <a@b.vn>')).toEqual({ localPart: 'a', domain: 'b.vn' });
    expect(senderOf('FROM:<@relay.vn,@other.vn:a@b.vn>')).toEqual({ localPart: 'a', domain: 'b.vn' });
    expect(senderOf('FROM:<"a> b"@b.vn> SIZE=1')).toEqual({ localPart: 'a> b', domain: 'b.vn' });
    expect(senderOf('FROM:<ánh@backan.gov.vn> SMTPUTF8')).toEqual({ localPart: 'ánh', domain: 'backan.gov.vn' });
  });

  it('reads every parameter, and forgives AUTH=', () => {
    const parsed = parseMail('FROM:<a@b.vn> size=00012 body=8bitmime SMTPUTF8 RET=FULL ENVID=x+2By AUTH=<>');
    expect(parsed.ok && parsed.value).toMatchObject({
      sizeOctets: 12,
      body: '8bitmime',
      smtpUtf8: true,
      dsnReturn: 'full',
      envelopeId: 'x+y',
    });
  });
});

describe('parseRcpt', () => {
  it.each([
    ['TO:<>', '501 5.5.4'],
    ['TO:<a@b.vn> NOTIFY', '501 5.5.4'],
    ['TO:<a@b.vn> NOTIFY=NEVER,DELAY', '501 5.5.4'],
    ['TO:<a@b.vn> NOTIFY=SOON', '501 5.5.4'],
    ['TO:<a@b.vn> NOTIFY=', '501 5.5.4'],
    ['TO:<a@b.vn> ORCPT=a@b.vn', '501 5.5.4'],
    ['TO:<a@b.vn> SIZE=1', '555 5.5.4'],
    ['TO:<a>', '553 5.1.3'],
    ['TO:<á@b.vn>', '553 5.6.7'],
  ])('refuses RCPT %s with %s', (args, expected) => {
    expect(status(rcpt(args))).toBe(expected);
  });

  it('takes postmaster without a domain for our own', () => {
    const parsed = rcpt('TO:<Postmaster>');
    expect(parsed.ok && parsed.value.recipient).toEqual({ localPart: 'postmaster', domain: 'mail.backan.gov.vn' });
  });

  it('reads NOTIFY and ORCPT', () => {
    const parsed = rcpt('TO:<a@b.vn> NOTIFY=success,FAILURE,SUCCESS ORCPT=rfc822;x+40y.vn');
    expect(parsed.ok && parsed.value).toMatchObject({ notify: ['success', 'failure'], originalRecipient: 'rfc822;x@y.vn' });
  });
});

describe('decodeXtext', () => {
  it('refuses a plus that begins no hex pair, and hidden control characters', () => {
    expect(decodeXtext('a+')).toBeNull();
    expect(decodeXtext('a+2b')).toBeNull();
    expect(decodeXtext('a+0A')).toBeNull();
    expect(decodeXtext('a+7F')).toBeNull();
  });

  it('decodes', () => {
    expect(decodeXtext('a+2Bb+3Dc')).toBe('a+b=c');
  });
});

import { describe, expect, it } from 'vitest';
import { type EnvelopeParameters, withParameters, xtext } from './envelope-parameters.ts';

const parameters: EnvelopeParameters = {
  smtpUtf8: true,
  dsn: { ret: 'headers', envid: 'QQ+314=1' },
  recipients: new Map([
    ['bob@x.vn', { notify: ['failure', 'delay'], originalRecipient: 'rfc822;Bob+a@y.vn' }],
    ['eve@x.vn', { notify: [], originalRecipient: null }],
  ]),
};

describe('envelope parameters', () => {
  it('leaves every other line alone', () => {
    for (const line of ['DATA', 'RSET', 'EHLO mail.x.vn', '.']) expect(withParameters(line, parameters)).toBe(line);
  });

  it('adds nothing of DSN where the server does not know it', () => {
    const without = { ...parameters, smtpUtf8: false, dsn: null };
    expect(withParameters('MAIL FROM:<a@b.vn>', without)).toBe('MAIL FROM:<a@b.vn>');
    expect(withParameters('RCPT TO:<bob@x.vn>', without)).toBe('RCPT TO:<bob@x.vn>');
  });

  it('writes RET, ENVID and SMTPUTF8 once', () => {
    expect(withParameters('MAIL FROM:<a@b.vn> SIZE=10', parameters)).toBe(
      'MAIL FROM:<a@b.vn> SIZE=10 SMTPUTF8 RET=HDRS ENVID=QQ+2B314+3D1',
    );
    expect(withParameters('MAIL FROM:<> SMTPUTF8', parameters)).toBe('MAIL FROM:<> SMTPUTF8 RET=HDRS ENVID=QQ+2B314+3D1');
  });

  it('writes NOTIFY and ORCPT of each recipient', () => {
    expect(withParameters('RCPT TO:<bob@x.vn>', parameters)).toBe('RCPT TO:<bob@x.vn> NOTIFY=FAILURE,DELAY ORCPT=rfc822;Bob+2Ba@y.vn');
    expect(withParameters('RCPT TO:<eve@x.vn>', parameters)).toBe('RCPT TO:<eve@x.vn>');
  });

  it('never lets a line end through xtext', () => {
    expect(xtext('a\r\nRCPT TO:<x>')).toBe('a+0D+0ARCPT+20TO:<x>');
  });
});

import { describe, expect, it } from 'vitest';
import { countReceived, isLoopback, transmissionType } from './rules.ts';

describe('countReceived', () => {
  it('counts fields, not folded lines nor other fields that mention the name', () => {
    const header = 'Received: from a\r\n\tReceived: folded\r\nX-Received: no\r\nreceived : by b\r\nSubject: Received: c\r\n\r\n';
    expect(countReceived(Buffer.from(header))).toBe(2);
    expect(countReceived(Buffer.alloc(0))).toBe(0);
  });
});

describe('transmissionType', () => {
  it.each([
    [{ door: 'mx', extended: false, secure: false, authenticated: false, smtpUtf8: false }, 'SMTP'],
    [{ door: 'mx', extended: true, secure: false, authenticated: false, smtpUtf8: false }, 'ESMTP'],
    [{ door: 'mx', extended: true, secure: true, authenticated: false, smtpUtf8: true }, 'UTF8SMTPS'],
    [{ door: 'submission', extended: true, secure: true, authenticated: true, smtpUtf8: false }, 'ESMTPSA'],
    [{ door: 'lmtp', extended: true, secure: false, authenticated: false, smtpUtf8: false }, 'LMTP'],
    [{ door: 'lmtp', extended: true, secure: true, authenticated: false, smtpUtf8: true }, 'UTF8LMTPS'],
  ] as const)('names %j %s', (facts, name) => {
    expect(transmissionType(facts)).toBe(name);
  });
});

describe('isLoopback', () => {
  it('knows 127/8 and ::1 only', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '128.0.0.1', '', '127.0.0.1.example.net', '::2'].some(isLoopback)).toBe(false);
  });
});

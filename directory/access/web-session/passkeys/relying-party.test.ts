import { describe, expect, it } from 'vitest';
import { relyingPartyOf } from './relying-party.ts';

const own = { names: ['mail.tinh.gov.vn', 'localhost'], httpsPort: 10443 };

describe('whom a passkey is for', () => {
  it.each([
    undefined,
    '',
    '10.1.2.3',
    '127.0.0.1:10443',
    '[::1]:10443',
    'tinh.gov.vn',
    'a.mail.tinh.gov.vn',
    'mail.tinh.gov.vn.evil.example',
    'a/b',
  ])('is nobody at %s', (host) => {
    expect(relyingPartyOf(own, host)).toBeNull();
  });

  it('is nobody where the server itself is called by a number', () => {
    expect(relyingPartyOf({ names: ['10.1.2.3'], httpsPort: 443 }, '10.1.2.3')).toBeNull();
  });

  it('is the name that was asked for, at our port or the standard one', () => {
    expect(relyingPartyOf(own, 'MAIL.tinh.gov.vn:8443')).toEqual({
      id: 'mail.tinh.gov.vn',
      origins: ['https://mail.tinh.gov.vn', 'https://mail.tinh.gov.vn:10443'],
    });
    expect(relyingPartyOf({ ...own, httpsPort: 443 }, 'localhost')).toEqual({ id: 'localhost', origins: ['https://localhost'] });
  });
});

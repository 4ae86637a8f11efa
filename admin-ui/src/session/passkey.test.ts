import { describe, expect, it } from 'vitest';
import { isByNumber } from './passkey.ts';

describe('a page opened by an IP address', () => {
  it.each(['127.0.0.1', '10.1.2.3', '[::1]', '[2001:db8::1]'])('is one at %s: browsers have no passkeys there', (host) => {
    expect(isByNumber(host)).toBe(true);
  });

  it.each(['localhost', 'mail.tinh.gov.vn', '10.1.2.3.example', '1and1.vn'])('is none at %s', (host) => {
    expect(isByNumber(host)).toBe(false);
  });
});

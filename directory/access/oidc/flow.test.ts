import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeFlow, openFlow, sealFlow } from './flow.ts';
import { oidcLimits } from './limits.ts';
import { ownPath } from './own-path.ts';

const key = randomBytes(32);
const now = new Date('2026-07-01T00:00:00Z');
const flow = makeFlow({ redirectUri: 'https://mail.tinh.gov.vn/admin/sso', returnTo: '/admin/', sessionId: null }, now);
const later = (ms: number) => new Date(now.getTime() + ms);

describe('a sealed flow', () => {
  it('is opened by nobody with another key, changed, cut short or too late', () => {
    const sealed = sealFlow(key, flow);
    const octets = Buffer.from(sealed, 'base64url');
    expect(openFlow(randomBytes(32), sealed, now)).toBeNull();
    for (const at of [0, 11, 12, octets.length - 1]) {
      const changed = Buffer.from(octets);
      changed[at]! ^= 1;
      expect(openFlow(key, changed.toString('base64url'), now)).toBeNull();
    }
    for (let length = 0; length < octets.length; length += 7)
      expect(openFlow(key, octets.subarray(0, length).toString('base64url'), now)).toBeNull();
    expect(openFlow(key, sealed, later(oidcLimits.flowMs))).toBeNull();
  });

  it('comes back as it was, fits into a cookie and shows nothing', () => {
    const long = { ...flow, returnTo: `/admin/${'x'.repeat(oidcLimits.pathCharactersMax)}` };
    const sealed = sealFlow(key, long);
    expect(openFlow(key, sealed, later(oidcLimits.flowMs - 1))).toEqual(long);
    expect(sealed.length).toBeLessThan(4_000);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, 'base64url').includes(long.state)).toBe(false);
    expect(sealFlow(key, long)).not.toBe(sealed);
  });
});

describe('a path of ours', () => {
  it.each([
    'https://evil.example/admin/',
    '//evil.example',
    '/admin/../..//evil.example',
    '/admin\\..\\evil',
    '/admin/\n//evil.example',
    '/administration',
    '/admin',
    '/admin/./sso?code=1',
    `/admin/${'x'.repeat(oidcLimits.pathCharactersMax)}`,
  ])('is not %j', (text) => {
    expect(ownPath(text)).toBe('/admin/');
  });

  it.each(['/admin/', '/admin/people?q=%E1#x', '/admin/units/3', '/admin/?to=//evil.example'])('is %j', (text) => {
    expect(ownPath(text)).toBe(text);
  });
});

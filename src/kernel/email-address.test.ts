import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEmailAddress, parseEmailAddress } from './email-address.ts';

function refusalOf(text: string): string {
  const parsed = parseEmailAddress(text);
  return parsed.ok ? `taken as ${JSON.stringify(parsed.value)}` : parsed.refusal.message;
}

function parsed(text: string) {
  const result = parseEmailAddress(text);
  if (!result.ok) throw new Error(`${text}: ${result.refusal.message}`);
  return result.value;
}

describe('what is no address', () => {
  it.each(['', '@', 'an', 'an@', '@backan.gov.vn'])('is refused: %j', (text) => {
    expect(refusalOf(text)).toBe('Address must be local-part@domain');
  });

  it.each([
    '.an@a.vn',
    'an.@a.vn',
    'a..n@a.vn',
    'a n@a.vn',
    'an,b@a.vn',
    'a<n@a.vn',
    '"a"n"@a.vn',
    '"a\\"@a.vn',
    'a\r\nn@a.vn',
    'a\0n@a.vn',
  ])('is refused for its local part: %j', (text) => {
    expect(refusalOf(text)).toBe('Local part of address is malformed');
  });

  it.each([
    'an@a..vn',
    'an@.vn',
    'an@a.vn.',
    'an@-a.vn',
    'an@a-.vn',
    'an@a_b.vn',
    'an@[1.2.3]',
    'an@[IPv6:x]',
    'an@a b',
    'an@a\n',
    `an@${'a'.repeat(64)}.vn`,
  ])('is refused for its domain: %j', (text) => {
    expect(refusalOf(text)).toBe('Domain of address is malformed');
  });

  it('is refused above the lengths of RFC 5321, counted in octets', () => {
    expect(refusalOf(`${'a'.repeat(64)}@a.vn`)).toMatch(/taken/);
    expect(refusalOf(`${'a'.repeat(65)}@a.vn`)).toMatch(/longer than 64 octets/);
    expect(refusalOf(`${'ă'.repeat(33)}@a.vn`)).toMatch(/longer than 64 octets/);
    expect(refusalOf(`an@${'a.'.repeat(127)}vn`)).toMatch(/longer than 255 octets/);
  });
});

describe('an address', () => {
  it('keeps the case of its local part and loses that of its domain', () => {
    expect(parsed('AnhNV.tt@BacKan.GOV.vn')).toEqual({ localPart: 'AnhNV.tt', domain: 'backan.gov.vn' });
  });

  it('loses the quotes of its local part, and gets them back only where they must be', () => {
    expect(parsed('"anh.nv"@a.vn')).toEqual({ localPart: 'anh.nv', domain: 'a.vn' });
    expect(parsed('"a \\"b\\" @c"@a.vn')).toEqual({ localPart: 'a "b" @c', domain: 'a.vn' });
    expect(formatEmailAddress({ localPart: 'anh.nv', domain: 'a.vn' })).toBe('anh.nv@a.vn');
    expect(formatEmailAddress({ localPart: 'a "b\\', domain: 'a.vn' })).toBe('"a \\"b\\\\"@a.vn');
    expect(formatEmailAddress({ localPart: '', domain: 'a.vn' })).toBe('""@a.vn');
  });

  it('may be written beyond ASCII, composed or not', () => {
    expect(parsed('\u0061\u0306nh@b\u0061\u0306ckan.vn')).toEqual(parsed('ănh@băckan.vn'));
  });

  it('may stand at an address literal', () => {
    expect(parsed('an@[192.0.2.1]').domain).toBe('[192.0.2.1]');
    const six = parsed('an@[IPv6:2001:DB8::1]');
    expect(six.domain).toBe('[ipv6:2001:db8::1]');
    expect(parsed(formatEmailAddress(six))).toEqual(six);
  });

  it('is the same after being written and read again', () => {
    const localPart = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 30 });
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(localPart, domain, (local, host) => {
        const address = { localPart: local, domain: host };
        expect(parsed(formatEmailAddress(address))).toEqual(address);
      }),
    );
  });

  it('is read from any text without a throw, and then writes to what reads the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
        const first = parseEmailAddress(text);
        if (first.ok) expect(parseEmailAddress(formatEmailAddress(first.value))).toEqual(first);
      }),
    );
  });
});

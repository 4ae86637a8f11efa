import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificatePem, pkcs7, pkcs12, privateKeyPem } from './certificate.fixture.ts';
import { certificateLimits } from './limits.ts';
import { readCertificate } from './read-certificate.ts';

const pem = certificatePem({ addresses: ['Anh@Tinh.gov.vn', 'so@tinh.gov.vn'], commonName: 'Nguyễn Văn Ảnh' });
const der = new X509Certificate(pem).raw;
const refusalOf = (file: string | Buffer) => {
  const read = readCertificate(Buffer.from(file));
  return read.ok ? undefined : `${read.refusal.kind}: ${read.refusal.message}`;
};

describe('a file is refused', () => {
  it('with a private key in it, before anything of it is read', () => {
    expect(refusalOf(pem + privateKeyPem())).toMatch(/private key/);
    expect(refusalOf(privateKeyPem())).toMatch(/private key/);
  });

  it('that is no certificate, several, too large, or cut off anywhere', () => {
    for (const file of ['', 'xin chào', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
      expect(refusalOf(file)).toMatch(/no X.509/);
    expect(refusalOf(pem + pem)).toMatch(/several/);
    expect(refusalOf(Buffer.alloc(certificateLimits.fileOctetsMax + 1))).toMatch(/^too-large/);
    for (let length = 0; length < der.length; length += 1) expect(refusalOf(der.subarray(0, length)), `${length}`).toMatch(/no X.509/);
  });

  it('of an authority, with a key that is too short, or a name that shows otherwise than it is', () => {
    expect(refusalOf(certificatePem({ isAuthority: true }))).toMatch(/authority/);
    expect(refusalOf(certificatePem({ rsaBits: 1024 }))).toMatch(/1024 bits/);
    expect(refusalOf(certificatePem({ commonName: 'Nguyễn \u202Enăv' }))).toMatch(/do not show/);
    expect(refusalOf(certificatePem({ addresses: Array.from({ length: 21 }, (_, n) => `a${n}@tinh.gov.vn`) }))).toMatch(/too long/);
    expect(refusalOf(certificatePem({ from: '2027-01-01', to: '2026-01-01' }))).toMatch(/before it begins/);
  });
});

describe('PKCS#7', () => {
  const authority = certificatePem({ isAuthority: true, commonName: 'CA thử' });

  it.each(['der', 'pem'] as const)('gives the one certificate that is no authority’s, from %s', (form) => {
    expect(readCertificate(pkcs7([authority, pem], form))).toEqual(readCertificate(der));
  });

  it('is refused with several people’s, with none, with too many, or cut off anywhere', () => {
    expect(refusalOf(pkcs7([pem, certificatePem()], 'der'))).toMatch(/several/);
    expect(refusalOf(pkcs7([authority], 'der'))).toMatch(/of a person or a unit/);
    expect(refusalOf(pkcs7(Array(certificateLimits.certificatesInFileMax + 1).fill(authority), 'der'))).toMatch(/several/);
    const whole = pkcs7([authority, pem], 'der');
    for (let length = 0; length < whole.length; length += 1) expect(refusalOf(whole.subarray(0, length)), `${length}`).toBeDefined();
  });

  it('a store with a private key in it is told apart from what cannot be read', () => {
    expect(refusalOf(pkcs12(pem))).toMatch(/PKCS#12 file has a private key/);
  });
});

it('is read from PEM and DER alike', () => {
  const read = readCertificate(Buffer.from(pem));
  expect(read).toEqual(readCertificate(der));
  expect(read).toMatchObject({
    value: {
      ...{ subject: 'CN=Nguyễn Văn Ảnh', addresses: ['anh@tinh.gov.vn', 'so@tinh.gov.vn'], der },
      ...{ keyUsage: ['digitalSignature', 'nonRepudiation'], notBefore: new Date('2024-01-01'), notAfter: new Date('2999-01-01') },
    },
  });
});

it('an address that looks like two is one, and nobody’s', () => {
  for (const trick of ['x, email:anh@tinh.gov.vn', '"x", email:anh@tinh.gov.vn', 'x\\", email:anh@tinh.gov.vn', 'email:anh@tinh.gov.vn']) {
    const read = readCertificate(Buffer.from(certificatePem({ addresses: [trick] })));
    expect(read.ok ? read.value.addresses : []).not.toContain('anh@tinh.gov.vn');
  }
});

it('whatever octets are changed, it is read or refused, and nothing is thrown', () => {
  const change = fc.array(fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(change, (changes) => {
      const file = Buffer.from(der);
      for (const [at, octet] of changes) file[at] = octet;
      const read = readCertificate(file);
      if (read.ok) expect(read.value.addresses.length).toBeLessThanOrEqual(certificateLimits.addressesMax);
    }),
    { numRuns: 500 },
  );
});

import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import forge from 'node-forge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAuthority, loadLocalAuthority } from './local-authority.ts';
import { issuePersonalCertificate, type PersonalCertificate } from './personal-certificate.ts';
import { exportPkcs12 } from './pkcs12.ts';
import { daysLater, makeTlsDataDir, type TlsDataDir } from './tls-data-dir.fixture.ts';

const anh = {
  name: 'Nguyễn Văn Anh',
  address: { localPart: 'anhnv.tt', domain: 'backan.gov.vn' },
  organisation: 'Trung tâm Công nghệ thông tin và Truyền thông',
  validDays: 730,
};
let dataDir: TlsDataDir;
let authority: LocalAuthority;
let issued: PersonalCertificate;
beforeAll(async () => {
  dataDir = await makeTlsDataDir();
  authority = await loadLocalAuthority(dataDir.path, daysLater(0));
  issued = await issuePersonalCertificate(authority, anh, daysLater(0));
});
afterAll(() => dataDir[Symbol.asyncDispose]());

describe('a personal certificate', () => {
  it('is refused for an address beyond ASCII, which it cannot name', async () => {
    const address = { localPart: 'nguyễn', domain: 'backan.gov.vn' };
    await expect(issuePersonalCertificate(authority, { ...anh, address }, daysLater(0))).rejects.toThrow('beyond ASCII');
  });

  it('is of the CA, and names the person and the address', () => {
    const certificate = new X509Certificate(issued.certificatePem);
    expect(certificate.checkIssued(authority.certificate) && certificate.verify(authority.certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('O=Trung tâm Công nghệ thông tin và Truyền thông\nCN=Nguyễn Văn Anh');
    expect(certificate.subjectAltName).toBe('email:anhnv.tt@backan.gov.vn');
    expect(certificate.checkEmail('anhnv.tt@backan.gov.vn')).toBe('anhnv.tt@backan.gov.vn');
  });

  it('is for signing and encrypting mail only', () => {
    const certificate = new X509Certificate(issued.certificatePem);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.4']); // node's name for the extended one: emailProtection
    const keyUsage = forge.pki.certificateFromPem(issued.certificatePem).getExtension('keyUsage');
    expect(keyUsage).toMatchObject({
      critical: true,
      digitalSignature: true,
      nonRepudiation: true,
      keyEncipherment: true,
      keyCertSign: false,
    });
  });

  it('has a key and a serial number of its own', async () => {
    const other = await issuePersonalCertificate(authority, anh, daysLater(0));
    expect(other.serialNumber).not.toBe(issued.serialNumber);
    expect(other.privateKeyPem).not.toBe(issued.privateKeyPem);
  });

  it('ends when asked, but not after the CA', async () => {
    expect(issued.notAfter).toEqual(daysLater(730).now());
    const late = await issuePersonalCertificate(authority, anh, daysLater(3600));
    expect(late.notAfter).toEqual(authority.certificate.validToDate);
  });

  it('cuts a name that a certificate cannot hold, between characters', async () => {
    const long = await issuePersonalCertificate(authority, { ...anh, name: 'ễ'.repeat(100) }, daysLater(0));
    expect(new X509Certificate(long.certificatePem).subject).toContain(`CN=${'ễ'.repeat(64)}`);
  });
});

describe('its PKCS#12 file', () => {
  const exported = () =>
    exportPkcs12({ ...issued, chainPem: [authority.certificatePem], friendlyName: `${anh.name} (anhnv.tt@backan.gov.vn)` });

  it('opens with its password in OpenSSL 3 without legacy algorithms, and with no other password', () => {
    const { p12, password } = exported();
    expect(() => tls.createSecureContext({ pfx: p12, passphrase: `${password}x` })).toThrow('mac verify failure');
    expect(() => tls.createSecureContext({ pfx: p12, passphrase: password })).not.toThrow();
  });

  it('holds the key, the certificate and the CA, under the name of the person', () => {
    const { p12, password } = exported();
    const container = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(p12.toString('binary')), password);
    const certificates = container.getBags({ bagType: forge.pki.oids.certBag! })[forge.pki.oids.certBag!]!;
    const pems = certificates.map((bag) => forge.pki.certificateToPem(bag.cert!).replaceAll('\r\n', '\n'));
    expect(pems).toEqual([issued.certificatePem, authority.certificatePem]);
    const keys = container.getBags({ bagType: forge.pki.oids.pkcs8ShroudedKeyBag! })[forge.pki.oids.pkcs8ShroudedKeyBag!]!;
    const key = forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(keys[0]!.key!)));
    expect(key.replaceAll('\r\n', '\n')).toBe(issued.privateKeyPem);
    expect(keys[0]!.attributes.friendlyName[0]).toBe('Nguyễn Văn Anh (anhnv.tt@backan.gov.vn)');
  });

  it('has another password each time', () => {
    expect(exported().password).not.toBe(exported().password);
    expect(exported().password).toMatch(/^[a-z2-9]{20}$/);
  });
});

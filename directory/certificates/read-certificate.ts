import { X509Certificate } from 'node:crypto';
import { isPlainText } from '#kernel/plain-text.ts';
import { type InBoth, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { keyUsageOf } from './key-usage.ts';
import { certificateLimits } from './limits.ts';
import { isPkcs12, pkcs7Certificates } from './pkcs7-certificates.ts';

/** A certificate as it says itself; who issued it is not proved here. */
export interface ReadCertificate {
  /** Upper case hexadecimal. */
  readonly serial: string;
  readonly issuer: string;
  readonly subject: string;
  /** rfc822Name of subjectAltName (RFC 5280 §4.2.1.6), lower case. */
  readonly addresses: readonly string[];
  readonly keyUsage: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly der: Buffer;
}

/** Reads one certificate out of a file: PEM, DER, or PKCS#7 with the authorities above it (.p7b). Nothing of a private key is ever taken. */
export function readCertificate(file: Buffer): Result<ReadCertificate> {
  const { fileOctetsMax } = certificateLimits;
  if (file.length > fileOctetsMax)
    return no('too-large', `Tệp lớn hơn ${fileOctetsMax} byte`, `The file has more than ${fileOctetsMax} octets`);
  const text = file.toString('latin1');
  if (text.includes('PRIVATE KEY-----'))
    return no('invalid', 'Tệp có khoá riêng: chỉ gửi chứng thư', 'The file has a private key: give the certificate alone');
  const of7 = pkcs7Certificates(unwrapped(text, file));
  if (of7 !== undefined) return onlyOwn(of7);
  if ((text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/g)?.length ?? 0) > 1) return several;
  if (isPkcs12(file))
    return no('invalid', 'Tệp PKCS#12 có khoá riêng: chỉ gửi chứng thư', 'A PKCS#12 file has a private key: give the certificate alone');
  const x509 = parse(file);
  return x509 === undefined ? no('invalid', 'Không phải chứng thư X.509', 'This is no X.509 certificate') : checked(x509);
}

/** The octets in a PEM file of PKCS#7; a file that is none, as it is. */
function unwrapped(text: string, file: Buffer): Buffer {
  const [, base64] = /-----BEGIN (?:PKCS7|CMS)-----([^-]*)-----END/.exec(text) ?? [];
  return base64 === undefined ? file : Buffer.from(base64, 'base64');
}

/** Of a PKCS#7 file the one that is no authority's. */
function onlyOwn(ders: readonly Buffer[]): Result<ReadCertificate> {
  if (ders.length > certificateLimits.certificatesInFileMax) return several;
  const own = ders.map(parse).filter((x509) => x509?.ca !== true);
  if (own.length > 1) return several;
  const [x509] = own;
  return x509 === undefined
    ? no('invalid', 'Tệp không có chứng thư của người hay đơn vị nào', 'The file has no certificate of a person or a unit')
    : checked(x509);
}

function checked(x509: X509Certificate): Result<ReadCertificate> {
  const { derOctetsMax, rsaBitsMin } = certificateLimits;
  if (x509.raw.length > derOctetsMax)
    return no('too-large', `Chứng thư lớn hơn ${derOctetsMax} byte`, `The certificate has more than ${derOctetsMax} octets`);
  if (x509.ca) return no('invalid', 'Đây là chứng thư của một tổ chức chứng thực', 'This is the certificate of an authority');
  const bits = x509.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < rsaBitsMin)
    return no('invalid', `Khoá RSA ${bits} bit: ít nhất ${rsaBitsMin}`, `An RSA key of ${bits} bits: ${rsaBitsMin} at least`);
  return described(x509);
}

function parse(file: Buffer): X509Certificate | undefined {
  try {
    const x509 = new X509Certificate(file);
    void x509.publicKey; // a key of no known kind throws only when it is asked for
    return x509;
  } catch {
    return undefined;
  }
}

function described(x509: X509Certificate): Result<ReadCertificate> {
  const [issuer, subject] = [dn(x509.issuer), dn(x509.subject)];
  const addresses = addressesIn(x509.subjectAltName ?? '');
  const { nameCharactersMax, addressesMax } = certificateLimits;
  if (issuer === '' || [issuer, subject].some((name) => name.length > nameCharactersMax) || addresses.length > addressesMax)
    return no('invalid', 'Tên trong chứng thư trống hoặc quá dài', 'Names in the certificate are missing or too long');
  // Lists show them, where somebody judges by what they see.
  if (![issuer, subject, ...addresses].every(isPlainText))
    return no('invalid', 'Tên trong chứng thư có ký tự lạ', 'Names in the certificate have characters that do not show');
  const [notBefore, notAfter] = [x509.validFromDate, x509.validToDate];
  if (!(notAfter > notBefore)) return no('invalid', 'Thời hạn của chứng thư sai', 'The certificate ends before it begins');
  const der = x509.raw;
  return ok({ serial: x509.serialNumber, issuer, subject, addresses, keyUsage: keyUsageOf(der), notBefore, notAfter, der });
}

/** Node gives a part a line, each escaped by RFC 4514 already. */
const dn = (text: string | undefined) => (text ?? '').split('\n').join(', ');

/** Node quotes, as JSON does, whatever could be taken for the next entry; what cannot be read ends the list. */
function addressesIn(subjectAltName: string): readonly string[] {
  const entry = /(?:^|, )([A-Za-z0-9 ]+):("(?:[^"\\]|\\.)*"|[^,"]*)/gy;
  return [...subjectAltName.matchAll(entry)].flatMap(([, kind, value = '']) => {
    if (kind !== 'email') return [];
    const address: unknown = value.startsWith('"') ? JSON.parse(value) : value;
    return typeof address === 'string' && address !== '' ? [address.toLowerCase()] : [];
  });
}

function no(kind: 'invalid' | 'too-large', vi: InBoth['vi'], en: InBoth['en']) {
  return refused(refusalInBoth(kind, { vi, en }));
}

const several = no('invalid', 'Tệp có nhiều chứng thư: mỗi lần một chứng thư', 'The file has several certificates: one at a time');

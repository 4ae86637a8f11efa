import { X509Certificate } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Clock } from '#kernel/clock.ts';
import { type EmailAddress, formatEmailAddress } from '#kernel/email-address.ts';
import { issueCertificate } from './certificate.ts';
import { commonNameCharsMax, leafKeyBits, organisationCharsMax } from './limits.ts';
import type { LocalAuthority } from './local-authority.ts';
import { makeRsaKeyPair, privateKeyPem } from './rsa-key-pair.ts';

export interface PersonalCertificateRequest {
  /** The person's name or the unit's, UTF-8. */
  readonly name: string;
  readonly address: EmailAddress;
  readonly organisation?: string;
  readonly validDays: number;
}

export interface PersonalCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Hexadecimal, upper case. */
  readonly serialNumber: string;
  readonly fingerprint256: string;
  readonly notAfter: Date;
}

/** An S/MIME certificate for signing and for being written to (RFC 8550), with a new key. It never outlives the CA. */
export async function issuePersonalCertificate(
  authority: LocalAuthority,
  request: PersonalCertificateRequest,
  clock: Clock,
): Promise<PersonalCertificate> {
  const altNames = [{ type: 1, value: rfc822Name(request.address) }];
  const keys = await makeRsaKeyPair(leafKeyBits);
  const now = clock.now();
  const daysOfAuthority = Math.floor((authority.certificate.validToDate.getTime() - now.getTime()) / 86_400_000);
  const certificatePem = await issueCertificate(
    {
      subject: {
        commonName: cut(request.name, commonNameCharsMax),
        ...(request.organisation === undefined ? {} : { organisation: cut(request.organisation, organisationCharsMax) }),
      },
      publicKey: keys.publicKey,
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true, keyEncipherment: true },
        { name: 'extKeyUsage', emailProtection: true },
        { name: 'subjectAltName', altNames },
      ],
      now,
      days: Math.min(request.validDays, daysOfAuthority),
    },
    authority,
  );
  const { serialNumber, fingerprint256, validToDate: notAfter } = new X509Certificate(certificatePem);
  return { certificatePem, privateKeyPem: privateKeyPem(keys.privateKey), serialNumber, fingerprint256, notAfter };
}

/** RFC 5280 §4.2.1.6: rfc822Name is an IA5String. A local part beyond ASCII would need RFC 9598, which no client we know reads. */
function rfc822Name(address: EmailAddress): string {
  const name = formatEmailAddress({ ...address, domain: domainToASCII(address.domain) });
  if (/[^\x20-\x7e]/.test(name)) throw new RangeError(`No certificate can be made for an address beyond ASCII: ${name}`);
  return name;
}

const cut = (text: string, charsMax: number) => [...text.normalize('NFC')].slice(0, charsMax).join('');

import { join } from 'node:path';
import type { CreatedPerson } from '#directory/people/create-people.ts';
import type { LocalAuthority } from '#io/tls/local-authority.ts';
import { issuePersonalCertificate } from '#io/tls/personal-certificate.ts';
import { exportPkcs12 } from '#io/tls/pkcs12.ts';
import { writeDurably } from '#io/write-durably.ts';
import { systemClock } from '#kernel/clock.ts';

export interface SampleCertificate {
  /** Absolute path of the PKCS#12 file. */
  readonly p12: string;
  readonly p12Password: string;
}

const validDays = 365;

/** A signing certificate from the local CA for each sample person, as a PKCS#12 file that mail clients import. */
export function issueSampleCertificates(
  authority: LocalAuthority,
  folder: string,
  organisation: string,
  people: readonly CreatedPerson<string>[],
): Promise<SampleCertificate[]> {
  return Promise.all(people.map((person) => issueOne(authority, folder, organisation, person)));
}

async function issueOne(
  authority: LocalAuthority,
  folder: string,
  organisation: string,
  person: CreatedPerson<string>,
): Promise<SampleCertificate> {
  const { localPart, domain, displayName: name } = person;
  const request = { name, address: { localPart, domain }, organisation, validDays };
  const { certificatePem, privateKeyPem } = await issuePersonalCertificate(authority, request, systemClock);
  const { p12, password } = exportPkcs12({ certificatePem, privateKeyPem, chainPem: [authority.certificatePem], friendlyName: name });
  const path = join(folder, `${localPart}@${domain}.p12`);
  await writeDurably(path, p12, 0o600);
  return { p12: path, p12Password: password };
}

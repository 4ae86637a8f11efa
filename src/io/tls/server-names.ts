import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { serverRenewDays } from './limits.ts';

/** What a server certificate is for. Host names in lower case A-label form. */
export interface ServerNames {
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
}

/** The names clients connect to: this machine, the configured host names, and `mail.` of each mail domain. */
export function serverNames(configured: { readonly hostnames: readonly string[]; readonly mailDomains: readonly string[] }): ServerNames {
  const all = [...configured.hostnames, ...configured.mailDomains.map((domain) => `mail.${domain}`), 'localhost'];
  const hosts = all.filter((name) => isIP(name) === 0).map(asHost);
  const addresses = [...all.filter((name) => isIP(name) !== 0), '127.0.0.1', '::1'];
  return { hosts: [...new Set(hosts)], addresses: [...new Set(addresses)] };
}

function asHost(name: string): string {
  const host = domainToASCII(name);
  if (host === '') throw new Error(`"${name}" is not a host name that a certificate can be made for`);
  return host;
}

export type RenewalReason = 'other-authority' | 'expiring' | 'names-changed';

/** Why a certificate of ours must be made anew, if it must. */
export function renewalReason(
  certificate: X509Certificate,
  authority: X509Certificate,
  names: ServerNames,
  now: Date,
): RenewalReason | undefined {
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey)) return 'other-authority';
  if (certificate.validToDate.getTime() - now.getTime() < serverRenewDays * 86_400_000) return 'expiring';
  return isFor(certificate, names) ? undefined : 'names-changed';
}

/** As many names as wanted, and each of the wanted: exactly the wanted. */
function isFor(certificate: X509Certificate, { hosts, addresses }: ServerNames): boolean {
  const count = certificate.subjectAltName?.split(', ').length ?? 0;
  return (
    count === hosts.length + addresses.length &&
    hosts.every((host) => certificate.checkHost(host, { subject: 'never', wildcards: false }) !== undefined) &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}

import { X509Certificate } from 'node:crypto';
import type { Clock } from '#kernel/clock.ts';
import { type ConfiguredFiles, loadConfiguredCertificate } from './configured-certificate.ts';
import type { LocalAuthority } from './local-authority.ts';
import { ensureServerCertificate } from './server-certificate.ts';
import { type RenewalReason, serverNames } from './server-names.ts';

export type TlsSource =
  | ({ readonly kind: 'files' } & ConfiguredFiles)
  | {
      readonly kind: 'local';
      readonly dataDir: string;
      readonly authority: LocalAuthority;
      readonly hostnames: readonly string[];
      readonly mailDomains: readonly string[];
    };

/** What listeners need: `cert` and `key` of a SecureContext, and what to tell about them. */
export interface TlsMaterial {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly notAfter: Date;
  readonly fingerprint256: string;
  /** Why the local CA has just made it; undefined for a configured one or one that was there. */
  readonly issued?: RenewalReason | 'first';
}

/** Loads the operator's certificate, or the local CA's, renewing that one when it must be. */
export async function loadTlsMaterial(source: TlsSource, clock: Clock): Promise<TlsMaterial> {
  const pair =
    source.kind === 'files'
      ? await loadConfiguredCertificate(source, clock)
      : await ensureServerCertificate(source.dataDir, source.authority, serverNames(source), clock);
  const certificate = new X509Certificate(pair.certificatePem);
  return { ...pair, notAfter: certificate.validToDate, fingerprint256: certificate.fingerprint256 };
}

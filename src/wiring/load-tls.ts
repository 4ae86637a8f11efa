import type { Config } from '#config/schema.ts';
import { type LocalAuthority, loadLocalAuthority } from '#io/tls/local-authority.ts';
import { loadTlsMaterial } from '#io/tls/tls-material.ts';
import type { Clock } from '#kernel/clock.ts';
import type { DataDir } from './data-dir.ts';
import { readProvince } from './read-province.ts';

export interface LoadedTls {
  /** Issues the server's certificate unless one is configured, and sample people's. */
  readonly authority: LocalAuthority;
  readonly material: { readonly key: string; readonly cert: string };
}

/** The certificate to serve with: the operator's, or the local CA's, which is made at a first start and renewed at later ones. */
export async function loadTls(config: Config, dataDir: DataDir, clock: Clock): Promise<LoadedTls> {
  const authority = await loadLocalAuthority(dataDir.root, clock);
  const { certificate, key } = config.tls;
  const { domains } = await readProvince(config);
  const loaded = await loadTlsMaterial(
    certificate !== undefined && key !== undefined
      ? { kind: 'files', certificateFile: certificate, keyFile: key }
      : { kind: 'local', dataDir: dataDir.root, authority, hostnames: [config.hostname], mailDomains: domains },
    clock,
  );
  return { authority, material: { key: loaded.privateKeyPem, cert: loaded.certificatePem } };
}

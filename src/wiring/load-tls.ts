import type { Config } from '#config/schema.ts';
import { type LocalAuthority, loadLocalAuthority } from '#io/tls/local-authority.ts';
import { loadTlsMaterial } from '#io/tls/tls-material.ts';
import type { Clock } from '#kernel/clock.ts';
import type { DataDir } from './data-dir.ts';

/** The local CA, made at a first start: it issues the server's certificate unless one is configured, and sample people's. */
export function loadAuthority(dataDir: DataDir, clock: Clock): Promise<LocalAuthority> {
  return loadLocalAuthority(dataDir.root, clock);
}

interface ServerTls {
  readonly config: Config;
  readonly dataDir: DataDir;
  readonly authority: LocalAuthority;
  readonly mailDomains: readonly string[];
}

/** The certificate to serve with: the operator's, or the local CA's, which is made at a first start and renewed at later ones. */
export async function loadTls(given: ServerTls, clock: Clock): Promise<{ readonly key: string; readonly cert: string }> {
  const { config, dataDir, authority, mailDomains } = given;
  const { certificate, key } = config.tls;
  const loaded = await loadTlsMaterial(
    certificate !== undefined && key !== undefined
      ? { kind: 'files', certificateFile: certificate, keyFile: key }
      : { kind: 'local', dataDir: dataDir.root, authority, hostnames: [config.hostname], mailDomains },
    clock,
  );
  return { key: loaded.privateKeyPem, cert: loaded.certificatePem };
}

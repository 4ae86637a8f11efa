import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
import type { OwnAddress } from '#directory/portal/web-app/secured-address.ts';
import { webApp } from '#directory/portal/web-app/web-app.ts';
import { readWebFiles } from '#directory/portal/web-app/web-files.ts';
import type { Log } from '#io/log.ts';
import { portOf } from './ports.ts';

const built = fileURLToPath(new URL('../../admin-ui/dist', import.meta.url));

interface Parts {
  readonly config: Pick<Config, 'hostname' | 'portBase' | 'bind'>;
  readonly log: Pick<Log, 'error'>;
  /** Where the build is; another in tests. */
  readonly folder?: string;
}

/** The web application as it was built, and where browsers reach it over TLS: by our name, or an address we listen on. Mail needs none of it. */
export async function openWebApp({ config, log, folder = built }: Parts) {
  const files = await readWebFiles(folder).catch((err: unknown) => {
    log.error({ event: 'worker.web-app-unread', err });
    return null;
  });
  return webApp({ files, own: ownAddress(config) });
}

export function ownAddress({ hostname, portBase, bind }: Parts['config']): OwnAddress {
  const listening = bind.filter((address) => isIP(address) !== 0 && !/^(0\.0\.0\.0|[0:]+)$/.test(address));
  return { hosts: [hostname, 'localhost', ...listening], httpsPort: portOf('https', portBase) };
}

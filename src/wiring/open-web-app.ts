import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
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
export async function openWebApp({ config: { hostname, portBase, bind }, log, folder = built }: Parts) {
  const listening = bind.filter((address) => isIP(address) !== 0 && !/^(0\.0\.0\.0|[0:]+)$/.test(address));
  const own = { hosts: [hostname, 'localhost', ...listening] as const, httpsPort: portOf('https', portBase) };
  const files = await readWebFiles(folder).catch((err: unknown) => {
    log.error({ event: 'worker.web-app-unread', err });
    return null;
  });
  return webApp({ files, own });
}

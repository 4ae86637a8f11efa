import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
import { webApp } from '#directory/portal/web-app/web-app.ts';
import { readWebFiles } from '#directory/portal/web-app/web-files.ts';
import { portOf } from './ports.ts';

const built = fileURLToPath(new URL('../../admin-ui/dist', import.meta.url));

/** The web application as it was built, and where browsers reach it over TLS: by our name, or an address we listen on. */
export async function openWebApp({ hostname, portBase, bind }: Pick<Config, 'hostname' | 'portBase' | 'bind'>) {
  const listening = bind.filter((address) => isIP(address) !== 0 && !/^(0\.0\.0\.0|[0:]+)$/.test(address));
  const own = { hosts: [hostname, 'localhost', ...listening] as const, httpsPort: portOf('https', portBase) };
  return webApp({ files: await readWebFiles(built), own });
}

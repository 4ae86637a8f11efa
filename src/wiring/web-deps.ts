import type { Config } from '#config/schema.ts';
import type { OidcDeps } from '#directory/access/oidc/oidc-deps.ts';
import type { SignInDeps } from '#directory/access/sign-in.ts';
import type { WebDeps } from '#directory/access/web-session/web-deps.ts';
import { type DataDir, loadSecret } from './data-dir.ts';
import { portOf } from './ports.ts';

interface WebParts {
  readonly config: Pick<Config, 'web' | 'hostname' | 'portBase'>;
  readonly dataDir: DataDir;
  readonly signIn: SignInDeps;
  readonly sessionKey: Buffer;
  readonly provinceName: string;
  readonly oidc: OidcDeps | undefined;
}

/** What signing in on the web takes; a key of its own, so that losing it costs second factors alone. */
export async function webDeps({ config, dataDir, signIn, sessionKey, provinceName, oidc }: WebParts): Promise<WebDeps> {
  const { idleMinutes, absoluteHours, secondFactorFor } = config.web;
  const rules = { idleMs: idleMinutes * 60_000, absoluteMs: absoluteHours * 60 * 60_000, secondFactorFor };
  const sealKey = await loadSecret(dataDir, 'second-factor.key');
  const hosts = { names: [config.hostname.toLowerCase(), 'localhost'], httpsPort: portOf('https', config.portBase) };
  return { signIn, rules, sessionKey, sealKey, issuer: `Công Thư ${provinceName}`, hosts, ...(oidc === undefined ? {} : { oidc }) };
}

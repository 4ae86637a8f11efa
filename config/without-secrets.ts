import type { Config } from './schema.ts';

const masked = '********';

/** A configuration that may be shown: passwords, and those inside URLs, are masked. */
export function withoutSecrets(config: Config): Config {
  const { database, relay, web } = config;
  return {
    ...config,
    database: {
      ...database,
      ...(database.url === undefined ? {} : { url: maskUrl(database.url) }),
      ...(database.ownerUrl === undefined ? {} : { ownerUrl: maskUrl(database.ownerUrl) }),
    },
    ...(web.oidc?.clientSecret === undefined ? {} : { web: { ...web, oidc: { ...web.oidc, clientSecret: masked } } }),
    ...(relay === undefined ? {} : { relay: { ...relay, ...(relay.password === undefined ? {} : { password: masked }) } }),
  };
}

// libpq takes a password as a parameter of the URL too.
function maskUrl(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = masked;
  for (const name of url.searchParams.keys()) if (/password/i.test(name)) url.searchParams.set(name, masked);
  return url.href;
}

import { expect, it } from 'vitest';
import { loadConfig } from './load.ts';
import { withoutSecrets } from './without-secrets.ts';

it('no password is left in a configuration that is shown, and everything else is', async () => {
  const config = await loadConfig(
    undefined,
    {},
    {
      database: { url: 'postgres://app:bimat1@db/congthu?sslmode=require', ownerUrl: 'postgres://db/congthu?user=owner&password=bimat2' },
      web: { oidc: { issuer: 'https://sso.example.vn', clientId: 'congthu', clientSecret: 'bimat4' } },
      relay: { host: 'relay.example.vn', user: 'congthu', password: 'bimat3' },
    },
  );
  const shown = withoutSecrets(config);
  expect(JSON.stringify(shown)).not.toContain('bimat');
  expect(shown.database.url).toBe('postgres://app:********@db/congthu?sslmode=require');
  expect(shown.relay).toMatchObject({ host: 'relay.example.vn', user: 'congthu', password: '********' });
  expect(shown.web.oidc).toEqual({ ...config.web.oidc, clientSecret: '********' });
  const others = { database: 0, relay: 0, web: 0 };
  expect({ ...shown, ...others }).toEqual({ ...config, ...others });
  const plain = await loadConfig(undefined, {});
  expect(withoutSecrets(plain)).toEqual(plain);
});

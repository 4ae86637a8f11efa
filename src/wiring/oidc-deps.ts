import { readFile } from 'node:fs/promises';
import type { Config } from '#config/schema.ts';
import type { OidcDeps } from '#directory/access/oidc/oidc-deps.ts';
import { OpenidProvider } from '#directory/access/oidc/openid-provider.ts';
import { securedAddress } from '#directory/portal/web-app/secured-address.ts';
import { ownAddress } from './open-web-app.ts';

/** The identity provider of the configuration; undefined where there is none. Nothing is asked of it before somebody wants to sign in. */
export async function oidcDeps(config: Pick<Config, 'web' | 'hostname' | 'portBase' | 'bind'>): Promise<OidcDeps | undefined> {
  const { oidc } = config.web;
  if (oidc === undefined) return undefined;
  const { issuer, clientId, scopes, accountClaim, unverifiedEmail, factorAcr, factorAmr, labelVi, labelEn, signOutThere } = oidc;
  const own = ownAddress(config);
  const provider = new OpenidProvider({
    ...{ issuer, clientId, clientSecret: await secretOf(oidc), scopes, accountClaim, unverifiedEmail },
    ...{ factorAcr, factorAmr },
  });
  return {
    ...{ provider, label: { vi: labelVi, en: labelEn }, signsOutThere: signOutThere },
    ownAddress: (host, path) => securedAddress(own, host, new URL(path, 'https://own.invalid')),
  };
}

type Oidc = NonNullable<Config['web']['oidc']>;

async function secretOf({ clientSecret, clientSecretFile }: Pick<Oidc, 'clientSecret' | 'clientSecretFile'>): Promise<string | null> {
  if (clientSecretFile === undefined) return clientSecret ?? null;
  const text = (await readFile(clientSecretFile, 'utf8')).trim();
  if (text === '') throw new Error(`${clientSecretFile} holds no secret`);
  return text;
}

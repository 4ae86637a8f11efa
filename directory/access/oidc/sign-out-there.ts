import type { WebDeps } from '../web-session/web-deps.ts';

/**
 * Where whoever signed out here goes on to sign out at the provider, and comes back from (OpenID Connect RP-Initiated Logout 1.0). null: not asked
 * for by the installation, or not to be had there. The provider asks its user, since no ID token is kept that would tell it whose session it is.
 */
export async function signOutAddress({ oidc }: Pick<WebDeps, 'oidc'>, host: string | undefined): Promise<string | null> {
  return oidc?.signsOutThere === true ? oidc.provider.signOutAddress(oidc.ownAddress(host, '/admin/')) : null;
}

import type { OidcDeps } from '../oidc/oidc-deps.ts';
import type { PasswordRules } from '../password-age.ts';
import type { SignInDeps } from '../sign-in.ts';
import type { OwnHosts } from './passkeys/relying-party.ts';

/** Who must have a second factor (REQ-ACC-8). administrators: whoever has a role that was given. */
export type SecondFactorFor = 'administrators' | 'everybody' | 'nobody';

/** What the installation asks of sessions on the web. */
export interface WebRules {
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly secondFactorFor: SecondFactorFor;
}

export interface WebDeps {
  /** As mail protocols sign in. */
  readonly signIn: SignInDeps & { readonly passwordRules?: PasswordRules };
  readonly rules: WebRules;
  /** Of the server, not of the database: secrets of cookies and recovery codes are kept as MACs under it. */
  readonly sessionKey: Buffer;
  /** As well: the secrets of second factors are sealed under it. */
  readonly sealKey: Buffer;
  /** Left out: there is no identity provider. */
  readonly oidc?: OidcDeps;
  /** Who authenticators say that they are for: the province. */
  readonly issuer: string;
  /** At which of its names passkeys are made and taken. */
  readonly hosts: OwnHosts;
}

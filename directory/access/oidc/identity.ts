import { oidcLimits } from './limits.ts';

/** How the installation takes what the provider says. */
export interface OidcRules {
  /** The claim whose value is an address here. */
  readonly accountClaim: string;
  /** Whether an `email` counts that the provider has not verified. */
  readonly unverifiedEmail: boolean;
  /** Values of `acr` and of `amr` that say that a second factor was shown there. */
  readonly factorAcr: readonly string[];
  readonly factorAmr: readonly string[];
}

/** What the provider says of somebody, as far as it counts here. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** The address that names the account; else why there is none that counts. */
  readonly address: string | null;
  readonly noAddress: 'no-claim' | 'not-verified' | null;
  /** The provider has seen a second factor, of those that the installation takes for one. */
  readonly hasFactor: boolean;
  /** When the provider last asked who it is, in seconds since 1970; null: it does not say. */
  readonly askedAt: number | null;
}

type Claims = Readonly<Record<string, unknown>>;

/** The claim that names the account: of the ID token, or of the user info, which may say more (OpenID Connect Core 1.0 §5.4). */
export function hasAccountClaim(claims: Claims, { accountClaim }: Pick<OidcRules, 'accountClaim'>): boolean {
  return typeof claims[accountClaim] === 'string';
}

/** `token` holds the claims of an ID token that was looked through; `more` those of the user info of the same subject. */
export function identityOf(token: Claims, more: Claims, rules: OidcRules): Identity {
  const named = hasAccountClaim(token, rules) ? token : more;
  const address = named[rules.accountClaim];
  const noAddress = whyNoAddress(address, named, rules);
  return {
    issuer: String(token.iss),
    subject: String(token.sub),
    address: noAddress === null ? (address as string) : null,
    noAddress,
    hasFactor: isFactor(token, rules),
    askedAt: typeof token.auth_time === 'number' ? token.auth_time : null,
  };
}

function whyNoAddress(address: unknown, claims: Claims, { accountClaim, unverifiedEmail }: OidcRules): Identity['noAddress'] {
  if (typeof address !== 'string' || address === '' || address.length > oidcLimits.claimCharactersMax) return 'no-claim';
  // §5.1: the provider took steps to ensure that the address is this person's. Of other claims it says nothing like it.
  return accountClaim === 'email' && !unverifiedEmail && claims.email_verified !== true ? 'not-verified' : null;
}

/** Of the ID token alone, which is signed (§2: `acr` is one value, `amr` an array). */
function isFactor({ acr, amr }: Claims, { factorAcr, factorAmr }: OidcRules): boolean {
  const ways: readonly unknown[] = Array.isArray(amr) ? amr : [];
  return (typeof acr === 'string' && factorAcr.includes(acr)) || ways.some((one) => typeof one === 'string' && factorAmr.includes(one));
}

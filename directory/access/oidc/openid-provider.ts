import * as client from 'openid-client';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { makeWorkSlots } from '../work-slots.ts';
import type { Flow } from './flow.ts';
import { hasAccountClaim, type Identity, identityOf, type OidcRules } from './identity.ts';
import { oidcLimits } from './limits.ts';
import type { Asking, IdentityProvider } from './oidc-deps.ts';
import { away, isUnknownKey, refusalOf, Undiscovered } from './provider-fault.ts';
import { providerFetch } from './provider-fetch.ts';

export interface OpenidClient extends OidcRules {
  /** https, or http on this machine itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  readonly scopes: readonly string[];
}

interface Known {
  readonly configuration: Promise<client.Configuration>;
  /** As performance.now(). */
  readonly until: number;
}

/** A provider by OpenID Connect Discovery. What it says of itself is kept for a while, and forgotten when its keys are not those we know. */
export class OpenidProvider implements IdentityProvider {
  readonly #settings: OpenidClient;
  readonly #slots = makeWorkSlots({ atOnceMax: oidcLimits.callsAtOnceMax, waitingMax: oidcLimits.callsWaitingMax });
  #known: Known | undefined;

  constructor(settings: OpenidClient) {
    this.#settings = settings;
  }

  get issuer(): string {
    return this.#settings.issuer;
  }

  addressOf(flow: Flow, asking: Asking): Promise<Result<string>> {
    return this.#attempt(async (configuration) => {
      const { scopes, factorAcr } = this.#settings;
      const parameters = {
        ...{ redirect_uri: flow.redirectUri, scope: scopes.join(' '), response_mode: 'query', state: flow.state, nonce: flow.nonce },
        ...{ code_challenge: await client.calculatePKCECodeChallenge(flow.verifier), code_challenge_method: 'S256' },
        ...(factorAcr.length === 0 ? {} : { acr_values: factorAcr.join(' ') }),
        ...(asking === 'if-needed' ? {} : { prompt: 'login' }),
        ...(asking === 'as-proof' ? { max_age: '0' } : {}),
      };
      return client.buildAuthorizationUrl(configuration, parameters).href;
    });
  }

  identify(flow: Flow, query: string, asking: Asking): Promise<Result<Identity>> {
    return this.#attempt(async (configuration) => {
      const answer = new URL(flow.redirectUri);
      answer.search = query;
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        ...{ expectedState: flow.state, expectedNonce: flow.nonce, pkceCodeVerifier: flow.verifier, idTokenExpected: true },
        ...(asking === 'as-proof' ? { maxAge: oidcLimits.flowMs / 1000 } : {}),
      });
      const claims = tokens.claims();
      if (claims === undefined || !isSubject(claims.sub)) throw new Error('the ID token has no subject that can be one');
      const isEnough = hasAccountClaim(claims, this.#settings) || configuration.serverMetadata().userinfo_endpoint === undefined;
      const more = isEnough ? {} : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return identityOf(claims, more, this.#settings);
    });
  }

  async signOutAddress(returnTo: string): Promise<string | null> {
    const address = await this.#attempt(async (configuration) =>
      configuration.serverMetadata().end_session_endpoint === undefined
        ? null
        : client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href,
    );
    return address.ok ? address.value : null;
  }

  async #attempt<T>(work: (configuration: client.Configuration) => Promise<T>): Promise<Result<T>> {
    const done = await this.#slots.run(async () => {
      try {
        return ok(await work(await this.#configuration()));
      } catch (fault) {
        if (isUnknownKey(fault)) this.#known = undefined;
        return refused<Refusal>(refusalOf(fault));
      }
    });
    return done === null ? refused(refusalInBoth('unavailable', away, 'too many calls to the provider are waiting')) : done.value;
  }

  #configuration(): Promise<client.Configuration> {
    if (this.#known !== undefined && performance.now() < this.#known.until) return this.#known.configuration;
    const found = discover(this.#settings).catch((cause: unknown) => {
      throw new Undiscovered('the provider could not be discovered', { cause });
    });
    const known = { configuration: found, until: performance.now() + oidcLimits.discoveredKeptMs };
    this.#known = known;
    found.catch(() => {
      if (this.#known === known) this.#known = { ...known, until: performance.now() + oidcLimits.failureKeptMs };
    });
    return found;
  }
}

async function discover({ issuer, clientId, clientSecret }: OpenidClient): Promise<client.Configuration> {
  const server = new URL(issuer);
  const configuration = await client.discovery(
    server,
    clientId,
    { [client.clockTolerance]: oidcLimits.clockToleranceMs / 1000 },
    clientSecret === null ? client.None() : bySecret(clientSecret),
    {
      timeout: oidcLimits.callMsMax / 1000,
      [client.customFetch]: providerFetch,
      // The signature too, though the token comes straight from the provider: TLS may end before it.
      execute: [client.enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : [])],
    },
  );
  checkPlaces(configuration.serverMetadata(), server);
  return configuration;
}

/** Browsers are sent there: to pages, as safe as the issuer itself. */
function checkPlaces({ authorization_endpoint, end_session_endpoint }: client.ServerMetadata, { protocol }: URL): void {
  for (const place of [authorization_endpoint ?? '', ...(end_session_endpoint === undefined ? [] : [end_session_endpoint])])
    if (!['https:', protocol].includes(URL.parse(place)?.protocol ?? '')) throw new Error(`the provider has no page at ${place}`);
}

/** OpenID Connect Core 1.0 §9: Basic, unless the provider takes it in the body alone. */
function bySecret(secret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (taken.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

function isSubject(subject: string): boolean {
  return subject.length <= oidcLimits.subjectCharactersMax && /^[\x20-\x7e]+$/.test(subject);
}

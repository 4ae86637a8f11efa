import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error: the package has no types of its own.
import OidcProvider from 'oidc-provider';

export interface ProviderPerson {
  readonly subject: string;
  readonly email: string;
  readonly isVerified?: boolean;
  /** By what they are asked there. */
  readonly amr?: readonly string[];
}

/** As far as it is used here. */
interface Provider {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
}
const Provider = OidcProvider as new (issuer: string, configuration: object) => Provider;

interface Grant {
  addOIDCScope(scope: string): void;
  save(): Promise<string>;
}
/** What the provider's library knows of a request. */
interface Asked {
  readonly oidc: {
    readonly provider: { readonly Grant: new (of: object) => Grant };
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
  };
}

interface Options {
  readonly redirectUris: readonly string[];
  /** As which it is known: to a browser localhost is another site than 127.0.0.1. */
  readonly host?: '127.0.0.1' | 'localhost';
}

export const clientId = 'congthu';
export const clientSecret = 'chi de thu: 100% +du dai';

/** A province's single sign-on: a real OpenID Provider on loopback, with a page that asks who it is and believes it. */
export class TestIdentityProvider implements AsyncDisposable {
  readonly people = new Map<string, ProviderPerson>();
  /** What it was asked for, in order. */
  readonly asked: string[] = [];
  /** How long ago people were asked there who they are. */
  askedSecondsAgo = 0;
  /** Goes away once it has sent a browser back. */
  goesAway = false;
  /** Answers nothing but 503. */
  isAway = false;
  readonly #server: Server;
  readonly #host: string;
  #redirectUris: readonly string[];
  #provider: Provider | undefined;

  private constructor(server: Server, { redirectUris, host = '127.0.0.1' }: Options) {
    this.#server = server;
    this.#host = host;
    this.#redirectUris = redirectUris;
  }

  static async start(options: Options): Promise<TestIdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const started = new TestIdentityProvider(server, options);
    await started.changeKeys();
    server.on('request', (request, response) => void started.#answer(request, response));
    return started;
  }

  get issuer(): string {
    return `http://${this.#host}:${(this.#server.address() as AddressInfo).port}`;
  }

  add(person: ProviderPerson): void {
    this.people.set(person.subject, person);
  }

  /** Sends browsers back to these addresses from now on. */
  async register(redirectUris: readonly string[]): Promise<void> {
    this.#redirectUris = redirectUris;
    await this.changeKeys();
  }

  /** As after a rotation; all it knew of sign-ins is gone too. */
  async changeKeys(): Promise<void> {
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', privateKey);
    const key = { ...{ kty, crv, x, y, d }, use: 'sig', alg: 'ES256', kid: crypto.randomUUID() };
    this.#provider = new Provider(this.issuer, this.#configuration(key));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #configuration(key: object): object {
    const people = this.people;
    return {
      clients: [
        {
          ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: this.#redirectUris },
          ...{ response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: 'ES256' },
          post_logout_redirect_uris: this.#redirectUris.map((uri) => uri.replace(/sso$/, '')),
        },
      ],
      jwks: { keys: [key] },
      claims: { openid: ['sub', 'amr', 'auth_time'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      cookies: { keys: ['chỉ để thử'] },
      pkce: { required: () => true },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/hoi/${uid}` },
      findAccount: (_: unknown, id: string) => {
        const person = people.get(id);
        if (person === undefined) return undefined;
        const { subject, email, isVerified = true } = person;
        return { accountId: id, claims: () => ({ sub: subject, email, email_verified: isVerified }) };
      },
      renderError(context: { body: string }, out: object) {
        context.body = JSON.stringify(out);
      },
      // Whoever signs in there agrees: a province's own applications do not ask.
      async loadExistingGrant({ oidc: { provider, client, session } }: Asked) {
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, this.issuer);
    this.asked.push(url.pathname);
    if (this.goesAway && url.pathname.startsWith('/auth/'))
      response.on('finish', () => {
        this.isAway = true;
      });
    if (this.isAway) return void response.writeHead(503).end('bảo trì');
    if (!url.pathname.startsWith('/hoi/')) return this.#provider!.callback()(request, response);
    if (request.method !== 'POST') return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    let body = '';
    for await (const piece of request) body += piece;
    const who = new URLSearchParams(body).get('who') ?? '';
    const stopped = { error: 'access_denied', error_description: 'stopped' };
    const login = { accountId: who, amr: this.people.get(who)?.amr ?? ['pwd'], ts: Math.floor(Date.now() / 1000) - this.askedSecondsAgo };
    await this.#provider!.interactionFinished(request, response, who === '' ? stopped : { login });
  }
}

const page = `<!doctype html><html lang="vi"><title>SSO</title><form method="post">
<label>Bạn là ai? <input name="who" autofocus></label> <button>Vào</button></form></html>`;

/** A browser at the provider: from the address it was sent to, until it is sent back to us. Signs in as `who`; ''. stops. */
export class BrowserAtProvider {
  readonly #cookies = new Map<string, string>();

  /** Answers the address at ours with the provider's answer. `who` is asked only where the provider asks. */
  async follow(address: string, who: string): Promise<URL> {
    const { origin } = new URL(address);
    let at = new URL(address);
    let answer = await this.#send(at);
    for (let steps = 0; steps < 10; steps += 1) {
      const to = answer.headers.get('location');
      if (to === null) answer = await this.#send(at, `who=${encodeURIComponent(who)}`);
      else {
        at = new URL(to, at);
        if (at.origin !== origin) return at;
        answer = await this.#send(at);
      }
    }
    throw new Error(`the provider does not send back: ${at} ${answer.status}`);
  }

  async #send(at: URL, body?: string): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, {
      ...{ redirect: 'manual', method: body === undefined ? 'GET' : 'POST' },
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    if (answer.status >= 400) throw new Error(`${answer.status} ${at}: ${(await answer.text()).slice(0, 500)}`);
    return answer;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeFlow } from './flow.ts';
import { oidcLimits } from './limits.ts';
import { OpenidProvider } from './openid-provider.ts';

// What a provider that is broken, hostile or merely set up otherwise answers; a real one: directory/api/web/sso.test.ts.
type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let issuer: string;
let described: object;
let answer: Answer;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push(request.url!);
    let body = '';
    for await (const piece of request) body += piece;
    if (request.url === '/.well-known/openid-configuration') json(response, described);
    else answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked.length = 0;
  described = { issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t`, jwks_uri: `${issuer}/k` };
  answer = (_, response) => json(response, { error: 'invalid_grant' }, 400);
});

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
const flow = makeFlow({ redirectUri: 'https://mail.tinh.gov.vn/admin/sso', returnTo: '/admin/', sessionId: null }, new Date());
const provider = (clientSecret: string | null = 'bi mat') =>
  new OpenidProvider({
    ...{ issuer, clientId: 'congthu', clientSecret, scopes: ['openid', 'email'] },
    ...{ accountClaim: 'email', unverifiedEmail: false, factorAcr: ['urn:loa:2', 'urn:loa:3'], factorAmr: [] },
  });
const identify = (one = provider()) => one.identify(flow, `?code=mot-ma&state=${flow.state}`, 'if-needed');

describe('what the provider says of itself', () => {
  it('is asked once, however many want to sign in, and again soon after it was not there', async () => {
    const one = provider();
    await Promise.all(Array.from({ length: 20 }, () => one.addressOf(flow, 'if-needed')));
    expect(asked).toEqual(['/.well-known/openid-configuration']);
    described = { issuer: 'x' };
    const other = provider();
    expect(await other.addressOf(flow, 'if-needed')).toMatchObject({ refusal: { kind: 'unavailable' } });
    expect(await other.addressOf(flow, 'if-needed')).toMatchObject({ refusal: { kind: 'unavailable' } });
    expect(asked).toHaveLength(2);
  });

  const broken: readonly (readonly [string, () => object])[] = [
    ['of another issuer', () => ({ ...described, issuer: 'https://evil.example' })],
    ['that has no end', () => ({ ...described, more: 'x'.repeat(oidcLimits.answerOctetsMax) })],
    ['without an address to go to', () => ({ issuer })],
    ['with a script for an address', () => ({ ...described, authorization_endpoint: 'javascript:alert(1)' })],
    ['with a script to sign out by', () => ({ ...described, end_session_endpoint: 'javascript:alert(1)' })],
  ];
  it.each(broken)('is not taken %s', async (_, make) => {
    described = make();
    expect(await provider().addressOf(flow, 'if-needed')).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } });
  });
});

describe('the way there', () => {
  it('asks for the factor that counts, and anew or with its time only where that is wanted', async () => {
    const parameters = async (asking: Parameters<OpenidProvider['addressOf']>[1]) => {
      const address = await provider().addressOf(flow, asking);
      const { prompt, max_age, acr_values } = Object.fromEntries(new URL(address.ok ? address.value : '').searchParams);
      return { prompt, max_age, acr_values };
    };
    const acr_values = 'urn:loa:2 urn:loa:3';
    expect(await parameters('if-needed')).toEqual({ acr_values });
    expect(await parameters('anew')).toEqual({ acr_values, prompt: 'login' });
    expect(await parameters('as-proof')).toEqual({ acr_values, prompt: 'login', max_age: '0' });
  });
});

describe('the code', () => {
  const sent = async (secret: string | null, methods?: readonly string[]) => {
    if (methods !== undefined) described = { ...described, token_endpoint_auth_methods_supported: methods };
    let seen = { basic: '', secret: null as string | null, verifier: null as string | null };
    answer = (request, response, body) => {
      const form = new URLSearchParams(body);
      seen = { basic: request.headers.authorization ?? '', secret: form.get('client_secret'), verifier: form.get('code_verifier') };
      json(response, { error: 'invalid_grant' }, 400);
    };
    await identify(provider(secret));
    return seen;
  };

  it('is sent with the secret as the provider takes it, and with the verifier', async () => {
    const { verifier } = flow;
    expect(await sent('bi mat')).toEqual({ basic: `Basic ${btoa('congthu:bi+mat')}`, secret: null, verifier });
    expect(await sent('bi mat', ['client_secret_post'])).toEqual({ basic: '', secret: 'bi mat', verifier });
    expect(await sent(null)).toEqual({ basic: '', secret: null, verifier });
  });

  const answers: readonly (readonly [string, Answer, kind: string])[] = [
    ['as used', (_, response) => json(response, { error: 'invalid_grant' }, 400), 'unauthenticated'],
    ['as a wrong secret', (_, response) => json(response, { error: 'invalid_client' }, 401), 'unavailable'],
    ['with a fault', (_, response) => void response.writeHead(500).end('lỗi'), 'unavailable'],
    ['with a page', (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'), 'unavailable'],
    ['by sending on', (_, response) => void response.writeHead(302, { location: 'https://evil.example' }).end(), 'unavailable'],
    ['by hanging up', (request) => void request.socket.destroy(), 'unavailable'],
    ['without an ID token', (_, response) => json(response, { access_token: 'a', token_type: 'Bearer' }), 'unauthenticated'],
    [
      'with an ID token that nobody has signed',
      (_, response) => json(response, { access_token: 'a', token_type: 'Bearer', id_token: `${part({ alg: 'none' })}.${part(claims())}.` }),
      'unauthenticated',
    ],
  ];
  it.each(answers)('that is answered %s opens nothing, and stands in no log', async (_, given, kind) => {
    answer = given;
    const identified = await identify();
    expect(identified).toMatchObject({ ok: false, refusal: { kind } });
    expect(JSON.stringify(identified)).not.toMatch(/mot-ma|bi mat|bi\+mat/);
  });
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
function claims() {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: 'congthu',
    sub: 'an',
    nonce: flow.nonce,
    iat: now,
    exp: now + 60,
    email: 'an@tinh.gov.vn',
    email_verified: true,
  };
}

import { once } from 'node:events';
import { request as requestTls } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import forge from 'node-forge';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpApp, type HttpEnv } from './http-app.ts';
import { createHttpServer, type HttpServer, type HttpTls } from './http-server.ts';
import type { HttpLimits } from './limits.ts';

const log = { warn: () => undefined, error: () => undefined };
const started: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

function createServer(routes: Hono<HttpEnv>, limits: Partial<HttpLimits> = {}): HttpServer {
  const server = createHttpServer({ app: createHttpApp({ log, routes: [routes] }), log, limits: { closeGraceMsMax: 100, ...limits } });
  started.push(server);
  return server;
}

const whoAmI = () => new Hono<HttpEnv>().get('/', (context) => context.json(context.env.peer));

/** Everything the server says to these octets until it closes. */
async function say(port: number, octets: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(octets);
  return text(socket).catch(() => '');
}

function selfSigned(commonName: string): HttpTls {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.validity.notAfter.setFullYear(certificate.validity.notBefore.getFullYear() + 1);
  certificate.setSubject([{ name: 'commonName', value: commonName }]);
  certificate.setIssuer([{ name: 'commonName', value: commonName }]);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  return { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(certificate) };
}

async function requestOverTls(port: number): Promise<{ commonName: string; body: string }> {
  const request = requestTls({ port, host: '127.0.0.1', rejectUnauthorized: false, agent: false });
  request.end();
  const [reply] = await once(request, 'response');
  const commonName: string = reply.socket.getPeerCertificate().subject.CN;
  return { commonName, body: await text(reply) };
}

describe('createHttpServer', () => {
  it('refuses a header over the limit', async () => {
    const port = await createServer(whoAmI()).listen({ host: '127.0.0.1', port: 0 });
    expect(await say(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    ['a request line that is none', 'HELO me\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    [
      'two lengths, which two readers would read differently',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a NUL in a field', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n'],
  ])('refuses %s', async (_, octets) => {
    const port = await createServer(whoAmI()).listen({ host: '127.0.0.1', port: 0 });
    expect(await say(port, octets)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('answers 400, not a stack, to a Host that makes no URL', async () => {
    const port = await createServer(whoAmI()).listen({ host: '127.0.0.1', port: 0 });
    const reply = await say(port, 'GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect(reply).not.toContain('.ts');
  });

  it('refuses another connection from an address that holds too many', async () => {
    const server = createServer(whoAmI(), { connectionsPerAddressMax: 1 });
    const port = await server.listen({ host: '127.0.0.1', port: 0 });
    const held = connect(port, '127.0.0.1');
    held.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(held, 'data');
    expect(await say(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('');
    expect(server.connectionCount).toBe(1);
    held.destroy();
  });

  it('closes on a client whose header trickles in, or whose TLS handshake never comes', async () => {
    const server = createServer(whoAmI(), { headerMsMax: 40, tlsHandshakeMsMax: 40 });
    const inClear = await server.listen({ host: '127.0.0.1', port: 0 });
    const tls = selfSigned('slow.test');
    const underTls = await server.listen({ host: '127.0.0.1', port: 0, tls: () => tls });
    expect(await say(inClear, 'GET / HTTP/1.1\r\nHos')).toMatch(/^HTTP\/1\.1 408 /);
    expect(await say(underTls, '\x16\x03')).toBe('');
    await expect.poll(() => server.connectionCount).toBe(0);
  });

  it('rejects when the port is taken', async () => {
    const port = await createServer(whoAmI()).listen({ host: '127.0.0.1', port: 0 });
    await expect(createServer(whoAmI()).listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('tells the routes who asks', async () => {
    const port = await createServer(whoAmI()).listen({ host: '127.0.0.1', port: 0 });
    const reply = await fetch(`http://127.0.0.1:${port}/`);
    expect(await reply.json()).toEqual({ address: '127.0.0.1', port: expect.any(Number), secure: false, loopback: true });
  });

  it('takes up a renewed certificate without a restart', async () => {
    let current = selfSigned('first');
    const port = await createServer(whoAmI()).listen({ host: '127.0.0.1', port: 0, tls: () => current });
    const first = await requestOverTls(port);
    expect(first.commonName).toBe('first');
    expect(JSON.parse(first.body)).toMatchObject({ secure: true, loopback: true });
    current = selfSigned('second');
    expect((await requestOverTls(port)).commonName).toBe('second');
  });

  it('lets an answer under way end before it closes', async () => {
    const release = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const slow = new Hono<HttpEnv>().get('/', async (context) => {
      entered.resolve();
      await release.promise;
      return context.text('done');
    });
    const server = createServer(slow, { closeGraceMsMax: 600_000 });
    const port = await server.listen({ host: '127.0.0.1', port: 0 });
    const reply = fetch(`http://127.0.0.1:${port}/`);
    await entered.promise;
    const closed = server.close();
    release.resolve();
    expect(await (await reply).text()).toBe('done');
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('cuts off what has not ended within the grace', async () => {
    const entered = Promise.withResolvers<void>();
    const never = new Hono<HttpEnv>().get('/', () => {
      entered.resolve();
      return new Promise<Response>(() => undefined);
    });
    const server = createServer(never);
    const port = await server.listen({ host: '127.0.0.1', port: 0 });
    const reply = fetch(`http://127.0.0.1:${port}/`);
    reply.catch(() => undefined);
    await entered.promise;
    await server.close();
    await expect(reply).rejects.toThrow();
  });
});

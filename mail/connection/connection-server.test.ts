import { once } from 'node:events';
import tls from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionServer } from './connection-server.ts';
import { type ConnectionLimits, connectionLimits } from './limits.ts';
import { LineClient } from './testing/line-client.ts';
import { onLoopback } from './testing/loopback.ts';
import { testCertificate } from './testing/test-certificate.ts';

const cleanup = new Set<AsyncDisposable>();
afterEach(async () => {
  for (const resource of cleanup) await resource[Symbol.asyncDispose]();
  cleanup.clear();
});

/** A protocol that greets, and ends when it is told to or the client does. */
class Greeting extends ConnectionServer {
  readonly heard: string[];

  constructor(limits: Partial<ConnectionLimits>, { isStubborn = false } = {}) {
    const heard: string[] = [];
    super({
      name: 'imap',
      limits: { ...connectionLimits, ...limits },
      tls: () => testCertificate(),
      connection(socket, peer) {
        socket.write(`hello, ${peer.secure ? 'securely' : 'in the clear'}\r\n`);
        return {
          run: async () => void (await once(socket.resume(), 'close')),
          shutDown: () => void (isStubborn || socket.end('goodbye\r\n')),
          destroy: () => void socket.destroy(),
          sweep: () => undefined,
        };
      },
      turnedAwayWith: (why) => `${why}\r\n`,
      onTurnedAway: (peer) => void heard.push(`turned away ${peer.address}`),
      onTlsFailed: (reason) => void heard.push(reason),
    });
    this.heard = heard;
  }
}

async function start(server: Greeting, { implicitTls = false } = {}) {
  const loopback = await onLoopback(server, implicitTls, (socket) => new LineClient(socket));
  cleanup.add(loopback);
  return loopback;
}

describe('a server of connections', () => {
  it('counts the addresses of one IPv6 subscriber together', async () => {
    const server = new Greeting({ connectionsPerAddressMax: 1 });
    const addresses = ['2001:db8:1:2::3', '2001:db8:1:2:ffff::4', '2001:db8:1:3::3'];
    const loopback = await onLoopback(
      {
        serve: (socket, options) => server.serve(socket, { ...options, peer: { ...options.peer, address: addresses.shift() ?? '' } }),
        close: () => server.close(),
      },
      false,
      (socket) => new LineClient(socket),
    );
    cleanup.add(loopback);
    const lines: (string | null)[] = [];
    for (let count = 0; count < 3; count += 1) lines.push(await loopback.connect().line());
    expect(lines).toEqual(['hello, in the clear', 'too-many', 'hello, in the clear']);
    expect(server.heard).toEqual(['turned away 2001:db8:1:2:ffff::4']);
  });

  it('turns away who comes when it has as many clients as it can serve, and takes the next when one has gone', async () => {
    const server = new Greeting({ connectionsMax: 1 });
    const loopback = await start(server);
    const first = loopback.connect();
    expect(await first.line()).toBe('hello, in the clear');
    expect(await loopback.connect().rest()).toEqual(['overloaded']);
    first.destroy();
    await expect.poll(() => server.connectionCount).toBe(0);
    expect(await loopback.connect().line()).toBe('hello, in the clear');
  });

  it('gives up on a handshake that does not come to its end', async () => {
    const server = new Greeting({ handshakeMsMax: 20 });
    const client = (await start(server, { implicitTls: true })).connect();
    expect(await client.line()).toBeNull();
    expect(server.heard).toEqual(['handshake took too long']);
    await expect.poll(() => server.connectionCount).toBe(0);
  });

  it('secures a connection from its first octet, and names the protocol', async () => {
    const { port } = await start(new Greeting({}), { implicitTls: true });
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['imap'] });
    expect(await new LineClient(socket).line()).toBe('hello, securely');
    expect(socket.alpnProtocol).toBe('imap');
    socket.destroy();
  });

  it('tells its clients when it closes, and turns away who comes after', async () => {
    const server = new Greeting({});
    const loopback = await start(server);
    const client = loopback.connect();
    expect(await client.line()).toBe('hello, in the clear');
    await server.close();
    expect(await client.rest()).toEqual(['goodbye']);
    expect(await loopback.connect().rest()).toEqual(['shutting-down']);
    expect(server.heard).toEqual([]);
  });

  it('cuts off at the end of the grace who has not gone', async () => {
    const server = new Greeting({}, { isStubborn: true });
    const client = (await start(server)).connect();
    await client.line();
    await server.close({ graceMs: 20 });
    expect(server.connectionCount).toBe(0);
    expect(await client.line()).toBeNull();
  });
});

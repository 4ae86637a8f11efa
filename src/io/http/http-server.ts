import { createServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { networkOf } from '#kernel/network-of.ts';
import { type HttpLog, httpEvents } from './events.ts';
import type { HttpEnv } from './http-app.ts';
import { peerOf } from './http-peer.ts';
import { type HttpLimits, httpLimits } from './limits.ts';

/** Key and certificate chain in PEM. */
export interface HttpTls {
  readonly key: string;
  readonly cert: string;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** HTTPS. Asked for every client, so that a renewed certificate is used at once. */
  readonly tls?: () => HttpTls;
  /** Several processes on one port, the kernel sharing the clients out (SO_REUSEPORT). */
  readonly reusePort?: boolean;
}

export interface HttpServer {
  /** Resolves with the port when clients may come. */
  listen(options: ListenOptions): Promise<number>;
  /** Takes no more clients, lets answers under way end, and cuts off what remains after the grace. */
  close(): Promise<void>;
  readonly connectionCount: number;
}

export interface HttpServerDeps {
  readonly app: Hono<HttpEnv>;
  readonly log: HttpLog;
  readonly limits?: Partial<HttpLimits>;
}

export function createHttpServer(deps: HttpServerDeps): HttpServer {
  return new RunningHttpServer(deps);
}

class RunningHttpServer implements HttpServer {
  readonly #deps: HttpServerDeps;
  readonly #limits: HttpLimits;
  readonly #servers: Server[] = [];
  readonly #perAddress = new Map<string, number>();
  #connectionCount = 0;
  #isClosing = false;

  constructor(deps: HttpServerDeps) {
    this.#deps = deps;
    this.#limits = { ...httpLimits, ...deps.limits };
  }

  get connectionCount(): number {
    return this.#connectionCount;
  }

  async listen(options: ListenOptions): Promise<number> {
    const server = this.#serverFor(options.tls);
    server.maxConnections = this.#limits.connectionsMax;
    server.maxHeadersCount = this.#limits.headerFieldsMax;
    server.maxRequestsPerSocket = this.#limits.requestsPerConnectionMax;
    server.prependListener('connection', (socket: Socket) => this.#admit(socket));
    server.on('request', (_, reply) => reply.once('close', () => this.#endIdle(server)));
    const { host, port, reusePort = false } = options;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, reusePort }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(
      this.#servers.splice(0).map(async (server) => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        const cut = setTimeout(() => server.closeAllConnections(), this.#limits.closeGraceMsMax);
        await closed;
        clearTimeout(cut);
      }),
    );
  }

  #serverFor(tls: (() => HttpTls) | undefined): Server {
    const { app } = this.#deps;
    const listener = getRequestListener((request, { incoming }) => app.fetch(request, { peer: peerOf(incoming.socket) }));
    const options: ServerOptions = {
      maxHeaderSize: this.#limits.headerOctetsMax,
      headersTimeout: this.#limits.headerMsMax,
      requestTimeout: this.#limits.requestMsMax,
      keepAliveTimeout: this.#limits.idleKeepAliveMsMax,
      // Node looks for late headers every 30 s otherwise, whatever the limit.
      connectionsCheckingInterval: Math.ceil(this.#limits.headerMsMax / 4),
    };
    if (tls === undefined) return createServer(options, listener);
    let current = tls();
    const server: TlsServer = createTlsServer(
      { ...options, key: current.key, cert: current.cert, minVersion: 'TLSv1.2', handshakeTimeout: this.#limits.tlsHandshakeMsMax },
      listener,
    );
    server.prependListener('connection', () => {
      const latest = tls();
      if (latest.cert === current.cert && latest.key === current.key) return;
      current = latest;
      server.setSecureContext({ key: latest.key, cert: latest.cert, minVersion: 'TLSv1.2' });
    });
    return server;
  }

  /** server.close() ends only the connections idle at that moment; one whose answer ends later would wait out its keep-alive. */
  #endIdle(server: Server): void {
    if (this.#isClosing) setImmediate(() => server.closeIdleConnections());
  }

  /** Counts a connection, or ends it at once when its network (IPv6: the /64) holds too many. */
  #admit(socket: Socket): void {
    const address = networkOf(socket.remoteAddress ?? '');
    const held = this.#perAddress.get(address) ?? 0;
    if (held >= this.#limits.connectionsPerAddressMax) {
      this.#deps.log.warn({ event: httpEvents.connectionRefused, peer: address }, httpEvents.connectionRefused);
      socket.destroy();
      return;
    }
    this.#perAddress.set(address, held + 1);
    this.#connectionCount += 1;
    socket.once('close', () => {
      this.#connectionCount -= 1;
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left === 0) this.#perAddress.delete(address);
      else this.#perAddress.set(address, left);
    });
  }
}

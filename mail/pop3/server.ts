import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { Peer } from '#kernel/session.ts';
import type { Pop3Backend } from './backend.ts';
import { Connection } from './connection.ts';
import type { Pop3Event, Pop3Log } from './events.ts';
import { hangUp } from './hang-up.ts';
import { defaultLanguage } from './languages.ts';
import { type Pop3Limits, pop3Limits } from './limits.ts';
import { failed, formatReply } from './reply.ts';
import { secureSocket } from './secure-socket.ts';
import { Tally } from './tally.ts';

export interface Pop3ServerDeps {
  readonly backend: Pop3Backend;
  readonly log: Pop3Log;
  readonly limits?: Partial<Pop3Limits>;
  /** Asked at every handshake, so that a renewed certificate is used at once; null: no TLS is offered. */
  tls(): tls.SecureContext | tls.SecureContextOptions | null;
  readonly hostname: string;
  /** Whether a password may come in the clear (loopback). */
  allowPlaintextAuth(peer: Peer): boolean;
}

export interface ServeOptions {
  readonly peer: Peer;
  /** Port 995: TLS from the first octet. The socket may be a finished TLSSocket, or a plain one to be secured here. */
  readonly implicitTls: boolean;
}

export interface Pop3Server {
  serve(socket: Socket, options: ServeOptions): void;
  /** Tells every client, waits for the commands that run, and cuts off who has not gone after `graceMs`. */
  close(options?: { graceMs?: number }): Promise<void>;
  readonly connectionCount: number;
}

export function createPop3Server(deps: Pop3ServerDeps): Pop3Server {
  return new RunningServer(deps);
}

class RunningServer implements Pop3Server {
  readonly #deps: Pop3ServerDeps;
  readonly #limits: Pop3Limits;
  readonly #connections = new Map<Connection, Promise<void>>();
  /** Sockets in a TLS handshake before the greeting. */
  readonly #arriving = new Set<Socket>();
  readonly #perAddress = new Tally();
  readonly #sweeper: NodeJS.Timeout;
  #isClosing = false;

  constructor(deps: Pop3ServerDeps) {
    this.#deps = deps;
    this.#limits = { ...pop3Limits, ...deps.limits };
    this.#sweeper = setInterval(() => this.#sweep(), this.#limits.sweepMs);
    this.#sweeper.unref();
  }

  get connectionCount(): number {
    return this.#connections.size + this.#arriving.size;
  }

  serve(socket: Socket, options: ServeOptions): void {
    // Errors of a socket also close it; the reader sees that.
    socket.on('error', () => socket.destroy());
    if (this.#isClosing || !this.#perAddress.enter(options.peer.address, this.#limits.connectionsPerAddressMax)) {
      this.#turnAway(socket, options);
      return;
    }
    socket.once('close', () => this.#perAddress.leave(options.peer.address));
    socket.setNoDelay(true);
    socket.setKeepAlive(true, this.#limits.keepAliveMs);
    if (options.implicitTls && !(socket instanceof tls.TLSSocket)) void this.#serveAfterHandshake(socket, options.peer);
    else this.#start(socket, { ...options.peer, secure: options.implicitTls || options.peer.secure });
  }

  async close(options: { graceMs?: number } = {}): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#sweeper);
    for (const socket of this.#arriving) socket.destroy();
    const all = Promise.all(this.#connections.values());
    for (const connection of this.#connections.keys()) connection.shutDown();
    const cut = setTimeout(() => {
      for (const connection of this.#connections.keys()) connection.destroy();
    }, options.graceMs ?? 5_000);
    await all;
    clearTimeout(cut);
  }

  async #serveAfterHandshake(socket: Socket, peer: Peer): Promise<void> {
    this.#arriving.add(socket);
    const secured = await this.#secure(socket);
    this.#arriving.delete(socket);
    if (secured !== null && !this.#isClosing) this.#start(secured, { ...peer, secure: true });
    else socket.destroy();
  }

  #start(socket: Socket, peer: Peer): void {
    const { backend, log, hostname } = this.#deps;
    const deps = {
      backend,
      log,
      hostname,
      limits: this.#limits,
      tlsOffered: this.#deps.tls() !== null,
      allowPlaintextAuth: (peer: Peer) => this.#deps.allowPlaintextAuth(peer),
      secure: (plain: Socket) => this.#secure(plain),
    };
    const connection = new Connection(deps, socket, peer);
    const over = connection.run().finally(() => this.#connections.delete(connection));
    this.#connections.set(connection, over);
  }

  #turnAway(socket: Socket, options: ServeOptions): void {
    const { words } = defaultLanguage;
    if (!this.#isClosing) this.#event('pop3.turned-away', { peer: options.peer.address });
    // Inside TLS nothing can be said before a handshake that is not worth its cost.
    if (options.implicitTls && !(socket instanceof tls.TLSSocket)) socket.destroy();
    else {
      const reply = failed(this.#isClosing ? words.shuttingDown : words.tooManyConnections, 'SYS/TEMP');
      hangUp(socket, formatReply(reply), this.#limits.lingerMsMax);
    }
  }

  async #secure(socket: Socket): Promise<Socket | null> {
    const material = this.#deps.tls();
    if (material === null) return null;
    const secured = await secureSocket(
      socket,
      'context' in material ? material : tls.createSecureContext(material),
      this.#limits.handshakeMsMax,
    );
    if (typeof secured !== 'string') return secured;
    this.#event('pop3.tls-failed', { reason: secured });
    return null;
  }

  #event(event: Pop3Event, fields: Record<string, unknown>): void {
    this.#deps.log.info({ event, ...fields }, event);
  }

  #sweep(): void {
    const now = Date.now();
    for (const connection of this.#connections.keys()) connection.sweep(now);
  }
}

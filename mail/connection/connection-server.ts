import type { Socket } from 'node:net';
import tls from 'node:tls';
import { networkOf } from '#kernel/network-of.ts';
import type { Peer } from '#kernel/session.ts';
import { hangUp } from './hang-up.ts';
import type { ConnectionLimits } from './limits.ts';
import { secureSocket } from './secure-socket.ts';
import { Tally } from './tally.ts';

/** What the server of any of these protocols is given. */
export interface ConnectionServerDeps {
  /** Asked at every handshake, so that a renewed certificate is used at once; null: no TLS is offered. */
  tls(): tls.SecureContext | tls.SecureContextOptions | null;
  readonly hostname: string;
  /** Whether a password may come in the clear (loopback). */
  allowPlaintextAuth(peer: Peer): boolean;
}

/** One client from greeting to goodbye. */
export interface ServedConnection {
  /** Resolves when the connection is over and everything it held has been given back. */
  run(): Promise<void>;
  /** The server is closing: the command that runs comes to its end, then the client is told. */
  shutDown(): void;
  /** Does not wait for anything. */
  destroy(): void;
  /** Looked at every so often: idle times, stalls and the right of access. */
  sweep(now: number): void;
}

/** Secures a socket in the middle of a connection; null when the handshake failed. */
export type Secure = (socket: Socket) => Promise<Socket | null>;

/** Why somebody is not served: nobody is any more, the network has too many connections, or the server has. */
export type TurnedAway = 'shutting-down' | 'too-many' | 'overloaded';

/** What a room says of its protocol. */
export interface Protocol {
  /** Its registered name for TLS (RFC 7301). */
  readonly name: string;
  readonly limits: ConnectionLimits;
  tls: ConnectionServerDeps['tls'];
  connection(socket: Socket, peer: Peer, secure: Secure): ServedConnection;
  /** The last words to who cannot be served, with their line end. */
  turnedAwayWith(why: TurnedAway): string;
  onTurnedAway(peer: Peer): void;
  onTlsFailed(reason: string): void;
}

export interface ServeOptions {
  readonly peer: Peer;
  /** TLS from the first octet (RFC 8314). The socket may be a finished TLSSocket, or a plain one to be secured here. */
  readonly implicitTls: boolean;
}

/** Serves sockets; the caller owns the listeners. */
export class ConnectionServer {
  readonly #protocol: Protocol;
  readonly #limits: ConnectionLimits;
  readonly #connections = new Map<ServedConnection, Promise<void>>();
  /** Sockets in a TLS handshake before the greeting. */
  readonly #arriving = new Set<Socket>();
  readonly #perNetwork = new Tally();
  /** Sockets served and not yet closed. */
  #sockets = 0;
  readonly #sweeper: NodeJS.Timeout;
  #isClosing = false;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
    this.#limits = protocol.limits;
    // One timer for all: two thousand idle clients cost no timer each.
    this.#sweeper = setInterval(() => this.#sweep(), this.#limits.sweepMs);
    this.#sweeper.unref();
  }

  get connectionCount(): number {
    return this.#connections.size + this.#arriving.size;
  }

  serve(socket: Socket, options: ServeOptions): void {
    // Errors of a socket also close it; the reader sees that.
    socket.on('error', () => socket.destroy());
    // By network: one IPv6 subscriber has more addresses than we have connections.
    const network = networkOf(options.peer.address);
    const why = this.#refusal(network);
    if (why !== null) {
      this.#turnAway(socket, options, why);
      return;
    }
    this.#sockets += 1;
    socket.once('close', () => {
      this.#sockets -= 1;
      this.#perNetwork.leave(network);
    });
    socket.setNoDelay(true);
    if (needsHandshake(socket, options)) void this.#serveAfterHandshake(socket, options.peer);
    else this.#start(socket, { ...options.peer, secure: options.implicitTls || options.peer.secure });
  }

  /** Tells every client, waits for the commands that run, and cuts off who has not gone after `graceMs`. */
  async close({ graceMs = this.#limits.closeGraceMs }: { graceMs?: number } = {}): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#sweeper);
    for (const socket of this.#arriving) socket.destroy();
    const all = Promise.all(this.#connections.values());
    for (const connection of this.#connections.keys()) connection.shutDown();
    const cut = setTimeout(() => {
      for (const connection of this.#connections.keys()) connection.destroy();
    }, graceMs);
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
    const connection = this.#protocol.connection(socket, peer, (plain) => this.#secure(plain));
    const over = connection.run().finally(() => this.#connections.delete(connection));
    this.#connections.set(connection, over);
  }

  /** null: it has been counted. */
  #refusal(network: string): TurnedAway | null {
    if (this.#isClosing) return 'shutting-down';
    if (this.#sockets >= this.#limits.connectionsMax) return 'overloaded';
    return this.#perNetwork.enter(network, this.#limits.connectionsPerAddressMax) ? null : 'too-many';
  }

  #turnAway(socket: Socket, options: ServeOptions, why: TurnedAway): void {
    if (!this.#isClosing) this.#protocol.onTurnedAway(options.peer);
    // Inside TLS nothing can be said before a handshake that is not worth its cost.
    if (needsHandshake(socket, options)) socket.destroy();
    else hangUp(socket, this.#protocol.turnedAwayWith(why), this.#limits);
  }

  async #secure(socket: Socket): Promise<Socket | null> {
    const material = this.#protocol.tls();
    if (material === null) return null;
    const secured = await secureSocket(socket, { material, protocol: this.#protocol.name, msMax: this.#limits.handshakeMsMax });
    if (typeof secured !== 'string') return secured;
    this.#protocol.onTlsFailed(secured);
    return null;
  }

  #sweep(): void {
    const now = Date.now();
    for (const connection of this.#connections.keys()) connection.sweep(now);
  }
}

function needsHandshake(socket: Socket, options: ServeOptions): boolean {
  return options.implicitTls && !(socket instanceof tls.TLSSocket);
}

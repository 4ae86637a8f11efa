import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { Peer } from '#kernel/session.ts';
import type { ImapAccount, ImapBackend } from './backend.ts';
import { Connection } from './connection.ts';
import type { ImapEvent, ImapLog } from './events.ts';
import { type ImapLimits, imapLimits } from './limits.ts';
import { SearchCache } from './search-cache.ts';
import type { Admission } from './session.ts';

export interface ImapServerDeps {
  readonly backend: ImapBackend;
  readonly log: ImapLog;
  readonly limits?: Partial<ImapLimits>;
  /** Asked at every handshake, so that a renewed certificate is used at once; null: no TLS is offered. */
  tls(): tls.SecureContext | tls.SecureContextOptions | null;
  readonly hostname: string;
  /** UIDONLY (RFC 9586). Off where it is not asked for: new Outlook enables it and then breaks. */
  readonly offersUidOnly?: boolean;
  /** Whether a password may come in the clear (loopback). */
  allowPlaintextAuth(peer: Peer): boolean;
}

export interface ServeOptions {
  readonly peer: Peer;
  /** Port 993: TLS from the first octet. The socket may be a finished TLSSocket, or a plain one to be secured here. */
  readonly implicitTls: boolean;
}

export interface ImapServer {
  serve(socket: Socket, options: ServeOptions): void;
  /** Says BYE to every client, waits for the commands that run, and cuts off who has not gone after `graceMs`. */
  close(options?: { graceMs?: number }): Promise<void>;
  readonly connectionCount: number;
}

export function createImapServer(deps: ImapServerDeps): ImapServer {
  return new RunningServer(deps);
}

class RunningServer implements ImapServer {
  readonly #deps: ImapServerDeps;
  readonly #limits: ImapLimits;
  readonly #connections = new Map<Connection, Promise<void>>();
  /** Sockets in a TLS handshake before the greeting. */
  readonly #arriving = new Set<Socket>();
  readonly #searchCache: SearchCache;
  readonly #perAddress = new Tally();
  readonly #perAccount = new Tally();
  readonly #sweeper: NodeJS.Timeout;
  #isClosing = false;

  constructor(deps: ImapServerDeps) {
    this.#deps = deps;
    this.#limits = { ...imapLimits, ...deps.limits };
    this.#searchCache = new SearchCache(this.#limits);
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
    if (this.#isClosing || !this.#perAddress.enter(options.peer.address, this.#limits.connectionsPerAddressMax)) {
      this.#turnAway(socket, options);
      return;
    }
    socket.once('close', () => this.#perAddress.leave(options.peer.address));
    socket.setNoDelay(true);
    if (options.implicitTls && !(socket instanceof tls.TLSSocket)) void this.#serveAfterHandshake(socket, options.peer);
    else this.#start(socket, { ...options.peer, secure: options.implicitTls || options.peer.secure });
  }

  async close(options: { graceMs?: number } = {}): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#sweeper);
    for (const socket of this.#arriving) socket.destroy();
    const all = Promise.all(this.#connections.values());
    for (const connection of this.#connections.keys()) connection.end('server shutting down', 'shutdown');
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
    const connection = new Connection(
      {
        backend,
        log,
        hostname,
        limits: this.#limits,
        searchCache: this.#searchCache,
        tlsOffered: this.#deps.tls() !== null,
        offersUidOnly: this.#deps.offersUidOnly ?? false,
        allowPlaintextAuth: (peer) => this.#deps.allowPlaintextAuth(peer),
        admission: this.#admission(),
        secure: (plain) => this.#secure(plain),
      },
      socket,
      peer,
    );
    const over = connection.run().finally(() => this.#connections.delete(connection));
    this.#connections.set(connection, over);
  }

  #admission(): Admission {
    return {
      enter: (account: ImapAccount) => {
        const key = `${account.session.account.id}`;
        if (!this.#perAccount.enter(key, this.#limits.connectionsPerAccountMax)) return null;
        return () => this.#perAccount.leave(key);
      },
    };
  }

  #turnAway(socket: Socket, options: ServeOptions): void {
    if (!this.#isClosing) this.#event('imap.turned-away', options.peer);
    // Inside TLS nothing can be said before a handshake that is not worth its cost.
    if (options.implicitTls && !(socket instanceof tls.TLSSocket)) socket.destroy();
    else socket.end(`* BYE [UNAVAILABLE] ${this.#isClosing ? 'server shutting down' : 'Too many connections from your address'}\r\n`);
  }

  #secure(socket: Socket): Promise<Socket | null> {
    const material = this.#deps.tls();
    if (material === null) return Promise.resolve(null);
    const secureContext = 'context' in material ? material : tls.createSecureContext(material);
    return new Promise((resolve) => {
      const secured = new tls.TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['imap'] });
      const settle = (outcome: Socket | null, reason?: string) => {
        clearTimeout(timer);
        if (reason !== undefined) this.#event('imap.tls-failed', null, { reason });
        if (outcome === null) secured.destroy();
        secured.off('error', onError);
        secured.off('close', onClose);
        // Later errors also close the socket, which its reader sees.
        secured.on('error', () => secured.destroy());
        resolve(outcome);
      };
      const onError = (error: Error) => settle(null, error.message);
      const onClose = () => settle(null, 'client hung up');
      const timer = setTimeout(() => settle(null, 'handshake took too long'), this.#limits.handshakeMsMax);
      secured.on('error', onError);
      secured.on('close', onClose);
      secured.once('secure', () => settle(secured));
    });
  }

  #event(event: ImapEvent, peer: Peer | null, fields: Record<string, unknown> = {}): void {
    this.#deps.log.info({ event, ...(peer === null ? {} : { peer: peer.address }), ...fields }, event);
  }

  #sweep(): void {
    const now = Date.now();
    for (const connection of this.#connections.keys()) connection.sweep(now);
  }
}

/** Counts by key, with a ceiling; keys that count nothing are forgotten. */
class Tally {
  readonly #counts = new Map<string, number>();

  enter(key: string, countMax: number): boolean {
    const count = this.#counts.get(key) ?? 0;
    if (count >= countMax) return false;
    this.#counts.set(key, count + 1);
    return true;
  }

  leave(key: string): void {
    const count = this.#counts.get(key) ?? 0;
    if (count <= 1) this.#counts.delete(key);
    else this.#counts.set(key, count - 1);
  }
}

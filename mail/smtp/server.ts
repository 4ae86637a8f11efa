import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { networkOf } from '#kernel/network-of.ts';
import type { Peer, Session } from '#kernel/session.ts';
import { Tally } from '#mail/connection/tally.ts';
import type { ConnectionOwner, RoomConnection } from './connection.ts';
import { LibraryServer } from './library-server.ts';
import type { SmtpRoom } from './session.ts';
import type { TlsMaterial } from './tls-material.ts';

export interface SmtpServerDeps extends SmtpRoom {
  /** Asked for every client, so that a renewed certificate is used at once. */
  readonly tls: () => TlsMaterial;
}

export interface ServeOptions {
  /** TLS from the first octet (465). The socket may be a plain one to be secured here, or a TLSSocket whose handshake is done. */
  readonly implicitTls: boolean;
  /** Who the client is, where the socket's own address is that of a proxy in front. */
  readonly peer?: Pick<Peer, 'address' | 'port'>;
}

export interface SmtpRoomServer {
  /** Takes over a client's socket. */
  serve(socket: Socket | TLSSocket, options: ServeOptions): void;
  /** Tells every client 421 and resolves when all are gone; transactions under way may end first, within the grace. */
  close(): Promise<void>;
  readonly connectionCount: number;
}

/** A server of one door. The caller owns the listeners and hands in the sockets. */
export function createSmtpServer(deps: SmtpServerDeps): SmtpRoomServer {
  return new RoomServer(deps);
}

class RoomServer implements SmtpRoomServer, ConnectionOwner {
  readonly room: SmtpServerDeps;
  readonly server: LibraryServer;
  #tls: TlsMaterial;
  readonly #connections = new Map<RoomConnection, () => void>();
  readonly #perAddress = new Tally();
  readonly #perAccount = new Tally();
  readonly #accountOf = new WeakMap<RoomConnection, number>();
  #handshakes = 0;
  #closing: PromiseWithResolvers<void> | null = null;

  constructor(deps: SmtpServerDeps) {
    this.room = deps;
    this.#tls = deps.tls();
    this.server = new LibraryServer(this, this.#tls);
  }

  get connectionCount(): number {
    return this.#connections.size + this.#handshakes;
  }

  serve(socket: Socket | TLSSocket, options: ServeOptions): void {
    socket.on('error', ignoreUntilConnected);
    const address = options.peer?.address ?? socket.remoteAddress;
    if (address === undefined) {
      socket.destroy(); // gone before it was looked at
      return;
    }
    const inClear = !options.implicitTls || socket instanceof TLSSocket;
    if (this.#closing !== null) {
      turnAway(socket, inClear, '421 4.3.2 Service is shutting down');
      return;
    }
    const giveBack = this.#takeAddressSlot(address);
    if (giveBack === null) {
      this.room.log('smtp.connection-refused', { door: this.room.door, peer: address, reason: 'too many connections' });
      turnAway(socket, inClear, '421 4.7.0 Too many connections');
      return;
    }
    this.#renewCertificate();
    if (!inClear) {
      this.#handshake(socket, options.peer, giveBack);
      return;
    }
    // A client that ends its half early still gets the replies to what it sent.
    socket.allowHalfOpen = !(socket instanceof TLSSocket);
    this.#connect(socket, options.peer, giveBack);
  }

  async close(): Promise<void> {
    this.#closing ??= Promise.withResolvers<void>();
    for (const pending of this.server._pendingSockets.values()) pending.destroy();
    for (const connection of this.#connections.keys()) connection.leave();
    this.#resolveWhenEmpty();
    const grace = setTimeout(() => {
      for (const connection of [...this.#connections.keys()]) connection.cutOff();
    }, this.room.limits.closeGraceMsMax);
    await this.#closing.promise;
    clearTimeout(grace);
  }

  isClosing(): boolean {
    return this.#closing !== null;
  }

  takeAccountSlot(connection: RoomConnection, signedIn: Session): boolean {
    if (!this.#perAccount.enter(signedIn.account.id, this.room.limits.connectionsPerAccountMax)) return false;
    this.#accountOf.set(connection, signedIn.account.id);
    return true;
  }

  gone(connection: RoomConnection): void {
    const account = this.#accountOf.get(connection);
    if (account !== undefined) this.#perAccount.leave(account);
    this.#connections.get(connection)?.();
    this.#connections.delete(connection);
    this.#resolveWhenEmpty();
  }

  #connect(socket: Socket | TLSSocket, peer: ServeOptions['peer'], giveBack: () => void): void {
    if (socket.destroyed) {
      giveBack();
      return;
    }
    const connection = this.server.connect(socket, peer === undefined ? {} : { remoteAddress: peer.address, remotePort: peer.port });
    this.#connections.set(connection, giveBack);
  }

  #handshake(socket: Socket, peer: ServeOptions['peer'], giveBack: () => void): void {
    this.#handshakes++;
    const ended = this.server._acceptSocket(socket, true);
    const deadline = setTimeout(() => this.server._pendingSockets.get(socket)?.destroy(), this.room.limits.tlsHandshakeMsMax);
    this.server._upgrade(socket, (error, tlsSocket) => {
      this.#handshakes--;
      clearTimeout(deadline);
      if (ended !== false) ended();
      if (error === null && tlsSocket !== undefined && this.#closing === null) {
        // smtp-server stops listening for broken records once the handshake is done; the session would stay until it is idle.
        tlsSocket.once('_tlsError', (broken: Error) => tlsSocket.destroy(broken));
        this.#connect(tlsSocket, peer, giveBack);
        return;
      }
      if (error !== null) this.room.log('smtp.tls-failed', { door: this.room.door, reason: error.message });
      socket.destroy();
      giveBack();
      this.#resolveWhenEmpty();
    });
  }

  #takeAddressSlot(address: string): (() => void) | null {
    const { limits } = this.room;
    if (this.connectionCount >= limits.connectionsMax) return null;
    // By network: one IPv6 subscriber has more addresses than we have connections.
    const network = networkOf(address);
    if (!this.#perAddress.enter(network, limits.connectionsPerAddressMax)) return null;
    return () => this.#perAddress.leave(network);
  }

  #renewCertificate(): void {
    const current = this.room.tls();
    if (String(current.key) === String(this.#tls.key) && String(current.cert) === String(this.#tls.cert)) return;
    this.#tls = current;
    this.server.updateSecureContext({ ...current });
  }

  #resolveWhenEmpty(): void {
    if (this.#closing !== null && this.connectionCount === 0) this.#closing.resolve();
  }
}

/** A socket may break before anything of it is known; its close says the same. */
function ignoreUntilConnected(): void {}

function turnAway(socket: Socket, inClear: boolean, line: string): void {
  // Before a handshake nothing can be said.
  if (inClear) socket.end(`${line}\r\n`);
  socket.destroySoon();
}

import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerAuthenticationResponse,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { type ConnectionOwner, RoomConnection } from './connection.ts';
import { type Reply, reply, replyText } from './reply.ts';
import type { SmtpRoom } from './session.ts';
import type { TlsMaterial } from './tls-material.ts';

type AuthCallback = (error: Error | null | undefined, response?: SMTPServerAuthenticationResponse) => void;

/** smtp-server as this room uses it: it never listens, makes our connections, and asks us who somebody is. */
export class LibraryServer extends SMTPServer {
  readonly #owner: ConnectionOwner;
  readonly #bySession = new WeakMap<SMTPServerSession, RoomConnection>();

  constructor(owner: ConnectionOwner, tls: TlsMaterial) {
    super(libraryOptions(owner.room, tls));
    this.#owner = owner;
    this.on('error', (error) => owner.room.log('smtp.connection-error', { door: owner.room.door, error }));
  }

  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null): RoomConnection {
    const connection = new RoomConnection(this.#owner, socket, options);
    this.connections.add(connection);
    this.#bySession.set(connection.session, connection);
    connection.on('error', (error) => connection.state.log(isTlsError(error) ? 'smtp.tls-failed' : 'smtp.connection-error', { error }));
    connection.init();
    return connection;
  }

  override onConnect(_session: SMTPServerSession, callback: () => void): void {
    callback();
  }

  override onSecure(_socket: Socket | TLSSocket, session: SMTPServerSession, callback: () => void): void {
    const cipher = session.tlsOptions ? session.tlsOptions.name : 'unknown';
    this.#bySession.get(session)?.state.log('smtp.tls-started', { cipher });
    callback();
  }

  override onAuth(auth: SMTPServerAuthentication, session: SMTPServerSession, callback: AuthCallback): void {
    const connection = this.#bySession.get(session)!;
    const attempt = { username: auth.username ?? '', password: auth.password ?? '', authzid: auth.authzid ?? '' };
    connection.signIn(attempt).then(
      (outcome) => ('code' in outcome ? callback(asError(outcome)) : callback(null, { user: outcome })),
      (error: unknown) => {
        connection.state.log('smtp.fault', { reason: 'sign-in failed', error });
        callback(asError(reply(454, '4.7.0', 'Authentication is not available now')));
      },
    );
  }
}

function libraryOptions(room: SmtpRoom, tls: TlsMaterial): SMTPServerOptions {
  return {
    ...tls,
    minVersion: 'TLSv1.2',
    name: room.hostname,
    lmtp: room.door === 'lmtp',
    authMethods: ['PLAIN', 'LOGIN'],
    // Whether AUTH may be spoken, and whether it must, is decided by our own gate.
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    socketTimeout: room.limits.idleMsMax,
  };
}

function asError(answer: Reply): Error {
  return Object.assign(new Error(String(replyText(answer))), { responseCode: answer.code });
}

function isTlsError(error: Error): boolean {
  return (error as { meta?: { stage?: string } }).meta?.stage === 'connect';
}

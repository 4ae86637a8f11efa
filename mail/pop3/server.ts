import type { Socket } from 'node:net';
import { ConnectionServer, type ConnectionServerDeps, type ServeOptions, type TurnedAway } from '#mail/connection/connection-server.ts';
import type { Pop3Backend } from './backend.ts';
import { Connection } from './connection.ts';
import type { Pop3Event, Pop3Log } from './events.ts';
import { defaultLanguage } from './languages.ts';
import { type Pop3Limits, pop3Limits } from './limits.ts';
import { failed, formatReply } from './reply.ts';
import type { Wording } from './wording.ts';

export interface Pop3ServerDeps extends ConnectionServerDeps {
  readonly backend: Pop3Backend;
  readonly log: Pop3Log;
  readonly limits?: Partial<Pop3Limits>;
}

export function createPop3Server(deps: Pop3ServerDeps): ConnectionServer {
  return new Pop3Server(deps, { ...pop3Limits, ...deps.limits });
}

const wordsFor = {
  'shutting-down': 'shuttingDown',
  'too-many': 'tooManyConnections',
  overloaded: 'overloaded',
} as const satisfies Record<TurnedAway, keyof Wording>;

class Pop3Server extends ConnectionServer {
  readonly #limits: Pop3Limits;

  constructor(deps: Pop3ServerDeps, limits: Pop3Limits) {
    const { backend, log, hostname } = deps;
    const { words } = defaultLanguage;
    const event = (event: Pop3Event, fields: Record<string, unknown>) => log.info({ event, ...fields }, event);
    const allowPlaintextAuth = deps.allowPlaintextAuth.bind(deps);
    super({
      name: 'pop3',
      limits,
      tls: () => deps.tls(),
      connection: (socket, peer, secure) =>
        new Connection({ backend, log, hostname, limits, tlsOffered: deps.tls() !== null, allowPlaintextAuth, secure }, socket, peer),
      turnedAwayWith: (why) => formatReply(failed(words[wordsFor[why]], 'SYS/TEMP')),
      onTurnedAway: (peer) => event('pop3.turned-away', { peer: peer.address }),
      onTlsFailed: (reason) => event('pop3.tls-failed', { reason }),
    });
    this.#limits = limits;
  }

  /** A client that vanished keeps its mailbox locked: it is looked for. */
  override serve(socket: Socket, options: ServeOptions): void {
    socket.setKeepAlive(true, this.#limits.keepAliveMs);
    super.serve(socket, options);
  }
}

import { ConnectionServer, type ConnectionServerDeps, type TurnedAway } from '#mail/connection/connection-server.ts';
import { Tally } from '#mail/connection/tally.ts';
import type { ImapBackend } from './backend.ts';
import { Connection } from './connection.ts';
import type { ImapEvent, ImapLog } from './events.ts';
import { ItemCache } from './item-cache.ts';
import { type ImapLimits, imapLimits } from './limits.ts';
import { MailboxTables } from './mailbox-tables.ts';
import { OrderCache } from './order-cache.ts';
import { SearchCache } from './search-cache.ts';
import type { Admission } from './session.ts';
import { Turns } from './turns.ts';

export interface ImapServerDeps extends ConnectionServerDeps {
  readonly backend: ImapBackend;
  readonly log: ImapLog;
  readonly limits?: Partial<ImapLimits>;
  /** UIDONLY (RFC 9586). Off where it is not asked for: new Outlook's service (Microsoft Office 365, 15.20.9160) enables it and then fetches by number. */
  readonly offersUidOnly?: boolean;
}

const reasons = {
  'shutting-down': 'server shutting down',
  'too-many': 'Too many connections from your address',
  overloaded: 'Too many connections; try again later',
} as const satisfies Record<TurnedAway, string>;

export function createImapServer(deps: ImapServerDeps): ConnectionServer {
  const { backend, log, hostname } = deps;
  const limits = { ...imapLimits, ...deps.limits };
  const shared = {
    backend,
    log,
    hostname,
    limits,
    itemCache: new ItemCache(limits),
    mailboxTables: new MailboxTables(limits),
    orderCache: new OrderCache(limits),
    searchCache: new SearchCache(limits),
    turns: new Turns(limits.toldAtOnceMax),
    admission: admissionOf(limits),
    offersUidOnly: deps.offersUidOnly ?? false,
    allowPlaintextAuth: deps.allowPlaintextAuth.bind(deps),
  };
  const event = (event: ImapEvent, fields: Record<string, unknown>) => log.info({ event, ...fields }, event);
  return new ConnectionServer({
    name: 'imap',
    limits,
    tls: () => deps.tls(),
    connection: (socket, peer, secure) => new Connection({ ...shared, tlsOffered: deps.tls() !== null, secure }, socket, peer),
    turnedAwayWith: (why) => `* BYE [UNAVAILABLE] ${reasons[why]}\r\n`,
    onTurnedAway: (peer) => event('imap.turned-away', { peer: peer.address }),
    onTlsFailed: (reason) => event('imap.tls-failed', { reason }),
  });
}

function admissionOf(limits: ImapLimits): Admission {
  const perAccount = new Tally();
  return {
    enter({ session }) {
      if (!perAccount.enter(session.account.id, limits.connectionsPerAccountMax)) return null;
      return () => perAccount.leave(session.account.id);
    },
  };
}

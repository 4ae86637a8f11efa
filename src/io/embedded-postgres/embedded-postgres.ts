import type { PostgresLog } from './events.ts';
import type { Durability } from './settings.ts';

export interface EmbeddedPostgresOptions {
  /** Absolute and existing. The cluster stands in `<dataDir>/postgres`, see place.ts. */
  readonly dataDir: string;
  readonly log: PostgresLog;
  /** Whom root runs the server as; see os-user.ts for the default. */
  readonly osUser?: string;
  readonly maxConnections: number;
  readonly sharedBuffersMb?: number;
  readonly durability?: Durability;
}

/** How a server ended. `expected`: because `stop` was called. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly expected: boolean;
  readonly lastLines: string;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** Absolute folder of the unix socket: `host` of a pg client. */
  readonly socketDir: string;
  readonly port: number;
  readonly superuser: 'congthu_owner';
  /** Of the server, `18.4`. */
  readonly version: string;
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason; never rejects. A new start may follow at once. */
  readonly exited: Promise<ServerExit>;
  /** `fast` ends sessions and writes a checkpoint; `immediate` is a crash that the next start recovers from. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
}

import { randomBytes } from 'node:crypto';
import type { Config } from '#config/schema.ts';
import { findAutoReply } from '#directory/access/auto-reply-sql.ts';
import { makeAddressResolver } from '#directory/access/resolve-address.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { AutoResponder, type AutoResponderDeps } from '#mail/auto-reply/auto-responder.ts';

interface Parts {
  readonly config: Pick<Config, 'hostname' | 'autoReplies' | 'relay' | 'directDelivery'>;
  readonly database: Database;
  readonly deliver: AutoResponderDeps['deliver'];
  readonly log: Log;
}

/** Answers in the place of who left or moved: what is said is the directory's, whether and how the mail side's. */
export function openAutoResponder({ config, database, deliver, log }: Parts): AutoResponder {
  const { isOurDomain } = makeAddressResolver(database);
  const hasWayOut = config.relay !== undefined || config.directDelivery;
  return new AutoResponder({
    database,
    isOurDomain,
    deliver,
    log,
    hostname: config.hostname,
    outside: config.autoReplies.outside && hasWayOut,
    now: () => systemClock.now(),
    unique: () => randomBytes(16).toString('hex'),
    wordsFor: findAutoReply,
  });
}

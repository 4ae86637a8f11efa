import { randomBytes } from 'node:crypto';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { NoInbox } from '#mail/delivery/commit-deliveries.ts';
import { deliverNotice } from '#mail/delivery/deliver-notice.ts';
import { composeSystemNotice } from '#mail/delivery/system-notice.ts';
import { BodyStore } from '#mail/store/body-store.ts';
import { fileBodyDriver } from '#mail/store/file-body-driver.ts';

export interface NoticeParts {
  /** For what is asked while the plan's transaction holds a connection of the other pool. */
  readonly aside: Database;
  readonly bodiesFolder: string;
  readonly hostname: string;
}

/** Notices of plans, into the INBOXes of ours. Sessions that have one open see them when they next look. */
export function planNotices({ aside, bodiesFolder, hostname }: NoticeParts): SendNotices {
  const bodies = new BodyStore(aside, fileBodyDriver(bodiesFolder));
  const now = () => systemClock.now();
  return async (tx, notices) => {
    for (const { accountId, address, subject, text } of notices) {
      const octets = composeSystemNotice({ to: address, subject, text, hostname, now: now(), unique: randomBytes(16).toString('hex') });
      // Not by its address: an account that the plan itself makes is nobody's yet for other connections.
      await deliverNotice({ bodies, now, resolve: async () => accountId }, tx, { to: address, octets }).catch(unlessNoInbox);
    }
  };
}

/** Who cannot be told is no reason not to do what the plan does. */
function unlessNoInbox(error: unknown): void {
  if (!(error instanceof NoInbox)) throw error;
}

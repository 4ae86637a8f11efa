import { randomBytes } from 'node:crypto';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { deliverNotices } from '#mail/delivery/deliver-notices.ts';
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
  return (tx, notices) => {
    const made = notices.map(({ accountId, address, subject, text }) => {
      const octets = composeSystemNotice({ to: address, subject, text, hostname, now: now(), unique: randomBytes(16).toString('hex') });
      return { accountId, address, octets };
    });
    return deliverNotices({ bodies, now }, tx, made);
  };
}

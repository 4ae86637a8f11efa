import type { SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { announcementLimits } from './limits.ts';
import { settleRecipients, takePace, takeRecipients } from './notice-sql.ts';
import { subjectOf, textOf } from './notice-text.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
}

/**
 * Tells the next few of those who wait, and notes that in the same transaction: a process that dies in between has told nobody, and who was told is
 * never told again. Answers how many were looked at; 0: nobody waits, or it is not time yet.
 */
export function tellAnnouncements({ database, sendNotices }: Deps): Promise<number> {
  return inTransaction(database, async (tx) => {
    const announcement = await takePace(tx);
    if (announcement === undefined) return 0;
    const recipients = await takeRecipients(tx, announcement.id, announcementLimits.toldPerSecondMax);
    const [subject, text] = [subjectOf(announcement), textOf(announcement)];
    const told = await sendNotices(
      tx,
      recipients.map((recipient) => ({ ...recipient, subject, text })),
    );
    await settleRecipients(tx, announcement.id, recipients, told);
    return recipients.length;
  });
}

import type { SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { noticesAtOnceMax } from '../limits.ts';
import { type AddressNotice, settleAddressNotices, takeAddressNotices } from './address-notice-sql.ts';
import { subjectOf, textOfNotice } from './address-notice-text.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
}

/**
 * Tells the next few of those who wait for word of their new address, and notes that in the same transaction: a process that dies in between
 * has told nobody, and what was told is never told again. Answers how many were looked at; 0: nobody waits.
 */
export function tellAddresses({ database, sendNotices }: Deps): Promise<number> {
  return inTransaction(database, async (tx) => {
    const notices = await takeAddressNotices(tx, noticesAtOnceMax);
    if (notices.length === 0) return 0;
    const told = await sendNotices(tx, notices.map(messageOf));
    await settleAddressNotices(tx, notices, told);
    return notices.length;
  });
}

function messageOf(notice: AddressNotice) {
  const { accountId, present } = notice;
  return { accountId, address: present, subject: subjectOf(notice), text: textOfNotice(notice) };
}

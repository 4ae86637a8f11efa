import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { type FillingMailbox, findFilling, noteBelow, noteTold } from './quota-warning-sql.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
}

/** Tells the owners of mailboxes that fill up, once for each threshold until it is below that again (REQ-ACC-9). Answers how many were told. */
export async function warnOfQuota(deps: Deps, percents: readonly number[]): Promise<number> {
  if (percents.length === 0) return 0;
  let told = 0;
  for (const mailbox of await findFilling(deps.database, percents)) {
    if (mailbox.level < mailbox.told) await noteBelow(deps.database, mailbox.accountId, mailbox.level);
    else if (await tell(deps, mailbox)) told += 1;
  }
  return told;
}

/** A notice goes in whatever the quota says: otherwise nobody would hear of a mailbox that filled up at once. */
function tell({ database, sendNotices }: Deps, mailbox: FillingMailbox): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    if (!(await noteTold(tx, mailbox.accountId, mailbox.level))) return false;
    // One after another, each account before its mailbox and in ascending order, as everybody locks them.
    const readers = mailbox.tell.toSorted((one, other) => one.accountId - other.accountId);
    await sendNotices(
      tx,
      readers.map((reader) => notice(mailbox, reader)),
    );
    return true;
  });
}

function notice(mailbox: FillingMailbox, reader: FillingMailbox['tell'][number]): Notice {
  const { address: full, percent, usedOctets, quotaOctets, usedMessages, quotaMessages } = mailbox;
  const [vi, en] =
    quotaMessages === null ? ['', ''] : [`, ${usedMessages} trên ${quotaMessages} thư`, `, ${usedMessages} of ${quotaMessages} messages`];
  const text = [
    `Hộp thư ${full} đã đầy ${percent} % (${gigabytes(usedOctets)} trên ${gigabytes(quotaOctets)} GB${vi}).`,
    'Khi đầy hẳn, hộp thư không nhận thêm thư. Hãy xoá thư không cần nữa, nhất là thư có tệp lớn, hoặc đề nghị quản trị viên tăng hạn mức.',
    '',
    `The mailbox ${full} is ${percent} % full (${gigabytes(usedOctets)} of ${gigabytes(quotaOctets)} GB${en}).`,
    'Once it is full it takes no more mail. Delete what is no longer needed, large attachments first, or ask an administrator for more room.',
    '',
  ].join('\n');
  return { accountId: reader.accountId, address: reader.address, subject: `Hộp thư ${full} đã đầy ${percent} %`, text };
}

const gigabytes = (octets: number) => (octets / 2 ** 30).toFixed(2);

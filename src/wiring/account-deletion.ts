import type { Config } from '#config/schema.ts';
import { carryOutDeletion } from '#directory/lifecycle/deletion/carry-out-deletion.ts';
import { lateDeletions, openDeletions } from '#directory/lifecycle/deletion/deletion-sql.ts';
import { listDueByRule } from '#directory/lifecycle/deletion/due-account-sql.ts';
import { orderByRule } from '#directory/lifecycle/deletion/order-deletion.ts';
import { lateTextsMs } from '#directory/lifecycle/limits.ts';
import { attemptInTransaction, type Database, inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { eraseMail } from './erase-mail.ts';

interface Deps {
  readonly database: Database;
  readonly config: Pick<Config, 'retention'>;
  readonly log: Log;
}

/** Orders what is due, where the configuration says so: people's mailboxes that nobody holds or may read. Those of units are deleted by hand. */
export async function orderDue({ database, config, log }: Deps, today: string): Promise<void> {
  const { deleteDue, unitKeptDays } = config.retention;
  if (deleteDue !== 'automatic') return;
  for (const { accountId: id, address } of await listDueByRule(database, { today, unitKeptDays })) {
    const reason = 'retention.deleteDue: automatic';
    const ordered = await attemptInTransaction(database, (tx) =>
      orderByRule(tx, { account: { id, address }, reason, today, unitKeptDays }),
    );
    // Somebody was quicker: appointed the person again, held the mailbox, or ordered it in another process.
    if (!ordered.ok) log.info({ event: 'jobs.deletion-refused', accountId: id, because: ordered.refusal.message });
  }
}

/** Goes on with every deletion that is not finished, and looks after those that just were. */
export async function carryOutDeletions({ database, log }: Deps, mayGoOn: () => boolean): Promise<void> {
  for (const accountId of await openDeletions(database)) {
    if (await carryOutDeletion({ database, eraseMail, mayGoOn }, accountId)) log.info({ event: 'jobs.account-erased', accountId });
    if (!mayGoOn()) return;
  }
  for (const accountId of await lateDeletions(database, lateTextsMs)) await inTransaction(database, (tx) => eraseMail.texts(tx, accountId));
}

import type { MailQueue } from '#directory/api/mail-port.ts';
import { afterCommit, type Database } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { type CancelDeps, readyToCancel } from '#mail/queue/cancel.ts';
import { hold, type QueueSelection, release, retryNow, senderOf } from '#mail/queue/queue-list-sql.ts';
import { findOnPage, pageOfQueue } from '#mail/queue/queue-page-sql.ts';

interface Parts {
  readonly database: Database;
  readonly cancelling: CancelDeps;
  /** What is due now is looked for at once in this process; others find it within a second. */
  readonly wake: () => void;
}

/** The outbound queue as the API asks for it. */
export function mailQueue({ database, cancelling, wake }: Parts): MailQueue {
  const acts = { retry: waking(retryNow, wake), hold, release: waking(release, wake) };
  return {
    page: (question) => pageOfQueue(database, question),
    find: (id) => findOnPage(database, id),
    senderOf,
    async readyTo(act, messageId, { notify }) {
      return act === 'cancel' ? readyToCancel(cancelling, { messageId }, { notify }) : (tx) => acts[act](tx, { messageId });
    },
  };
}

function waking(act: typeof retryNow, wake: () => void) {
  return async (tx: Tx, selection: QueueSelection): Promise<number> => {
    const recipients = await act(tx, selection);
    if (recipients > 0) afterCommit(tx, wake);
    return recipients;
  };
}

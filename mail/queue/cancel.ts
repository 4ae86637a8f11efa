import { inTransaction } from '#io/database.ts';
import type { ContentId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { failSelected, findQueuedMessage } from './cancel-sql.ts';
import { wantsNotice } from './notice-rules.ts';
import type { QueueSelection } from './queue-list-sql.ts';
import type { Answer } from './queued-message.ts';
import { type SettleDeps, sendNotice } from './settle.ts';

export interface CancelDeps extends SettleDeps {
  readonly readContent: (contentId: ContentId) => Promise<Buffer>;
}

// RFC 3463 §3.8: X.7.1 delivery not authorized, message refused
const answer: Answer = { reply: 'cancelled by an administrator', status: '5.7.1', from: 'here', host: null };

export interface CancelOptions {
  readonly notify: boolean;
  /** Done in the same transaction, where any recipient was cancelled. */
  readonly alongside?: (tx: Tx, cancelled: number) => Promise<void>;
}

/** Gives up waiting and held recipients; the sender is told unless `notify` is false. How many recipients. */
export async function cancel(deps: CancelDeps, selection: QueueSelection, { notify, alongside }: CancelOptions): Promise<number> {
  const cancelIn = await readyToCancel(deps, selection, { notify });
  return inTransaction(deps.database, async (tx) => {
    const cancelled = await cancelIn(tx);
    if (cancelled > 0) await alongside?.(tx, cancelled);
    return cancelled;
  });
}

/** As `cancel`, in a transaction of the caller's that begins after this: it is not to wait for the body store. */
export async function readyToCancel(
  deps: CancelDeps,
  selection: QueueSelection,
  { notify }: Pick<CancelOptions, 'notify'>,
): Promise<(tx: Tx) => Promise<number>> {
  const message = await findQueuedMessage(deps.database, selection.messageId);
  if (message === null) return async () => 0;
  const original = notify ? Buffer.concat([message.prefix, await deps.readContent(message.contentId)]) : null;
  return async (tx) => {
    const cancelled = await failSelected(tx, selection, answer.reply);
    const told = cancelled.filter((one) => wantsNotice('failed', one.notify, message.envelopeFrom));
    if (original !== null && told.length > 0) {
      await sendNotice(deps, tx, {
        action: 'failed',
        message,
        recipients: told.map((one) => ({ ...one, answer })),
        original,
        now: new Date(),
      });
    }
    return cancelled.length;
  };
}

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
export async function cancel(deps: CancelDeps, selection: QueueSelection, options: CancelOptions): Promise<number> {
  const message = await findQueuedMessage(deps.database, selection.messageId);
  if (message === null) return 0;
  // Read before the transaction, which is not to wait for the body store.
  const original = options.notify ? Buffer.concat([message.prefix, await deps.readContent(message.contentId)]) : null;
  return inTransaction(deps.database, async (tx) => {
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
    if (cancelled.length > 0) await options.alongside?.(tx, cancelled.length);
    return cancelled.length;
  });
}

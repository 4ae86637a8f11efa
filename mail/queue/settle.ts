import { randomBytes } from 'node:crypto';
import { type Database, inTransaction } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { composeNotice, type NoticeInput, type ReportingIdentity } from './dsn.ts';
import type { QueuedMessage } from './queued-message.ts';
import type { Settlement } from './settle-rules.ts';
import { writeChanges } from './settle-sql.ts';

/** A DSN on its way to a sender of ours or, rarely, elsewhere. It goes out from `<>`. */
export interface Notice {
  readonly to: string;
  readonly octets: Buffer;
}

export interface SettleDeps {
  readonly database: Database;
  readonly identity: ReportingIdentity;
  /**
   * Stores or queues a notice within the transaction that finishes the recipients it speaks of. Rejects only for faults that
   * pass: the recipients then stay in the queue. A sender who cannot be reached at all is no fault; the notice is dropped.
   */
  readonly deliverNotice: (tx: Tx, notice: Notice) => Promise<void>;
}

/**
 * Stores a settlement and its notice in one transaction: a recipient is never failed without a word, nor told of twice.
 * Returns how many recipients were no longer under the lease (nothing is written or said of those).
 */
export async function settle(
  deps: SettleDeps,
  message: QueuedMessage & { readonly leasedUntil: Date },
  settlement: Settlement,
  input: { original: Buffer; now: Date },
): Promise<number> {
  return inTransaction(deps.database, async (tx) => {
    const written = await writeChanges(tx, message.leasedUntil, settlement.changes);
    const { notice } = settlement;
    const recipients = notice?.recipients.filter((one) => written.has(one.id)) ?? [];
    if (notice !== null && recipients.length > 0) await sendNotice(deps, tx, { ...input, action: notice.action, message, recipients });
    return settlement.changes.length - written.size;
  });
}

/** Composes a notice and hands it to whoever delivers it, inside the transaction. */
export async function sendNotice(deps: SettleDeps, tx: Tx, input: Omit<NoticeInput, 'unique'>): Promise<void> {
  const octets = composeNotice(deps.identity, { ...input, unique: randomBytes(15).toString('hex') });
  await deps.deliverNotice(tx, { to: input.message.envelopeFrom, octets });
}

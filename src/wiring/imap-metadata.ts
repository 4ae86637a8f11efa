import { attemptInTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { ImapMetadata } from '#mail/imap/backend.ts';
import { changeMetadata, type MetadataPlace, metadataOf } from '#mail/store/metadata-sql.ts';
import type { ImapBackendDeps } from './imap-backend-deps.ts';
import { demand } from './mailbox-roots.ts';
import type { SessionMailboxes } from './session-mailboxes.ts';

/** Annotations over the store. /private/ ones are the signed-in person's; /shared/ ones are changed by who organises the mailbox. */
export function imapMetadata({ database }: Pick<ImapBackendDeps, 'database'>, session: Session, mailboxes: SessionMailboxes): ImapMetadata {
  const readerId = session.actor.accountId;

  async function placeOf(name: string, changesShared: boolean): Promise<Result<MetadataPlace>> {
    if (name === '')
      return changesShared
        ? refused(refusal('forbidden', 'Only private annotations of the server may be set'))
        : ok({ mailboxId: null, readerId });
    const found = await mailboxes.place(name);
    if (!found.ok) return found;
    const { row, root } = found.value;
    // RFC 5464 §3.3: a shared annotation needs what a shared flag needs.
    const may = changesShared ? demand(root.rightsOn(row.id), 'mail.organise') : ok();
    return may.ok ? ok({ mailboxId: row.id, readerId }) : may;
  }

  return {
    async read(name) {
      const place = await placeOf(name, false);
      return place.ok ? ok(await metadataOf(database, place.value)) : place;
    },
    async write(name, changes) {
      const place = await placeOf(
        name,
        [...changes.keys()].some((entry) => entry.startsWith('/shared/')),
      );
      return place.ok ? attemptInTransaction(database, (tx) => changeMetadata(tx, place.value, changes)) : place;
    },
  };
}

import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { MailboxId, Uid } from '#kernel/ids.ts';

export interface ThreadRootRow {
  readonly uid: Uid;
  readonly email_id: number;
  readonly root: string | null;
}

/** What heads each message's thread: the first of References, else of In-Reply-To, else the message's own id; null when it has none of them. */
export async function threadRootsOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<ThreadRootRow[]> {
  return queryOn(database, selectThreadRoots, [mailboxId, uids]);
}

const selectThreadRoots: HotStatement = {
  name: 'store-thread-roots',
  text: `
    SELECT uid, email_id, coalesce(reference_ids[1], in_reply_to[1], message_id_header) AS root
    FROM message JOIN content ON content.id = message.content_id
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[])`,
};

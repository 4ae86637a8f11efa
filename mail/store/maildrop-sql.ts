import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { MailboxId, Uid } from '#kernel/ids.ts';

export interface MaildropRow {
  readonly uid: Uid;
  /** With the CRLF that POP3 adds where the last line has none. */
  readonly octets: number;
}

/** The messages of a mailbox at one moment, ascending UIDs. */
export function maildropOf(database: Database, mailboxId: MailboxId): Promise<MaildropRow[]> {
  return queryOn(database, selectMaildrop, [mailboxId]);
}

const selectMaildrop: HotStatement = {
  name: 'store-maildrop',
  text: `
    SELECT uid, message.size_octets + CASE WHEN ends_with_crlf THEN 0 ELSE 2 END AS octets
    FROM message_state JOIN message USING (mailbox_id, uid) JOIN content ON content.id = message.content_id
    WHERE mailbox_id = $1 ORDER BY uid`,
};

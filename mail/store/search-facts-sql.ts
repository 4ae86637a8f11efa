import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { MailboxId, Uid } from '#kernel/ids.ts';
import type { MailAddress } from '#mail/mime/address-list.ts';
import type { GroupNames } from '#mail/mime/content-facts.ts';

export interface SearchFactsRow {
  readonly uid: Uid;
  readonly email_id: number;
  readonly size_octets: number;
  readonly internal_date: Date;
  readonly saved_at: Date;
  readonly sent_at: Date | null;
  readonly envelope_start: Buffer;
  readonly subject: string;
  readonly base_subject: string;
  /** From, To, Cc, Bcc, and the names of groups in them if there are any. */
  readonly addresses: readonly [
    readonly MailAddress[],
    readonly MailAddress[],
    readonly MailAddress[],
    readonly MailAddress[],
    GroupNames | null,
  ];
  readonly message_id_header: string | null;
  /** null for the many that have none: an empty array costs more to read than the rest of the row. */
  readonly in_reply_to: readonly string[] | null;
  readonly reference_ids: readonly string[] | null;
}

/** What searching, sorting and threading ask about messages; without their octets and without what only FETCH shows. */
export function searchFactsOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<SearchFactsRow[]> {
  return queryOn(database, selectSearchFacts, [mailboxId, uids]);
}

/** What heads each message's thread: the first of References, else of In-Reply-To, else the message's own id; null when it has none of them. */
export async function threadRootsOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<ThreadRootRow[]> {
  return queryOn(database, selectThreadRoots, [mailboxId, uids]);
}

export interface ThreadRootRow {
  readonly uid: Uid;
  readonly email_id: number;
  readonly root: string | null;
}

const selectThreadRoots: HotStatement = {
  name: 'store-thread-roots',
  text: `
    SELECT uid, email_id, coalesce(reference_ids[1], in_reply_to[1], message_id_header) AS root
    FROM message JOIN content ON content.id = message.content_id
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[])`,
};

const selectSearchFacts: HotStatement = {
  name: 'store-search-facts',
  text: `
    SELECT uid, email_id, message.size_octets, internal_date, saved_at, sent_at, substring(envelope FOR 80) AS envelope_start, subject,
      base_subject, jsonb_build_array(facts->'from', facts->'to', facts->'cc', facts->'bcc', facts->'groups') AS addresses, message_id_header,
      nullif(in_reply_to, '{}') AS in_reply_to, nullif(reference_ids, '{}') AS reference_ids
    FROM message JOIN content ON content.id = message.content_id
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[])`,
};

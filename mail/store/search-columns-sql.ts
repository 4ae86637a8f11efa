import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { MailboxId, Uid } from '#kernel/ids.ts';

const ofMessages = {
  size: 'size_octets',
  internal: 'floor(extract(epoch FROM internal_date) * 1000)::bigint',
  saved: 'floor(extract(epoch FROM saved_at) * 1000)::bigint',
  'email-id': `'M' || email_id`,
} as const;

const date = 'floor(extract(epoch FROM coalesce(sent_at, internal_date)) * 1000)::bigint';

const ofContents = {
  sent: `json_build_array(floor(extract(epoch FROM sent_at) * 1000)::bigint, convert_from(substring(envelope FOR 80), 'LATIN1'))`,
  subject: 'subject',
  from: `json_build_array(facts->'from', facts->'groups'->'from')`,
  to: `json_build_array(facts->'to', facts->'groups'->'to')`,
  cc: `json_build_array(facts->'cc', facts->'groups'->'cc')`,
  bcc: `json_build_array(facts->'bcc', facts->'groups'->'bcc')`,
  'message-id': 'message_id_header',
  'in-reply-to': 'in_reply_to',
  references: 'reference_ids',
  date,
  'base-subject': 'base_subject',
  'first-from': `facts->'from'->0`,
  'first-to': `facts->'to'->0`,
  'first-cc': `facts->'cc'->0`,
  // RFC 5256 §3 (1.A): References, else the first of In-Reply-To; §2.1: what the base subject left out shows a reply or a forward.
  links: `json_build_array(message_id_header, CASE WHEN reference_ids = '{}' THEN in_reply_to[1:1] ELSE reference_ids END,
    length(btrim(subject, E' \\t\\r\\n')) > length(base_subject), ${date}, base_subject)`,
} as const;

export type SearchColumnName = keyof typeof ofMessages | keyof typeof ofContents;

/**
 * One thing about messages, for searches of whole mailboxes. Moments are milliseconds; `sent` is the moment and the beginning of the ENVELOPE;
 * addresses and identifiers are as they are kept. All in one row, as JSON: a row for each message would take longer to read than to find.
 */
export async function searchColumnOf(
  database: Database,
  mailboxId: MailboxId,
  name: SearchColumnName,
  uids: readonly number[],
): Promise<{ readonly uids: readonly Uid[]; readonly values: readonly unknown[] }> {
  const [found] = await queryOn<{ uids: Uid[] | null; values: unknown[] | null }>(database, searchColumnStatements.get(name)!, [
    mailboxId,
    uids,
  ]);
  return { uids: found?.uids ?? [], values: found?.values ?? [] };
}

export const searchColumnStatements: ReadonlyMap<string, HotStatement> = new Map([
  ...Object.entries(ofMessages).map(([name, value]) => statementOf(name, value, 'message')),
  ...Object.entries(ofContents).map(([name, value]) => statementOf(name, value, 'message JOIN content ON content.id = message.content_id')),
]);

function statementOf(name: string, value: string, from: string): [string, HotStatement] {
  const text = `SELECT json_agg(uid) AS uids, json_agg(${value}) AS values FROM ${from} WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[])`;
  return [name, { name: `store-search-${name}`, text }];
}

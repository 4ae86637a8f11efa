import { type Database, type HotStatement, integers, queryIn, queryOn, sendIn } from '#io/database.ts';
import type { AccountId, ContentId, MailboxId, ModSeq, Uid } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { MessagePlace } from './body-store.ts';
import type { Flags } from './flags.ts';
import type { ExpungeReason } from './tables.ts';

export interface MessageRow {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly contentId: ContentId;
  readonly prefix: Buffer;
  readonly sizeOctets: number;
  readonly internalDate: Date;
  /** null takes a new identity. */
  readonly emailId: number | null;
  readonly actorAccountId: AccountId | null;
  readonly flags: Flags;
  readonly modSeq: number;
}

// Keywords are atoms: a space between them cannot be part of one. unnest would flatten an array of arrays.
const keywordText = (flags: Flags) => flags.keywords.join(' ');

export function insertMessages(tx: Tx, rows: readonly MessageRow[]): void {
  sendIn(tx, insertMessageRows, [
    rows.map((row) => row.accountId),
    rows.map((row) => row.mailboxId),
    rows.map((row) => row.uid),
    rows.map((row) => row.contentId),
    rows.map((row) => row.prefix),
    rows.map((row) => row.sizeOctets),
    rows.map((row) => row.internalDate),
    rows.map((row) => row.emailId),
    rows.map((row) => row.actorAccountId),
    rows.map((row) => row.flags.bits),
    rows.map((row) => keywordText(row.flags)),
    rows.map((row) => row.modSeq),
  ]);
}

const insertMessageRows: HotStatement = {
  name: 'store-insert-messages',
  text: `
    WITH given AS (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bigint[], $7::timestamptz[],
        $8::bigint[], $9::bigint[], $10::smallint[], $11::text[], $12::bigint[])
      AS given (account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, email_id, actor_account_id, flags, keywords, modseq)),
    message_rows AS (
      INSERT INTO message (account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, email_id, actor_account_id)
      SELECT account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, coalesce(email_id, nextval('email_id_seq')),
        actor_account_id FROM given)
    INSERT INTO message_state (mailbox_id, uid, flags, keywords, modseq)
    SELECT mailbox_id, uid, flags, CASE keywords WHEN '' THEN '{}' ELSE string_to_array(keywords, ' ') END, modseq FROM given`,
};

export interface MessageStateRow {
  readonly uid: Uid;
  readonly flags: number;
  readonly keywords: string[];
  readonly modseq: ModSeq;
}

/** States of a mailbox's messages above a UID, ascending, so many at most. */
export function statesAbove(database: Database, mailboxId: MailboxId, uid: number, rowsMax: number): Promise<MessageStateRow[]> {
  return queryOn(database, selectStatesAbove, [mailboxId, uid, rowsMax]);
}

const selectStatesAbove: HotStatement = {
  name: 'store-states-above',
  text: 'SELECT uid, flags, keywords, modseq FROM message_state WHERE mailbox_id = $1 AND uid > $2 ORDER BY uid LIMIT $3',
};

/** UIDs of a mailbox, ascending; the caller holds its row lock. */
export async function uidsOf(tx: Tx, mailboxId: MailboxId): Promise<Uid[]> {
  return (await queryIn<{ uid: Uid }>(tx, selectUids, [mailboxId])).map((row) => row.uid);
}

const selectUids: HotStatement = { name: 'store-uids', text: 'SELECT uid FROM message_state WHERE mailbox_id = $1 ORDER BY uid' };

/** States of messages of several mailboxes, by UID; the caller holds the mailboxes' row locks. */
export function statesOfPlaces(
  tx: Tx,
  places: readonly { readonly mailboxId: MailboxId; readonly uid: number }[],
): Promise<(MessageStateRow & { readonly mailbox_id: MailboxId })[]> {
  return queryIn(tx, selectStatesOfPlaces, [integers(places.map((place) => place.mailboxId)), integers(places.map((place) => place.uid))]);
}

const selectStatesOfPlaces: HotStatement = {
  name: 'store-states-of-places',
  text: `
    SELECT mailbox_id, uid, flags, keywords, modseq
    FROM (SELECT DISTINCT * FROM unnest($1::bigint[], $2::bigint[])) AS place (mailbox_id, uid) JOIN message_state USING (mailbox_id, uid)
    ORDER BY uid`,
};

export interface NewState {
  readonly mailboxId: MailboxId;
  readonly uid: number;
  readonly flags: Flags;
  readonly modSeq: number;
}

export function updateStates(tx: Tx, states: readonly NewState[]): void {
  sendIn(tx, updateStateRows, [
    integers(states.map((state) => state.mailboxId)),
    integers(states.map((state) => state.uid)),
    integers(states.map((state) => state.modSeq)),
    integers(states.map((state) => state.flags.bits)),
    states.map((state) => keywordText(state.flags)),
  ]);
}

const updateStateRows: HotStatement = {
  name: 'store-update-states',
  text: `
    UPDATE message_state SET flags = given.flags, modseq = given.modseq,
      keywords = CASE given.keywords WHEN '' THEN '{}' ELSE string_to_array(given.keywords, ' ') END
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::text[]) AS given (mailbox_id, uid, modseq, flags, keywords)
    WHERE message_state.mailbox_id = given.mailbox_id AND message_state.uid = given.uid`,
};

/** A message that is in a mailbox, and what its going or copying changes of counters. */
export interface HeldMessageRow {
  readonly uid: Uid;
  readonly flags: number;
  readonly size_octets: number;
}

/** Messages that are in a mailbox, of those named (null: all) that have a flag of `bits` (left out: any), by UID. The caller holds the mailbox's row lock. */
export function heldMessages(tx: Tx, mailboxId: MailboxId, uids: readonly number[] | null, bits?: number): Promise<HeldMessageRow[]> {
  if (uids !== null) return queryIn(tx, selectNamedHeld, [mailboxId, integers(uids), bits ?? null]);
  return queryIn(tx, selectHeld, [mailboxId, bits ?? null]);
}

// The size by a look-up of each: joined, a few deleted messages of a large mailbox would have all its message rows read.
const heldColumns = `uid, flags, (SELECT size_octets FROM message WHERE mailbox_id = $1 AND message.uid = message_state.uid) AS size_octets`;

const selectHeld: HotStatement = {
  name: 'store-held',
  text: `SELECT ${heldColumns} FROM message_state WHERE mailbox_id = $1 AND ($2::smallint IS NULL OR flags & $2 <> 0) ORDER BY uid`,
};

const selectNamedHeld: HotStatement = {
  name: 'store-named-held',
  text: `
    SELECT ${heldColumns} FROM message_state
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[]) AND ($3::smallint IS NULL OR flags & $3 <> 0) ORDER BY uid`,
};

/** Takes messages out of a mailbox and keeps their rows with time, modseq and reason. */
export function expungeRows(tx: Tx, mailboxId: MailboxId, gone: readonly HeldMessageRow[], modSeq: number, reason: ExpungeReason): void {
  sendIn(tx, expungeMessageRows, [mailboxId, integers(gone.map((row) => row.uid)), modSeq, reason]);
}

const expungeMessageRows: HotStatement = {
  name: 'store-expunge',
  text: `
    WITH gone AS (DELETE FROM message_state WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[]) RETURNING uid)
    UPDATE message SET expunged_at = clock_timestamp(), expunged_modseq = $3, expunge_reason = $4
    FROM gone WHERE message.mailbox_id = $1 AND message.uid = gone.uid`,
};

/** Puts copies of messages into a mailbox, in the order of their UIDs, from `firstUid` on. */
export function insertCopies(
  tx: Tx,
  sourceId: MailboxId,
  held: readonly HeldMessageRow[],
  to: { accountId: AccountId; mailboxId: MailboxId; firstUid: number; modSeq: number; actorAccountId: AccountId },
): void {
  const uids = integers(held.map((row) => row.uid));
  sendIn(tx, insertCopyRows, [sourceId, uids, to.accountId, to.mailboxId, to.firstUid, to.actorAccountId, to.modSeq]);
}

// No row passes through here: copying a thousand is one short statement.
const insertCopyRows: HotStatement = {
  name: 'store-insert-copies',
  text: `
    WITH source AS MATERIALIZED (
      SELECT $5::bigint - 1 + row_number() OVER (ORDER BY uid) AS new_uid, content_id, prefix, size_octets, internal_date, email_id, flags,
        keywords
      FROM message JOIN message_state USING (mailbox_id, uid)
      WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[])),
    message_rows AS (
      INSERT INTO message (account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, email_id, actor_account_id)
      SELECT $3, $4, new_uid, content_id, prefix, size_octets, internal_date, email_id, $6 FROM source)
    INSERT INTO message_state (mailbox_id, uid, flags, keywords, modseq) SELECT $4, new_uid, flags, keywords, $7 FROM source`,
};

export interface MessageFactsRow {
  readonly uid: Uid;
  readonly email_id: number;
  readonly prefix_octets: number;
  readonly size_octets: number;
  readonly internal_date: Date;
  readonly saved_at: Date;
  readonly header_octets: number;
  readonly envelope: Buffer;
  readonly body_structure: Buffer;
  readonly body_brief: Buffer;
  readonly parts: unknown;
  readonly subject: string;
  readonly sent_at: Date | null;
}

/** What never changes about messages, for FETCH; expunged ones too, so that a session still holding them can read on. */
export function factsOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<MessageFactsRow[]> {
  return queryOn(database, selectFacts, [mailboxId, integers(uids)]);
}

/** As factsOf, with nothing about parts: what lists of messages show. */
export async function briefFactsOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<MessageFactsRow[]> {
  const rows = await queryOn<Omit<MessageFactsRow, keyof typeof noStructure>>(database, selectBriefFacts, [mailboxId, integers(uids)]);
  return rows.map((row) => ({ ...row, ...noStructure }));
}

/** As briefFactsOf, with nothing of the content: for messages that are read whole. */
export async function sizesOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<MessageFactsRow[]> {
  const rows = await queryOn<Omit<MessageFactsRow, keyof typeof noContent>>(database, selectSizes, [mailboxId, integers(uids)]);
  return rows.map((row) => ({ ...row, ...noContent }));
}

const nothing = Buffer.alloc(0);
const noStructure = { body_structure: nothing, body_brief: nothing, parts: [] as readonly unknown[] };
const noContent = { ...noStructure, header_octets: 0, envelope: nothing, subject: '', sent_at: null };

const selectSizes: HotStatement = {
  name: 'store-sizes',
  text: `
    SELECT uid, email_id, octet_length(prefix) AS prefix_octets, size_octets, internal_date, saved_at
    FROM message WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[]) ORDER BY uid`,
};

const selectBriefFacts: HotStatement = {
  name: 'store-brief-facts',
  text: `
    SELECT message.uid, email_id, octet_length(prefix) AS prefix_octets, message.size_octets, internal_date, saved_at, header_octets, envelope,
      subject, sent_at
    FROM message JOIN content ON content.id = message.content_id
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[]) ORDER BY uid`,
};

const selectFacts: HotStatement = {
  name: 'store-facts',
  text: `
    SELECT message.uid, email_id, octet_length(prefix) AS prefix_octets, message.size_octets, internal_date, saved_at, header_octets, envelope,
      body_structure, body_brief, parts, subject, sent_at
    FROM message JOIN content ON content.id = message.content_id
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[]) ORDER BY uid`,
};

export interface MessageOctetsRow extends MessagePlace {
  readonly uid: Uid;
}

/** Where messages' octets are: each has its prefix, then the body at this place. */
export function octetsPlacesOf(database: Database, mailboxId: MailboxId, uids: readonly number[]): Promise<MessageOctetsRow[]> {
  return queryOn(database, selectOctetsPlaces, [mailboxId, integers(uids)]);
}

export async function octetsPlaceOf(database: Database, mailboxId: MailboxId, uid: number): Promise<MessageOctetsRow | undefined> {
  return (await octetsPlacesOf(database, mailboxId, [uid]))[0];
}

const selectOctetsPlaces: HotStatement = {
  name: 'store-octets-places',
  text: `
    SELECT uid, prefix, body.id, body.size_octets, storage, encoding, location, frame_index
    FROM message JOIN content ON content.id = message.content_id JOIN body ON body.id = content.body_id
    WHERE mailbox_id = $1 AND uid = ANY ($2::bigint[])`,
};

/** What expunging each mailbox would give back; mailboxes with nothing \Deleted are absent. */
export async function deletedOctetsOf(database: Database, mailboxIds: readonly MailboxId[]): Promise<Map<MailboxId, number>> {
  const rows = await queryOn<{ mailbox_id: MailboxId; octets: number }>(database, sumDeletedOctets, [mailboxIds]);
  return new Map(rows.map((row) => [row.mailbox_id, row.octets]));
}

const sumDeletedOctets: HotStatement = {
  name: 'store-deleted-octets',
  text: `
    SELECT mailbox_id, sum(size_octets)::bigint AS octets FROM message_state JOIN message USING (mailbox_id, uid)
    WHERE mailbox_id = ANY ($1::bigint[]) AND flags & 8 <> 0 GROUP BY mailbox_id`,
};

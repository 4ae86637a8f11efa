import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { ContentId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ContentFacts } from '#mail/mime/content-facts.ts';
import type { BodyPlace, PreparedBody } from './body-store.ts';

/** Raised when the scanner's facts change, so that `jobs` can read old bodies again. */
export const scannerVersion = 1;

export interface PreparedContent {
  readonly body: PreparedBody;
  readonly facts: ContentFacts;
}

/** The live body that a preparation was to re-use was swept before the transaction came to it: prepare again. */
export class BodySwept extends Error {
  override readonly name = 'BodySwept';
}

/**
 * Names prepared bodies and their facts in the database, or finds the live ones with the same octets; answers in the order given. Either way
 * the rows are held against the sweeper until the transaction ends (FOR KEY SHARE conflicts with its FOR UPDATE). `between` two of them others
 * may get their turn: who gives it waits for all before anything else is locked.
 */
export async function storeContents(tx: Tx, contents: readonly PreparedContent[], between?: () => Promise<void>): Promise<ContentId[]> {
  // All are inserted at once: that is right for most mail. In the order of their hashes, so that transactions never wait crosswise.
  const inOrder = [...contents.entries()].sort(([, one], [, other]) => Buffer.compare(one.body.hash, other.body.hash));
  const inserting: Promise<{ index: number; content: PreparedContent; id: ContentId | null }>[] = [];
  for (const [index, content] of inOrder) {
    if (inserting.length > 0) await between?.();
    const inserted = insertedAs(tx, index, content);
    inserted.catch(() => undefined); // heard below, when all have been sent
    inserting.push(inserted);
  }
  const made = await Promise.all(inserting);
  const ids: ContentId[] = [];
  for (const { index, content, id } of made) ids[index] = id ?? (await findOrInsert(tx, content));
  return ids;
}

async function insertedAs(tx: Tx, index: number, content: PreparedContent) {
  return { index, content, id: content.body.reuses ? null : await tryInsert(tx, content) };
}

/** null when a live body has the same octets. ON CONFLICT waits for a concurrent insert of the same hash. */
async function tryInsert(tx: Tx, prepared: PreparedContent): Promise<ContentId | null> {
  const [made] = await queryIn<{ id: ContentId }>(tx, insertContent, contentValues(prepared));
  return made?.id ?? null;
}

async function findOrInsert(tx: Tx, prepared: PreparedContent): Promise<ContentId> {
  // If the sweeper took the row between the two steps, the next turn inserts.
  for (let turn = 0; turn < 3; turn++) {
    const [found] = await queryIn<{ id: ContentId }>(tx, findContent, [prepared.body.hash]);
    if (found) return found.id;
    if (prepared.body.reuses) throw new BodySwept('the body to be re-used has been swept');
    const made = await tryInsert(tx, prepared);
    if (made !== null) return made;
  }
  throw new Error('a body row appeared and vanished three times over');
}

const insertContent: HotStatement = {
  name: 'store-insert-content',
  text: `
    WITH new_body AS (
      INSERT INTO body (hash, size_octets, storage, encoding, location, octets, frame_index)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (hash) WHERE tombstoned_at IS NULL DO NOTHING
      RETURNING id)
    INSERT INTO content (body_id, size_octets, header_octets, envelope, body_structure, body_brief, parts, facts,
      message_id_header, in_reply_to, reference_ids, subject, base_subject, sent_at, scanner_version, ends_with_crlf)
    SELECT id, $2, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21 FROM new_body
    RETURNING id`,
};

const findContent: HotStatement = {
  name: 'store-find-content',
  text: `
    SELECT content.id FROM body JOIN content ON content.body_id = body.id
    WHERE body.hash = $1 AND body.tombstoned_at IS NULL
    FOR KEY SHARE`,
};

function contentValues({ body, facts }: PreparedContent): unknown[] {
  return [
    ...[body.hash, body.sizeOctets, body.storage, body.encoding, body.location, body.octets, body.frameIndex],
    ...[facts.headerLength, facts.envelope, facts.bodyStructure, facts.body, jsonText(facts.parts), jsonText(shownFacts(facts))],
    ...[facts.messageId === null ? null : withoutNul(facts.messageId), facts.inReplyTo.map(withoutNul), facts.references.map(withoutNul)],
    ...[withoutNul(facts.subject), withoutNul(facts.baseSubject), facts.sentAt, scannerVersion, facts.endsWithCrlf],
  ];
}

// PostgreSQL text and jsonb cannot hold NUL or a lone surrogate; mail may. The octets keep them, the facts need not.
const withoutNul = (text: string) => text.replaceAll('\0', '\uFFFD').toWellFormed();
const jsonText = (value: unknown) => JSON.stringify(value, (_key, one) => (typeof one === 'string' ? withoutNul(one) : one));

function shownFacts(facts: ContentFacts): unknown {
  const { from, sender, replyTo, to, cc, bcc, groups, hasAttachments, signedKind, defects } = facts;
  return { from, sender, replyTo, to, cc, bcc, groups, hasAttachments, signedKind, defects };
}

/** Where a content's octets are. */
export async function bodyPlaceOf(database: Database, contentId: ContentId): Promise<BodyPlace | undefined> {
  const [place] = await queryOn<BodyPlace>(database, selectBodyPlace, [contentId]);
  return place;
}

const selectBodyPlace: HotStatement = {
  name: 'store-body-place',
  text: `SELECT body.id, body.size_octets, storage, encoding, location, frame_index FROM content JOIN body ON body.id = body_id
    WHERE content.id = $1`,
};

import type { Database } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';
import type { BodyStore } from './body-store.ts';
import { type MessageOctetsRow, octetsPlacesOf } from './message-sql.ts';

/** Octets [start, end) of a whole message: its own prefix, then the shared content. */
interface OctetRequest {
  readonly uid: number;
  readonly start: number;
  readonly end: number;
}

interface ReadDeps {
  readonly database: Database;
  readonly bodies: BodyStore;
}

/**
 * Stretches of messages, answers in the order asked. However many messages: one statement says where they are, one more brings
 * the inline bodies that are not cached. Expunged messages are readable until forgotten.
 */
export async function readMessages(deps: ReadDeps, mailboxId: MailboxId, requests: readonly OctetRequest[]): Promise<Buffer[]> {
  const places = new Map<number, MessageOctetsRow>();
  const uids = [...new Set(requests.map((request) => request.uid))];
  for (const place of await octetsPlacesOf(deps.database, mailboxId, uids)) places.set(place.uid, place);
  const wanted = requests.map((request) => ({ request, place: placeOf(places, mailboxId, request) }));
  // A stretch within the prefix (trace fields) needs no body.
  const inline = await deps.bodies.readInline(
    wanted.filter(({ request, place }) => request.end > place.prefix.length).map(({ place }) => place),
  );
  return Promise.all(
    wanted.map(({ request, place }) =>
      cut(place, request, async (start, end) => inline.get(place.id)?.subarray(start, end) ?? deps.bodies.read(place, start, end)),
    ),
  );
}

/** One stretch of one message. */
export async function readMessage(deps: ReadDeps, mailboxId: MailboxId, uid: number, start: number, end: number): Promise<Buffer> {
  const [octets] = await readMessages(deps, mailboxId, [{ uid, start, end }]);
  return octets!;
}

function placeOf(places: ReadonlyMap<number, MessageOctetsRow>, mailboxId: MailboxId, { uid }: OctetRequest): MessageOctetsRow {
  const place = places.get(uid);
  if (place === undefined) throw new Error(`message ${uid} of mailbox ${mailboxId} is gone`);
  return place;
}

async function cut(
  { prefix, size_octets }: MessageOctetsRow,
  { start, end }: OctetRequest,
  readContent: (start: number, end: number) => Promise<Buffer>,
): Promise<Buffer> {
  const last = Math.min(end, prefix.length + size_octets);
  if (start >= last) return Buffer.alloc(0);
  if (last <= prefix.length) return prefix.subarray(start, last);
  const content = await readContent(Math.max(start - prefix.length, 0), last - prefix.length);
  return start >= prefix.length ? content : Buffer.concat([prefix.subarray(start), content]);
}

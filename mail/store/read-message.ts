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
  const read = wanted.filter(({ request, place }) => request.end > place.prefix.length).map(({ place }) => place);
  const wholes = new Map<MessageOctetsRow, Buffer | null>();
  for (const [at, whole] of (await deps.bodies.readWhole(read)).entries()) wholes.set(read[at]!, whole);
  return Promise.all(
    wanted.map(({ request, place }) => wholes.get(place)?.subarray(request.start, request.end) ?? cut(deps.bodies, place, request)),
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

async function cut(bodies: BodyStore, place: MessageOctetsRow, { start, end }: OctetRequest): Promise<Buffer> {
  const { prefix, size_octets } = place;
  const last = Math.min(end, prefix.length + size_octets);
  if (start >= last) return Buffer.alloc(0);
  if (last <= prefix.length) return prefix.subarray(start, last);
  return bodies.read(place, Math.max(start - prefix.length, 0), last - prefix.length, prefix.subarray(start));
}

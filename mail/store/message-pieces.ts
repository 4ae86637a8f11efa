import type { Database } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';
import type { BodyStore } from './body-store.ts';
import { storeLimits } from './limits.ts';
import { octetsPlaceOf } from './message-sql.ts';

/**
 * A whole message from its first octet to its last: the prefix, then the content a frame at a time, so that each frame of a large body is
 * decompressed once. Expunged messages are readable until forgotten.
 */
export async function* messagePieces(
  deps: { database: Database; bodies: BodyStore },
  mailboxId: MailboxId,
  uid: number,
): AsyncGenerator<Buffer> {
  const place = await octetsPlaceOf(deps.database, mailboxId, uid);
  if (!place) throw new Error(`message ${uid} of mailbox ${mailboxId} is gone`);
  const octets = place.size_octets;
  // Read before the prefix is given: a body that cannot be read at all fails before anything was sent.
  let piece = await deps.bodies.read(place, 0, Math.min(storeLimits.frameOctets, octets));
  yield place.prefix;
  for (let start = 0; start < octets; start += piece.length) {
    if (start > 0) piece = await deps.bodies.read(place, start, Math.min(start + storeLimits.frameOctets, octets));
    yield piece;
  }
}

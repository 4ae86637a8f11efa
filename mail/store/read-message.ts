import type { Database } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';
import type { BodyStore } from './body-store.ts';
import { octetsPlaceOf } from './message-sql.ts';

/** Octets [start, end) of a whole message: its own prefix, then the shared content. Expunged messages are readable until forgotten. */
export async function readMessage(
  deps: { database: Database; bodies: BodyStore },
  mailboxId: MailboxId,
  uid: number,
  start: number,
  end: number,
): Promise<Buffer> {
  const place = await octetsPlaceOf(deps.database, mailboxId, uid);
  if (!place) throw new Error(`message ${uid} of mailbox ${mailboxId} is gone`);
  const { prefix } = place;
  const last = Math.min(end, prefix.length + place.size_octets);
  if (start >= last) return Buffer.alloc(0);
  if (last <= prefix.length) return prefix.subarray(start, last);
  const content = await deps.bodies.read(place, Math.max(start - prefix.length, 0), last - prefix.length);
  return start >= prefix.length ? content : Buffer.concat([prefix.subarray(start), content]);
}

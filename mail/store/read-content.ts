import type { Database } from '#io/database.ts';
import type { ContentId } from '#kernel/ids.ts';
import type { BodyStore } from './body-store.ts';
import { bodyPlaceOf } from './content-sql.ts';

/** The whole shared content of a message, without any delivery's prefix. */
export async function readContent(deps: { database: Database; bodies: BodyStore }, contentId: ContentId): Promise<Buffer> {
  const place = await bodyPlaceOf(deps.database, contentId);
  if (!place) throw new Error(`content ${contentId} does not exist`);
  return deps.bodies.read(place, 0, place.size_octets);
}

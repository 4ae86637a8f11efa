import type { ActorRow } from '#directory/access/roles/facts-sql.ts';
import { reachOf, type UnitReach } from '#directory/access/roles/within-reach.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type Topic, topicNames, topics } from './topics.ts';

/** What somebody may hear, and of which units. */
export type Hearing = ReadonlyMap<Topic, UnitReach>;

/** Something changed. `place`: of the unit it is about, that unit first and then those above it; empty: of none that is known; any: of whichever. */
export interface Change {
  readonly topic: Topic;
  readonly place: readonly UnitId[] | 'any';
}

/** By roles and posts of today; empty: nothing. Pure. */
export function hearingOf(actor: Pick<ActorRow, 'isActive' | 'roles' | 'headed'>): Hearing {
  return new Map(
    topicNames
      .map((topic) => [topic, reachOf(actor, topics[topic].by)] as const)
      .filter(([, { everywhere, below, alone }]) => everywhere || below.length + alone.length > 0),
  );
}

/** Whether they may hear of it. Pure. */
export function hears(hearing: Hearing, { topic, place }: Change): boolean {
  const reach = hearing.get(topic);
  if (reach === undefined) return false;
  if (reach.everywhere || place === 'any' || !topics[topic].ofUnits) return true;
  const [unit] = place;
  return unit !== undefined && (reach.alone.includes(unit) || place.some((one) => reach.below.includes(one)));
}

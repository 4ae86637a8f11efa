import { addDays } from '#directory/calendar/working-calendar.ts';
import type { UnitId } from '#kernel/ids.ts';

/** A post that somebody held, from a day to a day; null: it goes on. */
export interface HeldPost {
  readonly unitId: UnitId;
  readonly isPrimary: boolean;
  readonly from: string;
  readonly to: string | null;
}

/** Days on which somebody counted for a unit; null: for none. */
export interface Place {
  readonly unitId: UnitId | null;
  readonly from: string;
  readonly to: string;
}

/**
 * For which unit a person counts on which of the days: where the main post is. Whoever holds none that day counts where the last one was, and
 * before the first one there. The places follow one another without a gap.
 */
export function placesOf(posts: readonly HeldPost[], { from, to }: { readonly from: string; readonly to: string }): readonly Place[] {
  const begins = new Set([from]);
  for (const post of posts)
    for (const day of [post.from, post.to === null ? null : addDays(post.to, 1)])
      if (day !== null && day > from && day <= to) begins.add(day);
  const places: { unitId: UnitId | null; from: string; to: string }[] = [];
  for (const day of [...begins].sort()) {
    const unitId = unitOn(posts, day);
    const last = places.at(-1);
    if (last?.unitId === unitId) continue;
    if (last) last.to = addDays(day, -1);
    places.push({ unitId, from: day, to });
  }
  return places;
}

function unitOn(posts: readonly HeldPost[], day: string): UnitId | null {
  const held = posts.filter((post) => post.from <= day && (post.to === null || post.to >= day));
  if (held.length > 0)
    return held.toSorted((one, next) => Number(next.isPrimary) - Number(one.isPrimary) || order(next.from, one.from))[0]!.unitId;
  const before = posts.filter((post) => post.to !== null && post.to < day);
  if (before.length > 0)
    return before.toSorted((one, next) => order(next.to!, one.to!) || Number(next.isPrimary) - Number(one.isPrimary))[0]!.unitId;
  return posts.toSorted((one, next) => order(one.from, next.from) || Number(next.isPrimary) - Number(one.isPrimary))[0]?.unitId ?? null;
}

const order = (one: string, next: string) => (one < next ? -1 : one > next ? 1 : 0);

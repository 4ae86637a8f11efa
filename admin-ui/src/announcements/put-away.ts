/** What somebody has put away in this browser: an announcement as it was, so that it shows again when it is corrected. */
export interface PutAway {
  readonly id: number;
  readonly revision: number;
}

const storageKey = 'congthu-announcements-put-away';

/** More than are ever shown at once; the oldest are forgotten. */
const remembered = 50;

export function readPutAway(): readonly PutAway[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is PutAway => typeof one?.id === 'number' && typeof one.revision === 'number') : [];
  } catch {
    return []; // not ours, or a browser that keeps nothing
  }
}

export function putAway(announcement: PutAway): readonly PutAway[] {
  const kept = [...readPutAway().filter(({ id }) => id !== announcement.id), { id: announcement.id, revision: announcement.revision }];
  const all = kept.slice(-remembered);
  try {
    localStorage.setItem(storageKey, JSON.stringify(all));
  } catch {
    // Until the page is loaded again it stays away all the same.
  }
  return all;
}

/** Urgent ones cannot be put away. */
export function stillShown<One extends PutAway & { readonly kind: string }>(
  items: readonly One[],
  away: readonly PutAway[],
): readonly One[] {
  return items.filter((one) => one.kind === 'urgent' || !away.some(({ id, revision }) => id === one.id && revision === one.revision));
}

import { useSyncExternalStore } from 'react';

// What the page knows of its line to the server: whether requests get there, and whether it is told of changes.
let state = { isReached: true, isLive: false };
const listeners = new Set<() => void>();

function change(changed: Partial<typeof state>): void {
  const next = { ...state, ...changed };
  if (next.isReached === state.isReached && next.isLive === state.isLive) return;
  state = next;
  for (const listener of listeners) listener();
}

export const noteReached = (isReached: boolean) => change({ isReached });
export const noteLive = (isLive: boolean) => change({ isLive });

/** How often to ask while nobody tells of changes; told of them, not at all. */
export function whileNotLive(everyMs: number): () => number | false {
  return () => (state.isLive ? false : everyMs);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the server answers. */
export const useIsReached = () => useSyncExternalStore(subscribe, () => state.isReached);

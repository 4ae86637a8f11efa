import { followEvents } from './follow-events.ts';

type Said =
  | { readonly kind: 'changed'; readonly topics: readonly string[] }
  | { readonly kind: 'moved'; readonly isLive: boolean }
  | { readonly kind: 'asked' };

interface Heard {
  readonly changed: (topics: readonly string[]) => void;
  readonly moved: (isLive: boolean) => void;
}

const name = 'congthu-live';

/**
 * One stream for all tabs of a browser, which has six connections to a server under HTTP/1.1: the tab that has the lock follows and tells the
 * others; when it is closed the next one has it. Where there are no locks, each tab follows for itself.
 */
export function shareEvents(heard: Heard): () => void {
  const stop = new AbortController();
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) {
    void followEvents(heard, stop.signal);
    return () => stop.abort();
  }
  const channel = new BroadcastChannel(name);
  let isLeading = false;
  let isLive = false;
  const hear = (said: Said) => {
    if (said.kind === 'changed') heard.changed(said.topics);
    else if (said.kind === 'moved') {
      isLive = said.isLive;
      heard.moved(said.isLive);
    } else if (isLeading) channel.postMessage({ kind: 'moved', isLive } satisfies Said);
  };
  const tell = (said: Said) => {
    if (stop.signal.aborted) return;
    hear(said);
    channel.postMessage(said);
  };
  channel.addEventListener('message', ({ data }) => hear(data as Said));
  channel.postMessage({ kind: 'asked' } satisfies Said);
  const lead = () => {
    isLeading = true;
    tell({ kind: 'moved', isLive: false });
    const told = {
      changed: (topics: readonly string[]) => tell({ kind: 'changed', topics }),
      moved: (now: boolean) => tell({ kind: 'moved', isLive: now }),
    };
    return followEvents(told, stop.signal);
  };
  // It rejects where it is given up before its turn came.
  locks.request(name, { signal: stop.signal }, lead).catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

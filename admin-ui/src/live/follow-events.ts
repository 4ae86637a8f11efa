import { retryMs, silentMsMax } from './reconnect.ts';

interface Heard {
  readonly changed: (topics: readonly string[]) => void;
  /** Told of changes from now on, or no more. */
  readonly moved: (isLive: boolean) => void;
}

/** Follows the server's events until it is told to stop, beginning anew whenever they end or fall silent. */
export function followEvents({ changed, moved }: Heard, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  const wait = (act: () => void, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const lost = () => {
    source?.close();
    source = undefined;
    moved(false);
    wait(begin, retryMs(tries, Math.random()));
    tries += 1;
  };
  const alive = () => wait(lost, silentMsMax);
  function begin(): void {
    source = new EventSource('/api/v1/events');
    alive();
    source.addEventListener('open', () => {
      tries = 0;
      moved(true);
    });
    source.addEventListener('beat', alive);
    source.addEventListener('changed', ({ data }) => {
      alive();
      changed(String(data).split(' '));
    });
    source.addEventListener('error', lost);
  }
  // Back from a tunnel, or before the eyes again: not left waiting.
  const hurry = () => {
    if (source === undefined && document.visibilityState === 'visible') wait(begin, 0);
  };
  window.addEventListener('online', hurry, { signal });
  document.addEventListener('visibilitychange', hurry, { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    source?.close();
    resolve();
  });
  if (signal.aborted) resolve();
  else begin();
  return promise;
}

/** The same answer for all who ask within `ms` of its coming, and while it comes: many readers cost no more than one. A failure is not kept. */
export function keepFor<T>(ms: number, run: () => Promise<T>, now: () => number = Date.now): () => Promise<T> {
  let kept: Promise<T> | null = null;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (kept !== null && now() < until) return kept;
    until = Number.POSITIVE_INFINITY;
    const running = run();
    kept = running;
    running.then(
      () => {
        until = now() + ms;
      },
      () => {
        kept = null;
      },
    );
    return running;
  };
}

/** Reads anew no more often than that: who asks meanwhile gets what was read, or what is being read for another. A failure is told and not kept. */
export function forAWhile<T>(read: () => Promise<T>, ms: number, now: () => number = () => performance.now()): () => Promise<T> {
  let kept: { readonly until: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (kept !== undefined && now() < kept.until) return kept.value;
    const reading = { until: now() + ms, value: read() };
    kept = reading;
    reading.value.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.value;
  };
}

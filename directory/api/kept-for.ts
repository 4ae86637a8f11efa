/** One answer for all who ask within so long, and while it is made: what everybody may have, and takes seconds, is made once. A fault is not kept. */
export function keptFor<Value>(keptMs: number, make: () => Promise<Value>): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly until: number } | null = null;
  return () => {
    if (kept !== null && performance.now() < kept.until) return kept.value;
    const value = make();
    const made = { value, until: performance.now() + keptMs };
    kept = made;
    value.catch(() => {
      if (kept === made) kept = null;
    });
    return value;
  };
}

let began: number | null = null;

/**
 * For how long work that gives way has held this turn of the event loop, all connections of the process together: thirty that each take their
 * fifteen milliseconds in one turn hold it for half a second.
 */
export function turnMs(): number {
  const now = performance.now();
  if (began === null) {
    began = now;
    setImmediate(() => {
      began = null;
    });
  }
  return now - began;
}

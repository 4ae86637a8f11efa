import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is neither undefined, null nor false; throws with `what` when that takes too long. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T> | T,
  { msMax = 15_000, everyMs = 50 }: { msMax?: number; everyMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + msMax;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`within ${msMax} ms it did not come about that ${what}`);
    await sleep(everyMs);
  }
}

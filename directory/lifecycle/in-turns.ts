import { setImmediate as nextTurn } from 'node:timers/promises';
import { turnMsMax } from './limits.ts';

/** Work without I/O in stretches: after each, others may be let in. */
export type Stretches<Made> = Generator<void, Made, undefined>;

/** All at once, for whoever has nothing else to do. */
export function atOnce<Made>(stretches: Stretches<Made>): Made {
  for (;;) {
    const { done, value } = stretches.next();
    if (done === true) return value;
  }
}

/** A turn of the event loop for others whenever it has been held for `turnMsMax`: a worker that plans for a province serves mail meanwhile. */
export async function inTurns<Made>(stretches: Stretches<Made>): Promise<Made> {
  let begun = performance.now();
  for (;;) {
    const { done, value } = stretches.next();
    if (done === true) return value;
    if (performance.now() - begun < turnMsMax) continue;
    await nextTurn();
    begun = performance.now();
  }
}

import type { Stretches } from './in-turns.ts';

/** The same stretches, with how many are over told after each. */
export function* counted<Made>(stretches: Stretches<Made>, tell: (done: number) => void): Stretches<Made> {
  for (let done = 1; ; done++) {
    const next = stretches.next();
    if (next.done === true) return next.value;
    tell(done);
    yield;
  }
}

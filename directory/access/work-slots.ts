/** Lets a few pieces of costly work run at a time and a bounded number wait, in order of arrival. */
export interface WorkSlots {
  /** null, at once and without running `work`, when too many are waiting already. */
  run<T>(work: () => Promise<T>): Promise<{ readonly value: T } | null>;
}

export function makeWorkSlots(limits: { readonly atOnceMax: number; readonly waitingMax: number }): WorkSlots {
  let running = 0;
  const waiting: (() => void)[] = [];

  return {
    async run(work) {
      if (running < limits.atOnceMax) running += 1;
      else if (waiting.length < limits.waitingMax) await new Promise<void>((resolve) => waiting.push(resolve));
      else return null;
      try {
        return { value: await work() };
      } finally {
        // The slot passes straight to whoever waits first, so a newcomer cannot take it in between.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

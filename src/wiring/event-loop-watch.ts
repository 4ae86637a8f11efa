import { monitorEventLoopDelay } from 'node:perf_hooks';

// How often the loop is asked whether it is free: a tick costs microseconds, and the figure is no more exact than this.
const resolutionMs = 5;

export interface EventLoopWatch extends Disposable {
  /** The longest that the event loop was held since this was last asked, up to five milliseconds too short; in seconds. */
  takeLongestHold(): number;
}

/** Measures how long one piece of work keeps all other clients of this process waiting. */
export function watchEventLoop(): EventLoopWatch {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return {
    takeLongestHold() {
      const longestNs = delays.max;
      delays.reset();
      // A tick on time comes after the resolution; what is above it is the hold.
      return Math.max(0, longestNs / 1e9 - resolutionMs / 1e3);
    },
    [Symbol.dispose]: () => {
      delays.disable();
    },
  };
}

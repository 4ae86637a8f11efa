import { setImmediate as nextTurn } from 'node:timers/promises';

/** For long work on the event loop, called between its stretches: lets others run once it has gone on for so long. */
export function givingWay(turnMsMax: number): () => Promise<void> {
  let turnBegan = performance.now();
  return async () => {
    if (performance.now() - turnBegan < turnMsMax) return;
    await nextTurn();
    turnBegan = performance.now();
  };
}

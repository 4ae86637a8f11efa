/** A server that starts again takes some seconds; one that is gone is not asked all the time. */
const firstMs = 2_000;
const longestMs = 60_000;
/** Beats come every fifteen seconds: after two that are missing the line is dead, whatever the browser thinks. */
export const silentMsMax = 40_000;

/** How long to wait before the next try, after so many in vain. `random`: in [0, 1), so that a thousand pages do not come back at once. */
export function retryMs(tries: number, random: number): number {
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(tries, 10));
  return Math.round(longest * (0.5 + random / 2));
}

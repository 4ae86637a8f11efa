/** Nobody has touched the page for so long: what it asks for meanwhile is no use of the session, which the server lets grow idle. */
const unattendedAfterMs = 2 * 60_000;

let touchedAt = Date.now();
const touched = () => {
  touchedAt = Date.now();
};
for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const)
  globalThis.addEventListener?.(event, touched, { passive: true, capture: true });

export function isUnattended(now = Date.now()): boolean {
  return now - touchedAt > unattendedAfterMs;
}

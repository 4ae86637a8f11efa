import { webSessionLimits } from '#directory/access/web-session/limits.ts';
import type { Bearer } from '../bearer.ts';

/** Whether a dangerous act may be done without showing once more who one is. A program with a token has nobody who could. */
export function isProvedLately(bearer: Bearer): boolean {
  return bearer.by === 'token' || bearer.provedMsAgo < webSessionLimits.provedMs;
}

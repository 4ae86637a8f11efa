import { refusal } from '#kernel/refusal.ts';
import { allRights, type Rights } from './rights.ts';
import type { Permission } from './roles/decide.ts';

/** Which rights somebody who may delegate a mailbox can give: its owner and its unit's head all of them, a delegate those they hold. */
export function delegable({ by }: Permission, held: Rights): Rights {
  return by === 'delegation' ? held : allRights;
}

export const moreThanOwn = refusal('forbidden', 'You may not give a right that you do not have');

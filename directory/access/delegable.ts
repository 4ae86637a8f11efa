import type { PersonId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import type { AclTarget } from './acl-sql.ts';
import { heldUntil } from './held-until-sql.ts';
import type { Source } from './query-rows.ts';
import { allRights, noRights, type Right, type Rights } from './rights.ts';
import type { Permission } from './roles/decide.ts';

/**
 * Which rights somebody who may delegate a mailbox can give: its owner and its unit's head all of them, a delegate those they hold. A head
 * has them by the appointment: what they gave themselves by name would outlast it.
 */
export function delegable({ by }: Permission, held: Rights, isToOneself: boolean): Rights {
  if (by === 'unit-head' && isToOneself) return noRights;
  return by === 'delegation' ? held : allRights;
}

/** And until when: a delegate no longer than they hold them and may delegate, or it would come back to them. null: without end. */
export async function delegableUntil(
  source: Source,
  { by }: Permission,
  { personId, target, rights }: { readonly personId: PersonId; readonly target: AclTarget; readonly rights: readonly Right[] },
): Promise<Date | null> {
  return by === 'delegation' ? heldUntil(source, { personId, target, rights: [...rights, 'manage'] }) : null;
}

export const moreThanOwn = refusalInBoth('forbidden', {
  vi: 'Không thể giao quyền mà mình không có',
  en: 'You may not give a right that you do not have',
});
export const longerThanOwn = refusalInBoth('forbidden', {
  vi: 'Không thể giao quyền lâu hơn thời hạn mình có',
  en: 'You may not give a right for longer than you have it',
});

import type { DsnNotify } from './queued-message.ts';

/** What a DSN says of a recipient (RFC 3464 §2.3.3); `relayed` is success where the next server sends no DSNs itself. */
export type NoticeAction = 'failed' | 'delayed' | 'relayed';

const keywordOf = { failed: 'failure', delayed: 'delay', relayed: 'success' } as const satisfies Record<NoticeAction, DsnNotify>;

/** Whether the sender is told (RFC 3461 §4.1 and §6.2; RFC 5321 §4.5.5: nothing is ever sent to the null reverse-path). */
export function wantsNotice(action: NoticeAction, notify: readonly DsnNotify[], envelopeFrom: string): boolean {
  if (envelopeFrom === '' || notify.includes('never')) return false;
  if (notify.length === 0) return action !== 'relayed';
  return notify.includes(keywordOf[action]);
}

import type { Tx } from '#kernel/tx.ts';
import type { AccessAct } from './policy.ts';

/**
 * Acts that do harm which nobody undoes, or open doors for later: in a browser they take a proof of the last ten minutes that whoever sits there is
 * whose session it is (web-session/limits.ts). Programs with a token are not asked: their owner made it for that.
 */
export const takesStepUp: ReadonlySet<AccessAct> = new Set<AccessAct>([
  'password.reset',
  'role.grant',
  'role.revoke',
  'account.delete',
  'account.hold',
  'mail.open',
  'app-password.make',
  'own-data.export',
  'token.make',
  'second-factor.change',
  'second-factor.reset',
  'settings.change',
  'announcement.mail',
  'sso.unlink',
]);

const unproved = new WeakSet<Tx>();

/** Whoever acts in this transaction has not shown lately who they are: `authorise` refuses these acts in it, wherever they are asked for. */
export function withoutProof(tx: Tx): void {
  unproved.add(tx);
}

export function lacksProof(tx: Tx, act: AccessAct): boolean {
  return takesStepUp.has(act) && unproved.has(tx);
}

import type { AccountId } from '#kernel/ids.ts';
import type { Source } from '../query-rows.ts';
import { actorOf, readTarget } from './authorise.ts';
import { decide } from './decide.ts';
import { findActor } from './facts-sql.ts';
import type { AccessAct } from './policy.ts';

/** What pages about somebody offer or show by who looks. */
export const actsOnAccounts = [
  ...(['account.read', 'device.read', 'duty.read', 'certificate.read', 'certificate.manage', 'delegation.end'] as const),
  ...([
    'account.set-quota',
    'account.lock',
    'account.unlock',
    'account.hold',
    'password.reset',
    'second-factor.reset',
    'sso.unlink',
  ] as const),
] as const satisfies readonly AccessAct[];
export type ActOnAccount = (typeof actsOnAccounts)[number];

/** Which of them somebody may do to the account: for what is shown. Each asks again when it is done. */
export async function actsOnAccount(source: Source, actorAccountId: AccountId, accountId: AccountId): Promise<ActOnAccount[]> {
  const row = await findActor(source, actorAccountId);
  const target = await readTarget(source, { of: 'account', accountId }, row);
  const actor = actorOf(actorAccountId, row);
  return actsOnAccounts.filter((act) => decide(actor, act, target).ok);
}

import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { revokeApiTokensOf } from '#directory/access/api-token-sql.ts';
import { endRolesOf } from '#directory/access/roles/assign-role.ts';
import { type Permit, type PermitDeps, permit } from '#directory/access/two-people/permit.ts';
import type { Act } from '#directory/audit/act.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { type InBoth, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { cancelNeedless } from '../cancel-needless.ts';
import { lockDirectory } from '../directory-lock-sql.ts';
import { reasonCharactersMax } from '../limits.ts';
import { revokeGrantsOn } from '../people/access-end-sql.ts';
import { insertDeletion, lockAccount, plansAbout, revokeAppPasswordsOf } from './deletion-sql.ts';
import { type EndedAccount, findEnded } from './due-account-sql.ts';

interface DeletionToOrder {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console, or the job. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string;
  readonly today: string;
  readonly unitKeptDays: number;
}

/**
 * Orders the deletion of a mailbox whose time is over (REQ-ACC-6): the account is closed at once and for ever, its mail goes in steps afterwards.
 * There is no way back. Never before its day, and never while it is held.
 */
export async function orderDeletion(deps: PermitDeps, input: DeletionToOrder): Promise<Result<EndedAccount>> {
  const { tx } = deps;
  const { account, actorAccountId, reason } = input;
  // No plan appoints the person again meanwhile.
  await lockDirectory(tx);
  await lockAccount(tx, account.id);
  const permitted = await permit(deps, {
    actorAccountId,
    act: 'account.delete',
    target: { of: 'account', accountId: account.id },
    request: {},
    shown: `Xoá hẳn hộp thư ${account.address}`,
  });
  if (!permitted.ok) return permitted;
  return carryOutOrder(tx, input, { ...permitted.value, reason });
}

/** As `orderDeletion`, by the rule of the configuration, where it says so: then nobody orders it. */
export async function orderByRule(tx: Tx, input: Omit<DeletionToOrder, 'actorAccountId'>): Promise<Result<EndedAccount>> {
  await lockDirectory(tx);
  await lockAccount(tx, input.account.id);
  return carryOutOrder(tx, { ...input, actorAccountId: null }, { by: 'configuration', reason: input.reason });
}

/** What would be deleted, or why nothing is. */
export async function previewDeletion(tx: Tx, input: Omit<DeletionToOrder, 'actorAccountId' | 'reason'>): Promise<Result<EndedAccount>> {
  const found = await findEnded(tx, input.account.id, input);
  return mayBeDeleted(found, input.today);
}

async function carryOutOrder(
  tx: Tx,
  input: DeletionToOrder,
  why: (Permit | { readonly by: 'configuration' }) & { readonly reason: string },
): Promise<Result<EndedAccount>> {
  const { actorAccountId, reason } = input;
  if (reason.length > reasonCharactersMax || !isPlainText(reason) || reason.trim() === '')
    return refused(refusalInBoth('invalid', badReason));
  const checked = mayBeDeleted(await findEnded(tx, input.account.id, input), input.today);
  if (!checked.ok) return checked;
  const account = checked.value;
  const grants = await revokeGrantsOn(tx, account.accountId, 'all');
  const appPasswords = await revokeAppPasswordsOf(tx, account.accountId);
  const tokens = await revokeApiTokensOf(tx, account.accountId);
  await endRolesOf(tx, { actorAccountId, accountId: account.accountId });
  await insertDeletion(tx, { account, reason, by: actorAccountId });
  for (const planId of await plansAbout(tx, account.personId))
    await cancelNeedless(tx, planId, { actorAccountId, because: 'account.delete' });
  await recordActs(tx, [
    ended(account, actorAccountId, why),
    ...grants.map(
      ({ id, target, principal, rights }): Act => ({
        ...{ actorAccountId, act: 'delegation.revoke', target },
        detail: { grantId: id, from: principal, rights, because: 'account.delete' },
      }),
    ),
    ...appPasswords.map(
      ({ id, owner }): Act => ({
        ...{ actorAccountId, act: 'account.revoke-app-password', target: owner },
        detail: { appPasswordId: id, opensAccountId: account.accountId, because: 'account.delete' },
      }),
    ),
    ...tokens.map(
      ({ id, label }): Act => ({ actorAccountId, act: 'account.revoke-token', target: account.address, detail: { tokenId: id, label } }),
    ),
  ]);
  await bumpAccessGeneration(tx);
  return ok(account);
}

function ended(account: EndedAccount, actorAccountId: AccountId | null, why: object): Act {
  const { accountId, address, name, endedOn, keptUntil, messages, octets, receives } = account;
  return {
    ...{ actorAccountId, act: 'account.delete', target: address, accountId },
    detail: { name, endedOn, keptUntil, messages, octets, receives, ...why },
  };
}

const badReason = { vi: 'Lý do phải là một dòng chữ thường', en: 'The reason must be one line of plain text' };

function mayBeDeleted(account: EndedAccount | undefined, today: string): Result<EndedAccount> {
  if (account === undefined) return turnedDown(neverBefore);
  if (account.orderedAt !== null) return turnedDown(underWay);
  if (account.isHeld) return turnedDown(held);
  if (account.keptUntil >= today) return turnedDown(keptStill(account));
  return ok(account);
}

const turnedDown = (inBoth: InBoth) => refused(refusalInBoth('conflict', inBoth));

const neverBefore = {
  vi: 'Chỉ xoá được hộp thư của người đã thôi công tác hay của đơn vị đã kết thúc',
  en: 'Only the mailbox of somebody who has left, or of a unit that has ended, can be deleted',
};
const underWay = { vi: 'Hộp thư này đã có lệnh xoá', en: 'The deletion of that mailbox is ordered already' };
const held = {
  vi: 'Hộp thư đang được lưu giữ theo yêu cầu pháp lý (person release)',
  en: 'The mailbox is under legal hold (person release)',
};
const keptStill = ({ keptUntil }: EndedAccount): InBoth => ({
  vi: `Hộp thư được giữ đến hết ${keptUntil}`,
  en: `The mailbox is kept up to and including ${keptUntil}`,
});

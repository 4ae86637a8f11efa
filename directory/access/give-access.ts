import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';
import { insertPersonGrant, lockGrantsOf, standingGrants } from './acl-sql.ts';
import { delegable, delegableUntil, longerThanOwn, moreThanOwn } from './delegable.ts';
import { effectiveRights } from './grants.ts';
import { accessLimits } from './limits.ts';
import { noRights, type Right } from './rights.ts';
import { authorise } from './roles/authorise.ts';
import { findActor } from './roles/facts-sql.ts';
import { type Permit, type PermitDeps, permit } from './two-people/permit.ts';

interface AccessToGive {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  /** Whose mailbox. */
  readonly account: { readonly id: AccountId; readonly address: string; readonly kind: 'personal' | 'unit' };
  readonly to: { readonly accountId: AccountId; readonly personId: PersonId; readonly address: string };
  readonly rights: readonly Right[];
  /** null: without end. */
  readonly validTo: Date | null;
  readonly reason: string | null;
  readonly now: Date;
}

/**
 * Lets a person use another's whole mailbox (REQ-DEL-2): whoever it belongs to does so freely, the operator only by opening it, which has a
 * reason and an end and may take two people. A person's own mailbox is opened to be read and no more (REQ-ACC-1, REQ-ACC-5).
 */
export async function giveAccess(deps: PermitDeps, input: AccessToGive): Promise<Result<void>> {
  const { tx } = deps;
  const { actorAccountId, account, to, validTo } = input;
  await lockGrantsOf(tx, account.id);
  const rights = [...new Set(input.rights)].sort();
  const sound = checkRights(input, rights);
  if (!sound.ok) return sound;
  const permitted = await mayGive(deps, input, rights);
  if (!permitted.ok) return permitted;
  const standing = (await standingGrants({ tx }, { accountId: account.id, mailboxId: null })).filter(
    (grant) => grant.principalKind === 'person' && grant.principalId === to.personId,
  );
  const isGiven = (right: Right) => standing.some((grant) => grant.rights.includes(right) && Number(grant.validTo) === Number(validTo));
  if (rights.every(isGiven))
    return refused(refusalInBoth('already-exists', { vi: 'Quyền này đã được giao', en: 'That access is given already' }));
  await insertPersonGrant(tx, {
    accountId: account.id,
    mailboxId: null,
    personId: to.personId,
    rights,
    validTo,
    grantedBy: actorAccountId,
  });
  const detail = { to: to.address, rights, validTo, ...(input.reason === null ? {} : { reason: input.reason }), ...permitted.value };
  await recordAct(tx, { actorAccountId, act: 'delegation.grant', target: account.address, detail });
  await bumpAccessGeneration(tx);
  return ok();
}

const sending: readonly Right[] = ['send-as', 'send-on-behalf'];

function checkRights({ account, to, validTo, now }: AccessToGive, rights: readonly Right[]): Result<void> {
  if (rights.length === 0) return refused(refusalInBoth('invalid', { vi: 'Hãy nêu ít nhất một quyền', en: 'Name at least one right' }));
  if (account.id === to.accountId)
    return refused(refusalInBoth('invalid', { vi: 'Chủ hộp thư có mọi quyền', en: 'The owner has every right' }));
  if (!rights.includes('read') && rights.some((right) => !sending.includes(right)))
    return refused(
      refusalInBoth('invalid', {
        vi: 'Ai không được đọc hộp thư thì chỉ có thể được gửi thư',
        en: 'Who may not read the mailbox can do nothing else in it but send',
      }),
    );
  return validTo !== null && validTo <= now
    ? refused(refusalInBoth('invalid', { vi: 'Quyền sẽ hết hạn trước khi bắt đầu', en: 'The access would end before it begins' }))
    : ok();
}

/** By delegation where one has the mailbox to delegate, else by opening it as the operator. */
async function mayGive(deps: PermitDeps, input: AccessToGive, rights: readonly Right[]): Promise<Result<Permit>> {
  const { actorAccountId, account, to, validTo } = input;
  const own = actorAccountId === null ? null : await mayDelegate(deps.tx, actorAccountId, input, rights);
  if (own !== null) return own;
  const sound = checkOpening(input, rights);
  if (!sound.ok) return sound;
  return permit(deps, {
    actorAccountId,
    act: 'mail.open',
    target: { of: 'account', accountId: account.id, gainer: to.accountId },
    request: { rights, validTo },
    shown: `Mở hộp thư ${account.address} cho ${to.address} (${rights.join(', ')}) đến ${validTo?.toISOString()}`,
  });
}

/** null: it is not one's own to delegate. */
async function mayDelegate(
  tx: Tx,
  actorAccountId: AccountId,
  { account: { id: accountId }, to, validTo }: AccessToGive,
  rights: readonly Right[],
): Promise<Result<Permit> | null> {
  const may = await authorise({ tx }, { actorAccountId, act: 'delegation.manage', target: { of: 'account', accountId } });
  if (!may.ok) return null;
  const personId = (await findActor({ tx }, actorAccountId))?.personId;
  const held = personId == null ? noRights : await effectiveRights({ tx }, { personId, targetAccountId: accountId });
  const mayPass = delegable(may.value, held, personId === to.personId);
  if (personId == null || !rights.every((right) => mayPass.has(right))) return refused(moreThanOwn);
  const until = await delegableUntil({ tx }, may.value, { personId, target: { accountId, mailboxId: null }, rights });
  return until !== null && (validTo === null || validTo > until) ? refused(longerThanOwn) : may;
}

function checkOpening({ account, validTo, reason, now }: AccessToGive, rights: readonly Right[]): Result<void> {
  if (account.kind === 'personal' && rights.join() !== 'read')
    return refused(
      refusalInBoth('invalid', {
        vi: 'Hộp thư của một người chỉ được mở để đọc',
        en: "A person's mailbox is opened to be read, and no more",
      }),
    );
  if (validTo === null || Number(validTo) - Number(now) > accessLimits.openedMsMax)
    return refused(
      refusalInBoth('invalid', {
        vi: 'Hộp thư được mở nhiều nhất một năm: hãy cho biết ngày cuối',
        en: 'A mailbox is opened for a year at most: give the last day',
      }),
    );
  return reason === null
    ? refused(refusalInBoth('invalid', { vi: 'Mở hộp thư phải có lý do', en: 'To open a mailbox takes a reason' }))
    : ok();
}

import { randomBytes } from 'node:crypto';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from '../../access-generation-sql.ts';
import { mayChangeFactor, newRecoveryCodes, type Owner, type OwnFactorDeps } from '../own-second-factor.ts';
import { deleteRecoveryCodes } from '../recovery-code-sql.ts';
import { findFactorsIn } from '../second-factor-sql.ts';
import { makeWebSecret } from '../web-secret.ts';
import { endWebSessionsOf, noteProofIn } from '../web-session-sql.ts';
import { makeChallenge } from './challenge.ts';
import { passkeyLimits } from './limits.ts';
import { type KnownPasskey, lockPasskeysOf } from './passkey-list-sql.ts';
import { registrationOptions } from './passkey-options.ts';
import { deletePasskey, insertPasskey, renamePasskey } from './passkey-sql.ts';
import type { RelyingParty } from './relying-party.ts';
import { spendChallenge } from './spent-challenge-sql.ts';
import { type Attestation, verifyAttestation } from './verify-attestation.ts';

interface Deps extends OwnFactorDeps {
  readonly tx: Tx;
}

const registering = ({ sessionId }: Owner) => ({ purpose: 'register', place: sessionId }) as const;

/** What to ask the device for; `known`: those of this host, which it is not to make again. */
export async function offerPasskey(
  deps: Deps,
  { owner, party, known }: { readonly owner: Owner; readonly party: RelyingParty; readonly known: readonly KnownPasskey[] },
): Promise<Result<ReturnType<typeof registrationOptions>>> {
  const { tx, sessionKey, issuer } = deps;
  const may = await mayChangeFactor(deps, owner);
  if (!may.ok) return may;
  const { count, handle } = await lockPasskeysOf(tx, owner.accountId, randomBytes(passkeyLimits.userHandleOctets));
  if (count >= passkeyLimits.perAccountMax) return refused(tooMany);
  const challenge = makeChallenge(sessionKey, registering(owner), new Date());
  return ok(registrationOptions({ party, challenge, known }, { handle, address: owner.address, issuer }));
}

export interface AddedPasskey {
  readonly id: string;
  /** Where it is the first second factor: shown this once. */
  readonly recoveryCodes: readonly string[] | null;
}

/** The account has it from now on. As the first second factor it ends all that the password alone has opened, but this session. */
export async function addPasskey(
  deps: Deps,
  {
    owner,
    party,
    shown,
    name,
  }: { readonly owner: Owner; readonly party: RelyingParty; readonly shown: Attestation; readonly name: string },
): Promise<Result<AddedPasskey>> {
  const { tx, sessionKey: key } = deps;
  const { accountId, address: target, sessionId } = owner;
  const may = await mayChangeFactor(deps, owner);
  if (!may.ok) return may;
  const verified = await verifyAttestation(shown, { key, use: registering(owner), party });
  if (verified === null || !(await spendChallenge(tx, verified.challenge))) return refused(notMade);
  const { count } = await lockPasskeysOf(tx, accountId, randomBytes(passkeyLimits.userHandleOctets));
  if (count >= passkeyLimits.perAccountMax) return refused(tooMany);
  const isFirst = (await findFactorsIn(tx, accountId)).length === 0;
  const { id } = makeWebSecret();
  if (!(await insertPasskey(tx, { ...verified, id, accountId, name }))) return refused(madeBefore);
  await noteProofIn(tx, sessionId, 'passkey');
  const recoveryCodes = isFirst ? await newRecoveryCodes(deps, accountId) : null;
  const endedSessions = isFirst ? await endWebSessionsOf(tx, accountId, sessionId) : 0;
  const detail = { passkeyId: id, name, isSynced: verified.isSynced, host: party.id, endedSessions };
  await recordAct(tx, { actorAccountId: accountId, act: 'account.add-passkey', target, accountId, detail });
  await bumpAccessGeneration(tx);
  return ok({ id, recoveryCodes });
}

export async function renameOwnPasskey(
  tx: Tx,
  { owner: { accountId, address: target }, id, name }: { readonly owner: Owner; readonly id: string; readonly name: string },
): Promise<Result<void>> {
  const former = await renamePasskey(tx, accountId, id, name);
  if (former === undefined) return refused(noSuch);
  const named = { before: { name: former }, after: { name } };
  await recordAct(tx, { actorAccountId: accountId, act: 'account.rename-passkey', target, accountId, detail: { passkeyId: id }, ...named });
  return ok();
}

/** It proves nothing from now on, and what it may have opened ends, but this session: perhaps its device was stolen. The last factor takes the codes along. */
export async function removeOwnPasskey(
  deps: Pick<Deps, 'tx' | 'oidc'>,
  { owner, id }: { readonly owner: Owner; readonly id: string },
): Promise<Result<void>> {
  const { tx } = deps;
  const may = await mayChangeFactor(deps, owner);
  if (!may.ok) return may;
  const { accountId, address: target, sessionId } = owner;
  const name = await deletePasskey(tx, accountId, id);
  if (name === undefined) return refused(noSuch);
  if ((await findFactorsIn(tx, accountId)).length === 0) await deleteRecoveryCodes(tx, accountId);
  const endedSessions = await endWebSessionsOf(tx, accountId, sessionId);
  const detail = { passkeyId: id, name, endedSessions };
  await recordAct(tx, { actorAccountId: accountId, act: 'account.remove-passkey', target, accountId, detail });
  return ok();
}

const { perAccountMax } = passkeyLimits;
const tooMany = refusalInBoth('limit', {
  vi: `Mỗi tài khoản có nhiều nhất ${perAccountMax} khoá đăng nhập: hãy gỡ khoá không dùng nữa`,
  en: `An account has at most ${perAccountMax} passkeys: remove one that is not used any more`,
});
const notMade = refusalInBoth('invalid', {
  vi: 'Chưa thêm được khoá đăng nhập: thiết bị chưa xác minh bạn, hoặc đã quá 5 phút. Hãy thử lại',
  en: 'The passkey was not added: the device did not verify you, or five minutes have passed. Try again',
});
const madeBefore = refusalInBoth('already-exists', {
  vi: 'Khoá đăng nhập này đã được thêm trước đó',
  en: 'This passkey was added before',
});
const noSuch = refusalInBoth('not-found', { vi: 'Tài khoản không có khoá đăng nhập này', en: 'The account has no such passkey' });

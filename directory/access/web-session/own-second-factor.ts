import { randomBytes } from 'node:crypto';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from '../access-generation-sql.ts';
import { isBesideProvider } from '../oidc/link-sql.ts';
import { authorise } from '../roles/authorise.ts';
import { totpLimits } from './limits.ts';
import { makeRecoveryCodes, recoveryCodeMac, showRecoveryCode } from './recovery-code.ts';
import { deleteRecoveryCodes, replaceRecoveryCodes } from './recovery-code-sql.ts';
import { seal, unseal } from './sealed-secret.ts';
import { findFactorsIn } from './second-factor-sql.ts';
import { base32, counterOfCode, otpauthUri } from './totp.ts';
import { confirmTotp, deleteTotp, findTotpIn, offerTotp } from './totp-sql.ts';
import type { WebDeps } from './web-deps.ts';
import { endWebSessionsOf, noteProofIn } from './web-session-sql.ts';

/** In the transaction of the act; refusals roll it back. */
export interface OwnFactorDeps extends Pick<WebDeps, 'sealKey' | 'sessionKey' | 'issuer' | 'oidc'> {
  readonly tx: Tx;
}
type Deps = OwnFactorDeps;

interface FactorDeps extends Pick<Deps, 'tx'> {
  readonly oidc?: WebDeps['oidc'] | undefined;
}

export interface Owner {
  readonly accountId: AccountId;
  readonly address: string;
  /** The session it is done in. */
  readonly sessionId: string;
}

/** A new secret, shown this once. It is in force when a code of it was shown; until then what was in force is. */
export async function offerSecondFactor(
  { tx, sealKey, issuer, oidc }: Deps,
  owner: Owner,
): Promise<Result<{ readonly secret: string; readonly uri: string }>> {
  const may = await mayChangeFactor({ tx, oidc }, owner);
  if (!may.ok) return may;
  const secret = randomBytes(totpLimits.secretOctets);
  await offerTotp(tx, owner.accountId, seal(sealKey, owner.accountId, secret));
  return ok({ secret: base32(secret), uri: otpauthUri(secret, { issuer, address: owner.address }) });
}

/** The secret that was offered comes into force, with new recovery codes. All that the password alone has opened ends, but this session. */
export async function confirmSecondFactor(deps: Deps, owner: Owner, code: string): Promise<Result<readonly string[]>> {
  const { tx, sealKey, oidc } = deps;
  const { accountId, address: target, sessionId } = owner;
  const may = await mayChangeFactor({ tx, oidc }, owner);
  if (!may.ok) return may;
  const offered = (await findTotpIn(tx, accountId))?.offered;
  if (!offered) return refused(nothingOffered);
  const counter = counterOfCode(unseal(sealKey, accountId, offered), code.replace(/\s/g, ''), new Date());
  if (counter === null) return refused(wrongCode);
  if (!(await confirmTotp(tx, accountId, offered, counter))) return refused(nothingOffered);
  const codes = await newRecoveryCodes(deps, accountId);
  await noteProofIn(tx, sessionId, 'totp');
  const ended = await endWebSessionsOf(tx, accountId, sessionId);
  await recordAct(tx, {
    actorAccountId: accountId,
    act: 'account.set-up-second-factor',
    target,
    accountId,
    detail: { endedSessions: ended },
  });
  await bumpAccessGeneration(tx);
  return ok(codes);
}

export async function removeOwnSecondFactor({ tx, oidc }: Deps, owner: Owner): Promise<Result<void>> {
  const may = await mayChangeFactor({ tx, oidc }, owner);
  if (!may.ok) return may;
  const { accountId, address: target } = owner;
  if (!(await deleteTotp(tx, accountId))) return refused(noFactor);
  // Passkeys that are left take the codes' help as well.
  if ((await findFactorsIn(tx, accountId)).length === 0) await deleteRecoveryCodes(tx, accountId);
  await recordAct(tx, { actorAccountId: accountId, act: 'account.remove-second-factor', target, accountId, detail: {} });
  return ok();
}

/** Ten new ones in place of those there were. */
export async function renewRecoveryCodes(deps: Deps, owner: Owner): Promise<Result<readonly string[]>> {
  const may = await mayChangeFactor(deps, owner);
  if (!may.ok) return may;
  const { accountId, address: target } = owner;
  if ((await findFactorsIn(deps.tx, accountId)).length === 0) return refused(noFactor);
  const codes = await newRecoveryCodes(deps, accountId);
  await recordAct(deps.tx, { actorAccountId: accountId, act: 'account.renew-recovery-codes', target, accountId, detail: {} });
  return ok(codes);
}

/** In place of all that there were. */
export async function newRecoveryCodes(
  { tx, sessionKey }: Pick<Deps, 'tx' | 'sessionKey'>,
  accountId: AccountId,
): Promise<readonly string[]> {
  const codes = makeRecoveryCodes();
  await replaceRecoveryCodes(
    tx,
    accountId,
    codes.map((code) => recoveryCodeMac(sessionKey, accountId, code)),
  );
  return codes.map(showRecoveryCode);
}

/**
 * Of one's own factor, with a proof that is not old. Who comes by the identity provider, which has seen their second factor, sets up the first one here
 * in a session that it opened: the password alone, that nobody has used for long, would make whoever has it the owner.
 */
export async function mayChangeFactor({ tx, oidc }: FactorDeps, { accountId, sessionId }: Owner) {
  const may = await authorise({ tx }, { actorAccountId: accountId, act: 'second-factor.change', target: { of: 'account', accountId } });
  if (!may.ok || oidc === undefined) return may;
  return (await isBesideProvider(tx, sessionId, oidc.provider.issuer)) ? refused(byProvider) : may;
}

const byProvider = refusalInBoth('forbidden', {
  vi: 'Tài khoản này đăng nhập qua SSO: hãy đăng nhập qua SSO rồi mới thiết lập bước hai',
  en: 'This account signs in by single sign-on: sign in that way, then set up the second step',
});
const nothingOffered = refusalInBoth('conflict', {
  vi: 'Mã thiết lập không còn hiệu lực: hãy quét lại từ đầu',
  en: 'What was shown to scan is over: begin again',
});
const wrongCode = refusalInBoth('invalid', {
  vi: 'Mã không đúng: hãy xem đồng hồ của điện thoại và thử lại',
  en: "The code is not right: look at the phone's clock and try again",
});
const noFactor = refusalInBoth('not-found', { vi: 'Tài khoản không có yếu tố xác thực thứ hai', en: 'The account has no second factor' });

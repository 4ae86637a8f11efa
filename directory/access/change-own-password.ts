import { recordAct } from '#directory/audit/audit-sql.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Credential } from '#kernel/session.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Argon2id } from './argon2id.ts';
import { checkPassword } from './password-policy.ts';
import { findPasswordOwner, hasRole, lockPassword, recentHashes } from './password-sql.ts';
import { authorise } from './roles/authorise.ts';
import { setPasswordHash } from './set-password.ts';
import { type SignedInSession, type SignInAttempt, type SignInDeps, signIn } from './sign-in.ts';
import { findAccountStanding } from './sign-in-sql.ts';

interface OwnPassword extends Pick<SignInAttempt, 'username' | 'password' | 'peer'> {
  /** The new one. */
  readonly chosen: string;
  /** The session it is changed in, where there is one: it goes on. */
  readonly within?: { readonly credential: Credential; renew(tx: Tx): Promise<void> } | undefined;
}

/**
 * Changes one's own password, proved by the one before it: one that has expired too, an app password never. Counted and slowed as any sign-in;
 * what is wrong with the new one is said only to who has the old. Ends the sessions that the old one opened.
 */
export async function changeOwnPassword(deps: SignInDeps, { chosen, within, ...claim }: OwnPassword): Promise<Result<void>> {
  const signedIn = await signIn(deps, { ...claim, service: 'http', toChangePassword: true });
  if (!signedIn.ok) return signedIn;
  const { accountId } = signedIn.value.actor;
  // Whoever has the password alone would take the account from its owner, whom the second factor was to save from that.
  if (within === undefined && (await findAccountStanding(deps.database, accountId))?.hasSecondFactor) return refused(onTheWeb);
  const allowed = await checkChosen(deps, accountId, chosen);
  if (!allowed.ok) return allowed;
  const hashed = await deps.argon2id.hash(chosen);
  if (!hashed.ok) return hashed;
  return attemptInTransaction(deps.database, (tx) =>
    replace(tx, { session: signedIn.value, hash: hashed.value, peer: claim.peer, within }),
  );
}

async function checkChosen(deps: SignInDeps, accountId: AccountId, chosen: string): Promise<Result<void>> {
  const owner = await findPasswordOwner(deps, accountId);
  if (owner?.displayName == null) throw new Error(`account ${accountId} signed in by password, and is no person's`);
  const isAdministrator = await hasRole(deps.database, accountId);
  const checked = checkPassword(chosen, { ...owner, displayName: owner.displayName, isAdministrator });
  if (!checked.ok) return checked;
  const historyMax = Math.max(deps.passwordRules?.historyMax ?? 1, 1);
  const isUsed = await isOneOf(deps.argon2id, await recentHashes(deps.database, accountId, historyMax), chosen);
  if (!isUsed.ok) return isUsed;
  return isUsed.value ? refused(refusalInBoth('invalid', usedBefore(historyMax))) : ok();
}

async function isOneOf(argon2id: Argon2id, hashes: readonly string[], password: string): Promise<Result<boolean>> {
  for (const hash of hashes) {
    const isIt = await argon2id.verify(hash, password);
    if (!isIt.ok || isIt.value) return isIt;
  }
  return ok(false);
}

const onTheWeb = refusalInBoth('forbidden', {
  vi: 'Tài khoản có xác thực hai lớp: hãy đăng nhập trang quản trị (/admin/) để đổi mật khẩu',
  en: 'The account has a second factor: sign in to the web application (/admin/) to change its password',
});

const usedBefore = (count: number) => ({
  vi: `Mật khẩu mới không được trùng ${count} mật khẩu gần nhất`,
  en: `Password must be none of the last ${count}`,
});

interface Replacement {
  readonly session: SignedInSession;
  readonly hash: string;
  readonly peer: SignInAttempt['peer'];
  readonly within: OwnPassword['within'];
}

async function replace(tx: Tx, { session, hash, peer, within }: Replacement): Promise<Result<void>> {
  const { actor, credential, passwordVersion } = session;
  const { accountId, address: target } = actor;
  const may = await authorise({ tx }, { actorAccountId: accountId, act: 'password.change', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  // Somebody else has changed it since it was proved: an administrator, or the same person in another window.
  if (passwordVersion === null || !(await lockPassword(tx, accountId, passwordVersion)))
    return refused(refusal('unauthenticated', 'Invalid credentials', 'changed meanwhile'));
  const origin = { via: 'http', peer: peer.address, credential: within?.credential ?? credential } as const;
  await recordAct(tx, { actorAccountId: accountId, origin, act: 'account.change-password', target, accountId, detail: {} });
  await setPasswordHash(tx, { accountId, hash, mustChange: false });
  await within?.renew(tx);
  return ok();
}

import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';
import type { Argon2id } from './argon2id.ts';
import { checkPassword } from './password-policy.ts';
import { findPasswordOwner, writePassword } from './password-sql.ts';

interface ChosenPassword {
  readonly accountId: AccountId;
  readonly password: string;
  /** Whether the person must choose another one soon: somebody else chose this one. */
  readonly mustChange: boolean;
  readonly isAdministrator: boolean;
}

/** Gives a person's account a password that the policy allows. Ends the sessions that the old one opened. */
export async function setPassword(deps: { readonly tx: Tx; readonly argon2id: Argon2id }, input: ChosenPassword): Promise<Result<void>> {
  const owner = await findPasswordOwner(deps, input.accountId);
  if (!owner) return refused(unknownAccount);
  if (owner.displayName === null) return refused(ofUnit);
  const { isAdministrator, password } = input;
  const checked = checkPassword(password, { ...owner, displayName: owner.displayName, isAdministrator });
  if (!checked.ok) return checked;
  const hashed = await deps.argon2id.hash(password);
  if (!hashed.ok) return hashed;
  await setPasswordHash(deps.tx, { ...input, hash: hashed.value });
  return ok();
}

interface HashedPassword {
  readonly accountId: AccountId;
  /** PHC string, from `hashPassword` or an older system. */
  readonly hash: string;
  readonly mustChange: boolean;
}

/** For random passwords and for moving in, where there is no choice to check. */
export async function setPasswordHash(tx: Tx, input: HashedPassword): Promise<void> {
  const isWritten = await writePassword(tx, input.accountId, input.hash, input.mustChange);
  if (!isWritten) throw new Error(`account ${input.accountId} is no person's, so it can have no password`);
  await bumpAccessGeneration(tx);
}

const unknownAccount = refusalInBoth('not-found', { vi: 'Không có tài khoản này', en: 'No such account' });
const ofUnit = refusalInBoth('invalid', {
  vi: 'Hộp thư đơn vị không có mật khẩu: hãy uỷ quyền, hoặc tạo mật khẩu ứng dụng',
  en: 'A unit mailbox has no password: delegate it, or make an app password',
});

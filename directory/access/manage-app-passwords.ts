import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';
import { appPasswordMac, makeAppPassword, showAppPassword } from './app-password.ts';
import { insertAppPassword, markAppPasswordRevoked } from './app-password-sql.ts';
import { effectiveRights } from './grants.ts';
import { credentialLimits } from './limits.ts';
import type { MailProgram } from './mail-programs.ts';
import { decideByRights } from './roles/decide.ts';

interface NewAppPassword {
  readonly owner: { readonly personId: PersonId; readonly accountId: AccountId };
  /** The owner's own account, or one the owner may read (REQ-DEL-3). */
  readonly targetAccountId: AccountId;
  /** What the owner calls it: `Điện thoại`. */
  readonly label: string;
  /** Left out: nobody said. */
  readonly program?: MailProgram | undefined;
  readonly expiresAt: Date | null;
}

/** Makes an app password. `shown` exists only here: what is stored does not give it back. */
export async function createAppPassword(
  deps: { readonly tx: Tx; readonly key: Buffer },
  input: NewAppPassword,
): Promise<Result<{ readonly id: string; readonly shown: string }>> {
  const label = input.label.normalize('NFC').trim();
  if (label === '' || label.length > credentialLimits.appPasswordLabelCharactersMax) return refused(badLabel);
  const rights = await effectiveRights(deps, { personId: input.owner.personId, targetAccountId: input.targetAccountId });
  const may = decideByRights(rights, 'mail.read');
  if (!may.ok) return may;
  // Ids are 30 random bits: a province with ten thousand of them meets a taken one once in a hundred thousand.
  for (let turn = 0; turn < 5; turn++) {
    const made = makeAppPassword();
    const row = { id: made.id, mac: appPasswordMac(deps.key, made), accountId: input.owner.accountId, expiresAt: input.expiresAt };
    if (await insertAppPassword(deps.tx, { ...row, label, program: input.program ?? null, targetAccountId: input.targetAccountId }))
      return ok({ id: made.id, shown: showAppPassword(made) });
  }
  throw new Error('five random ids of app passwords were all taken');
}

/** Ends an app password and, with it, the sessions that it opened. */
export async function revokeAppPassword(tx: Tx, input: { readonly id: string; readonly accountId: AccountId }): Promise<Result<void>> {
  if (!(await markAppPasswordRevoked(tx, input.id, input.accountId))) return refused(unknownAppPassword);
  await bumpAccessGeneration(tx);
  return ok();
}

const labelMax = credentialLimits.appPasswordLabelCharactersMax;
const badLabel = refusalInBoth('invalid', {
  vi: `Mật khẩu ứng dụng cần một tên gọi, nhiều nhất ${labelMax} ký tự`,
  en: `An app password needs a label of at most ${labelMax} characters`,
});
const unknownAppPassword = refusalInBoth('not-found', { vi: 'Không có mật khẩu ứng dụng này', en: 'No such app password' });

import type { MailProgram } from '#directory/access/mail-programs.ts';
import { findMailboxes } from '#directory/access/own-mailbox-sql.ts';
import { beginDeviceSetup } from '#directory/mail-setup/device-setup.ts';
import { phonePath } from '#directory/mail-setup/mail-setup.ts';
import { mobileCode } from '#directory/mail-setup/mobile-code.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ApiDeps } from '../api-env.ts';

interface MadeAppPassword {
  readonly id: string;
  readonly shown: string;
  readonly opens: string;
  readonly targetAccountId: AccountId;
}

/** What goes with a new app password, where its program takes more than a password: a code that it reads, or a profile that a phone fetches. */
export async function setupOf(
  { database, tx, mailSetup, web }: Pick<ApiDeps, 'database' | 'mailSetup' | 'web'> & { readonly tx: Tx },
  { id, shown, opens, targetAccountId }: MadeAppPassword,
  program: MailProgram | undefined,
) {
  const none = { mobileCode: null, profile: null };
  if (program === 'android-thunderbird') {
    const [mailbox] = await findMailboxes(database, [targetAccountId]);
    return { ...none, mobileCode: mobileCode({ server: mailSetup.server, address: opens, name: mailbox?.name ?? opens, password: shown }) };
  }
  if (program !== 'apple') return none;
  const begun = await beginDeviceSetup({ tx, key: web.sealKey }, { appPasswordId: id, password: shown });
  const url = `${mailSetup.origin}${phonePath}/${begun.id}`;
  return { ...none, profile: { url, code: begun.code, endsAt: begun.endsAt.toISOString(), isSigned: mailSetup.isProfileSigned } };
}

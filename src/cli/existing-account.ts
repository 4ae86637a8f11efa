import { findAccount, type ListedAccount } from '#directory/people/account-list-sql.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { OpenedForCommand } from '#wiring/open-for-command.ts';

/** The account that an address belongs to; a plain failure where there is none. */
export async function existingAccount(opened: OpenedForCommand, address: string): Promise<ListedAccount> {
  const account = await findAccount(opened.database, address);
  if (!account) throw new Error(`không có tài khoản / no such account: ${address}`);
  return account;
}

/** As `existingAccount`, and it is a person's that is not closed. */
export async function existingPerson(
  opened: OpenedForCommand,
  address: string,
): Promise<{ readonly accountId: AccountId; readonly personId: PersonId; readonly address: string }> {
  const { id: accountId, personId, state, address: primary } = await existingAccount(opened, address);
  if (personId === null) throw new Error(`là hộp thư đơn vị, không phải của một người / it is a unit's, not a person's: ${primary}`);
  if (state === 'closed') throw new Error(`tài khoản đã đóng / the account is closed: ${primary}`);
  return { accountId, personId, address: primary };
}

import { type Command, InvalidArgumentError } from 'commander';
import { findAccount } from '#directory/people/account-list-sql.ts';
import type { Quota } from '#directory/people/account-quota-sql.ts';
import { setQuota } from '#directory/people/set-quota.ts';
import type { Database } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type AccountQuota, quotaOf } from '#mail/store/account-sql.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { configOf } from './common-options.ts';
import { octetsText, readOctets } from './octets-text.ts';

export function addUserQuota(user: Command): void {
  withActOptions(user.command('quota').description('hạn mức của hộp thư: xem hay đặt / what a mailbox may hold: show or set'))
    .argument('<address>', 'địa chỉ / address')
    .option('--storage <size>', 'dung lượng, như 5GB / storage, as 5GB', storage)
    .option('--messages <number>', 'số thư, hay none: không hạn chế / messages, or none: not limited', messages)
    .action(quota);
}

function storage(text: string): number {
  const octets = readOctets(text);
  if (octets === null) throw new InvalidArgumentError('phải là dung lượng như 5GB hay 500MB / must be a size as 5GB or 500MB.');
  return octets;
}

// Commander takes null for an option that was not given.
const unlimited = 'none';

function messages(text: string): number | typeof unlimited {
  if (text === unlimited) return unlimited;
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('phải là số nguyên hay none / must be a whole number or none.');
  return Number(text);
}

type Options = ActOptions & { readonly storage?: number; readonly messages?: number | typeof unlimited };

async function quota(address: string, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await findAccount(opened.database, address);
  if (account === null) throw new Error(`không có tài khoản / no such account: ${address}`);
  const change = changeIn(options);
  if (Object.keys(change).length > 0) {
    const actorAccountId = await actingPerson(opened, options);
    const reason = options.reason ?? null;
    const { dryRun } = options;
    const after = await doAct({ opened, config, actorAccountId, dryRun }, ({ tx }) =>
      setQuota(tx, { account, actorAccountId, change, reason }),
    );
    if (dryRun === true) {
      const text = `${account.address}: ${octetsText(after.octets)}, ${after.messages ?? 'không hạn chế số thư / messages not limited'}`;
      return tellAct(options, text, { address: account.address, storageOctets: after.octets, messages: after.messages });
    }
  }
  if (options.json === true)
    return console.log(JSON.stringify({ address: account.address, ...(await quotaOf(opened.database, account.id)) }));
  console.log(account.address);
  for (const [name, value] of await quotaLines(opened.database, account.id)) console.log(`${name.padEnd(26)}${value}`);
}

function changeIn({ storage: octets, messages: count }: Options): Partial<Quota> {
  return {
    ...(octets === undefined ? {} : { octets }),
    ...(count === undefined ? {} : { messages: count === unlimited ? null : count }),
  };
}

/** What an account holds, of how much it may. */
export async function quotaLines(database: Database, accountId: AccountId): Promise<[name: string, value: string][]> {
  const found = await quotaOf(database, accountId);
  const { usedOctets, limitOctets, usedMessages, limitMessages } = found;
  return [
    ['Dung lượng / storage', `${octetsText(usedOctets)} / ${octetsText(limitOctets)}`],
    ['Số thư / messages', `${usedMessages} / ${limitMessages ?? 'không hạn chế / not limited'}`],
    ...(isOver(found) ? ([['', 'đầy: không nhận thêm thư / full: takes no more mail']] as [string, string][]) : []),
  ];
}

function isOver({ usedOctets, limitOctets, usedMessages, limitMessages }: AccountQuota): boolean {
  return usedOctets >= limitOctets || (limitMessages !== null && usedMessages >= limitMessages);
}

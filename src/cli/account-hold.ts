import type { Command } from 'commander';
import { holdMailbox, releaseMailbox } from '#directory/people/legal-hold.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withProvenActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { configOf } from './common-options.ts';
import { existingAccount } from './existing-account.ts';

const acts = {
  hold: {
    does: holdMailbox,
    description: 'lưu giữ hộp thư, cả của đơn vị, theo yêu cầu pháp lý / legal hold, of a unit’s mailbox too: nothing is deleted',
    done: 'Đang lưu giữ / held',
  },
  release: { does: releaseMailbox, description: 'thôi lưu giữ / lift the legal hold', done: 'Đã thôi lưu giữ / released' },
} as const;

/** As `person hold`, by address: units have mailboxes too. */
export function addAccountHold(account: Command): void {
  for (const [name, { does, description, done }] of Object.entries(acts))
    withProvenActOptions(account.command(name).description(description))
      .argument('<address>', 'địa chỉ / address')
      .requiredOption('--reason <text>', 'căn cứ / why: whose request')
      .action((address: string, options: HoldOptions) => change(address, options, does, done));
}

type HoldOptions = ActOptions & { readonly reason: string };

async function change(address: string, options: HoldOptions, does: typeof holdMailbox, done: string): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const actorAccountId = await actingPerson(opened, options);
  const { reason, dryRun } = options;
  await doAct({ opened, config, actorAccountId, reason, dryRun }, (deps) => does(deps, { account, actorAccountId, reason }));
  tellAct(options, `${done}: ${account.address}`, { address: account.address, isHeld: does === holdMailbox });
}

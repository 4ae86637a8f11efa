import type { Command } from 'commander';
import { resetSecondFactor } from '#directory/access/web-session/reset-second-factor.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActingOptions, actingPerson, doAct, withActing } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';

export function addUserSecondFactor(user: Command): void {
  const description = 'gỡ yếu tố xác thực thứ hai của người mất điện thoại / remove the second factor of who lost the phone';
  withActing(withCommonOptions(user.command('reset-second-factor').description(description)))
    .argument('<address>', 'địa chỉ / address')
    .action(reset);
}

async function reset(address: string, options: CommonOptions & ActingOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const actorAccountId = await actingPerson(opened, options);
  const { reason } = options;
  await doAct({ opened, config, actorAccountId, reason }, (deps) =>
    resetSecondFactor(deps, { account, actorAccountId, reason: reason ?? null }),
  );
  console.log(`Đã gỡ yếu tố xác thực thứ hai / second factor removed: ${account.address}`);
}

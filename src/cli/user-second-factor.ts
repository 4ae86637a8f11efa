import type { Command } from 'commander';
import { resetSecondFactor } from '#directory/access/web-session/reset-second-factor.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { configOf } from './common-options.ts';
import { existingAccount } from './existing-account.ts';

export function addUserSecondFactor(user: Command): void {
  const description = 'gỡ yếu tố xác thực thứ hai của người mất điện thoại / remove the second factor of who lost the phone';
  withActOptions(user.command('reset-second-factor').description(description)).argument('<address>', 'địa chỉ / address').action(reset);
}

async function reset(address: string, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const actorAccountId = await actingPerson(opened, options);
  const { reason, dryRun } = options;
  await doAct({ opened, config, actorAccountId, reason, dryRun }, (deps) =>
    resetSecondFactor(deps, { account, actorAccountId, reason: reason ?? null }),
  );
  tellAct(options, `Đã gỡ yếu tố xác thực thứ hai / second factor removed: ${account.address}`, { address: account.address });
}

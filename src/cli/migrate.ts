import type { Command } from 'commander';
import { openInstallation } from '#wiring/open-installation.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';

export function addMigrate(program: Command): void {
  withCommonOptions(
    program.command('migrate').description('nâng cấp lược đồ dữ liệu / bring the database schema up to date, then stop'),
  ).action(async (options: CommonOptions) => {
    const config = await configOf(options);
    await using installation = await openInstallation(config, commandLog(config));
    const { applied, already } = installation.migrated;
    console.log(applied.length === 0 ? `Không có gì mới / up to date (${already})` : `Đã áp dụng / applied: ${applied.join(', ')}`);
  });
}

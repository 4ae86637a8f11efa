import type { Command } from 'commander';
import { stringify } from 'yaml';
import { exampleText } from '#config/example-text.ts';
import { withoutSecrets } from '#config/without-secrets.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';

export function addConfig(program: Command): void {
  const config = program.command('config').description('cấu hình / configuration');
  withCommonOptions(
    config
      .command('check')
      .description('đọc, kiểm tra và in cấu hình đang có hiệu lực / read, check and print what is in effect, without passwords'),
  ).action(async (options: CommonOptions) => console.log(stringify(withoutSecrets(await configOf(options))).trimEnd()));
  config
    .command('example')
    .description('in mọi cài đặt ở mặc định, kèm giải thích / print every setting at its default, with what it means')
    .action(() => console.log(exampleText().trimEnd()));
}

import type { Command } from 'commander';
import { listApiTokens } from '#directory/access/api-token-sql.ts';
import { apiTokenLimits } from '#directory/access/limits.ts';
import { createApiToken, revokeApiToken } from '#directory/access/manage-api-tokens.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { loadSecret } from '#wiring/data-dir.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { type ActingOptions, actingPerson, doAct, withActing } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';

type Options<More = object> = CommonOptions & ActingOptions & { json?: boolean } & More;

const addressHelp = 'của ai / whose it is';
const jsonHelp: [string, string] = ['--json', 'cho chương trình khác đọc / for other programs to read'];

export function addToken(program: Command): void {
  const token = program.command('token').description('khoá truy cập API cho chương trình / tokens for programs at the API (docs/api.md)');
  withActing(withCommonOptions(token.command('create').description('tạo, chỉ hiện một lần / make one, shown once')))
    .argument('<address>', addressHelp)
    .requiredOption('--label <text>', 'tên gọi / what the person calls it')
    .option('--days <number>', 'dùng được bao nhiêu ngày / for how many days it holds (default: 90)', wholeNumber, 90)
    .option(...jsonHelp)
    .action(create);
  withCommonOptions(token.command('list').description('liệt kê / list those of an account'))
    .argument('<address>', addressHelp)
    .option(...jsonHelp)
    .action(list);
  withActOptions(token.command('revoke').description('thu hồi ngay / take it back at once'))
    .argument('<address>', addressHelp)
    .argument('<token>', 'mã khoá trong `token list` / its id in `token list`')
    .action(revoke);
}

async function create(address: string, options: Options<{ label: string; days: number }>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  if (account.personId === null)
    throw new Error(`là hộp thư đơn vị, không phải của một người / it is a unit's, not a person's: ${address}`);
  const key = await loadSecret(opened.dataDir, 'app-password.key');
  const actorAccountId = await actingPerson(opened, options);
  const { label, days, reason } = options;
  const now = systemClock.now();
  const made = await doAct({ opened, config, actorAccountId, reason }, (deps) =>
    createApiToken({ ...deps, key }, { actorAccountId, account, label, days, now }),
  );
  const { id, shown, expiresAt } = made;
  if (options.json === true) return console.log(JSON.stringify({ id, token: shown, expiresAt }));
  console.log(`Khoá / token             ${shown}\nMã khoá / its id         ${id}\nDùng đến / holds until   ${vietnamDate(expiresAt)}`);
}

async function list(address: string, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const tokens = await listApiTokens(opened.database, account.id, apiTokenLimits.listedMax);
  if (options.json === true) return console.log(JSON.stringify(tokens, null, 2));
  if (tokens.length === 0) console.log('Không có khoá nào / no tokens.');
  for (const { id, label, createdAt, expiresAt, lastUsedAt, revokedAt, isOver } of tokens) {
    const notes = [
      `${vietnamDate(createdAt)} – ${vietnamDate(expiresAt)}`,
      lastUsedAt === null ? 'chưa dùng / never used' : `dùng lần cuối / last used ${vietnamDate(lastUsedAt)}`,
      revokedAt !== null ? 'đã thu hồi / revoked' : isOver ? 'đã hết hạn / over' : '',
    ];
    console.log(`${id}  ${label}  ${notes.filter((note) => note !== '').join(' · ')}`);
  }
}

async function revoke(address: string, id: string, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const actorAccountId = await actingPerson(opened, options);
  await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, (deps) => revokeApiToken(deps, { actorAccountId, account, id }));
  tellAct(options, `Đã thu hồi / revoked: ${id}`, { id });
}

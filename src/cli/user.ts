import type { Command } from 'commander';
import { makeArgon2id } from '#directory/access/argon2id.ts';
import { createAppPassword } from '#directory/access/manage-app-passwords.ts';
import { roleNames } from '#directory/access/roles/role.ts';
import { permit } from '#directory/access/two-people/permit.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { listAccounts } from '#directory/people/account-list-sql.ts';
import { readStanding } from '#directory/people/account-standing-sql.ts';
import { lockAccount, unlockAccount } from '#directory/people/lock-account.ts';
import { resetPassword } from '#directory/people/reset-password.ts';
import { inTransaction } from '#io/database.ts';
import { hiddenCapabilities, hideCapability, showCapability } from '#mail/store/hidden-capability-sql.ts';
import { loadSecret } from '#wiring/data-dir.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { type ActingOptions, actingAccount, actingPerson, doAct, passwordOf, withActing } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';
import { accountKindText, accountStateText } from './kind-text.ts';
import { jsonHelp } from './plan-options.ts';
import { newPassword, readPasswords } from './read-password.ts';
import { standingLines } from './standing-lines.ts';
import { addUserQuota, quotaLines } from './user-quota.ts';
import { addUserSecondFactor } from './user-second-factor.ts';

const addressHelp = 'địa chỉ / address';

export function addUser(program: Command): void {
  const user = program.command('user').description('tài khoản / accounts');
  withCommonOptions(user.command('list').description('liệt kê / list accounts'))
    .argument('[text]', 'có trong tên hay địa chỉ, không kể dấu / only those with this in their name or address (marks do not matter)')
    .option(...jsonHelp)
    .action(list);
  withCommonOptions(user.command('show').description('xem một tài khoản / show one account'))
    .argument('<address>', addressHelp)
    .option(...jsonHelp)
    .action(show);
  withActOptions(user.command('set-password').description('đặt mật khẩu, đọc từ đầu vào chuẩn / set a password, read from standard input'))
    .argument('<address>', addressHelp)
    .option('--keep', 'không buộc đổi lại / the person need not choose another at the next opportunity')
    .action(changePassword);
  withActing(withCommonOptions(user.command('app-password').description('tạo mật khẩu ứng dụng / make an app password, shown once')))
    .argument('<address>', 'của ai / whose it is')
    .option('--for <address>', "hộp thư được mở, như hộp thư đơn vị / the mailbox it opens, such as the unit's (default: the person's own)")
    .requiredOption('--label <text>', 'tên gọi / what the person calls it')
    .option(...jsonHelp)
    .action(makeAppPassword);
  withCommonOptions(
    user
      .command('hide-capability')
      .description('giấu khả năng IMAP với phần mềm thư / hide capabilities of IMAP from the mail clients of an account'),
  )
    .argument('<address>', addressHelp)
    .argument('[capability...]', 'không nêu thì liệt kê / none: list what is hidden')
    .option('--undo', 'thôi giấu / hide them no longer')
    .option(...jsonHelp)
    .action(changeHidden);
  addUserQuota(user);
  addUserSecondFactor(user);
  for (const [name, { does, description, done }] of Object.entries(locks)) {
    withActOptions(user.command(name).description(description))
      .argument('<address>', addressHelp)
      .action((address: string, options: ActOptions) => changeState(address, options, does, done));
  }
}

const locks = {
  lock: {
    does: lockAccount,
    description: 'khoá: không đăng nhập được, vẫn nhận thư / nobody signs in, mail still arrives',
    done: 'Đã khoá / locked',
  },
  unlock: { does: unlockAccount, description: 'mở khoá / sign-in works again', done: 'Đã mở khoá / unlocked' },
} as const;

async function open(options: CommonOptions): Promise<OpenedForCommand> {
  const config = await configOf(options);
  return openForCommand(config, commandLog(config));
}

async function list(text: string | undefined, options: CommonOptions & { json?: boolean }): Promise<void> {
  await using opened = await open(options);
  const accounts = await listAccounts(opened.database, text === undefined ? {} : { search: text });
  if (options.json === true) return console.log(JSON.stringify(accounts, null, 2));
  if (accounts.length === 0) console.log('Không có tài khoản nào / no accounts.');
  const width = Math.max(0, ...accounts.map((account) => account.address.length));
  for (const { address, kind, state, name, posts } of accounts) {
    const notes = [state === 'active' ? '' : accountStateText[state], posts].filter((note) => note !== '').join(' · ');
    console.log(`${address.padEnd(width)}  ${kind === 'unit' ? 'đơn vị ' : 'cá nhân'}  ${name}${notes === '' ? '' : ` · ${notes}`}`);
  }
}

async function show(address: string, options: CommonOptions & { json?: boolean }): Promise<void> {
  await using opened = await open(options);
  const account = await existingAccount(opened, address);
  if (options.json === true) return console.log(JSON.stringify(account, null, 2));
  const facts = {
    'Địa chỉ / address': account.address,
    'Tên / name': account.name,
    'Loại / kind': accountKindText[account.kind],
    'Trạng thái / state': accountStateText[account.state],
    'Vị trí / posts': account.posts,
    'Vai trò / roles': account.roles.map((role) => `${roleNames[role].vi} / ${roleNames[role].en}`).join(', ') || '—',
  };
  const standing = standingLines(await readStanding(opened.database, account.id), opened.passwordRules);
  for (const [name, value] of [...Object.entries(facts), ...standing, ...(await quotaLines(opened.database, account.id))])
    console.log(`${name.padEnd(26)}${value}`);
}

async function changePassword(address: string, options: ActOptions & { keep?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const prompts = options.by === undefined ? [newPassword] : [passwordOf(options.by), newPassword];
  const passwords = await readPasswords(prompts);
  const actorAccountId = await actingAccount(opened, options, passwords.at(-2));
  const argon2id = makeArgon2id();
  const password = passwords.at(-1)!;
  await doAct({ opened, config, actorAccountId, reason: options.reason, dryRun: options.dryRun }, (deps) =>
    resetPassword({ ...deps, argon2id }, { account, actorAccountId, password, mustChange: options.keep !== true }),
  );
  const { firstPasswordDays: days, changeAt } = opened.passwordRules;
  const isFirst = options.keep !== true && days > 0;
  const toChange = isFirst ? `\nPhải đổi trong ${days} ngày tại / must be changed within ${days} days at ${changeAt}` : '';
  tellAct(options, `Đã đặt mật khẩu / password set: ${account.address}${toChange}`, { address: account.address });
}

async function makeAppPassword(
  address: string,
  options: CommonOptions & ActingOptions & { for?: string; label: string; json?: boolean },
): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const owner = await existingAccount(opened, address);
  if (owner.personId === null)
    throw new Error(`${owner.address} is a unit's: an app password belongs to a person (--for names the mailbox it opens)`);
  const { personId, id: accountId } = owner;
  const target = options.for === undefined ? owner : await existingAccount(opened, options.for);
  const key = await loadSecret(opened.dataDir, 'app-password.key');
  const actorAccountId = await actingPerson(opened, options);
  const made = await doAct({ opened, config, actorAccountId, reason: options.reason }, async (deps) => {
    const permitted = await permit(deps, {
      actorAccountId,
      act: 'app-password.make',
      target: { of: 'account', accountId },
      request: { opens: target.id, label: options.label },
      shown: `Tạo mật khẩu ứng dụng của ${owner.address} cho ${target.address}`,
    });
    if (!permitted.ok) return permitted;
    const detail = { opens: target.address, ...permitted.value };
    await recordAct(deps.tx, { actorAccountId, act: 'account.create-app-password', target: owner.address, detail });
    const input = { owner: { personId, accountId }, targetAccountId: target.id, label: options.label, expiresAt: null };
    return createAppPassword({ tx: deps.tx, key }, input);
  });
  if (options.json === true) return console.log(JSON.stringify({ userName: target.address, password: made.shown }));
  console.log(`Tên đăng nhập / user name  ${target.address}\nMật khẩu / password        ${made.shown}`);
}

async function changeHidden(
  address: string,
  names: readonly string[],
  options: CommonOptions & { undo?: boolean; json?: boolean },
): Promise<void> {
  await using opened = await open(options);
  const account = await existingAccount(opened, address);
  const change = options.undo === true ? showCapability : hideCapability;
  if (names.length > 0)
    await inTransaction(opened.database, async (tx) => {
      for (const name of names) await change(tx, account.id, name);
      const act = options.undo === true ? 'account.show-capability' : 'account.hide-capability';
      await recordAct(tx, { actorAccountId: null, act, target: account.address, detail: { by: 'command line', names } });
    });
  const hidden = await hiddenCapabilities(opened.database, account.id);
  if (options.json === true) return console.log(JSON.stringify({ address: account.address, hidden }));
  console.log(`${account.address}: ${hidden.length === 0 ? 'không giấu gì / nothing is hidden' : hidden.join(' ')}`);
}

async function changeState(address: string, options: ActOptions, does: typeof lockAccount, done: string): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const actorAccountId = await actingPerson(opened, options);
  const { reason = null, dryRun } = options;
  await doAct({ opened, config, actorAccountId, dryRun }, ({ tx }) => does(tx, { account, actorAccountId, reason }));
  tellAct(options, `${done}: ${account.address}`, { address: account.address, accountState: does === lockAccount ? 'locked' : 'active' });
}

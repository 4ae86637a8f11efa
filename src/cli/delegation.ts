import { type Command, InvalidArgumentError } from 'commander';
import { endAccess } from '#directory/access/end-access.ts';
import { giveAccess } from '#directory/access/give-access.ts';
import { type ListedGrant, listGrants } from '#directory/access/grant-list-sql.ts';
import { type Right, rights } from '#directory/access/rights.ts';
import { systemClock } from '#kernel/clock.ts';
import type { GrantId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { existingAccount, existingPerson } from './existing-account.ts';
import { rightsText } from './kind-text.ts';
import { calendarDate } from './plan-options.ts';

export function addDelegation(program: Command): void {
  const delegation = program.command('delegation').description("uỷ quyền hộp thư / who uses another's mailbox (docs/roles.md)");
  withCommonOptions(delegation.command('list').description('liệt kê / list what was granted on a mailbox'))
    .argument('<mailbox>', 'địa chỉ hộp thư / address of the mailbox')
    .option('--json', 'cho chương trình khác đọc / for other programs to read')
    .action(list);
  withActOptions(delegation.command('grant').description('cho một người dùng hộp thư / let a person use a mailbox'))
    .argument('<mailbox>', 'địa chỉ hộp thư / address of the mailbox')
    .requiredOption('--to <address>', 'cho người nào / to whom')
    .option('--rights <rights>', `các quyền, cách nhau dấu phẩy / rights, with commas: ${rights.join(', ')}`, rightsIn, ['read'])
    .option('--until <date>', 'đến hết ngày / its last day', calendarDate)
    .action(grant);
  withActOptions(delegation.command('end').description('chấm dứt ngay / end it at once'))
    .argument('<mailbox>', 'địa chỉ hộp thư / address of the mailbox')
    .argument('<delegation>', 'số trong `delegation list` / its number in `delegation list`', wholeNumber)
    .action(end);
}

function rightsIn(text: string): readonly Right[] {
  const named = text.split(',').map((one) => one.trim());
  const unknown = named.find((one) => !(rights as readonly string[]).includes(one));
  if (unknown !== undefined) throw new InvalidArgumentError(`không có quyền / no such right: ${unknown}.`);
  return named as readonly Right[];
}

async function list(mailbox: string, options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const grants = await listGrants(opened, (await existingAccount(opened, mailbox)).id);
  if (options.json === true) return console.log(JSON.stringify(grants, null, 2));
  console.log(grants.length === 0 ? 'Không uỷ quyền cho ai / delegated to nobody.' : grants.map(grantLine).join('\n'));
}

function grantLine({ id, to, principalKind, mailbox, rights: granted, validTo, grantedBy }: ListedGrant): string {
  const who = principalKind === 'head' ? `thủ trưởng / head of ${to}` : to;
  const notes = [
    mailbox === null ? '' : `chỉ thư mục / only ${mailbox}`,
    validTo === null ? '' : `đến hết / through ${vietnamDate(new Date(validTo.getTime() - 1))}`,
    grantedBy === null ? '' : `do / by ${grantedBy}`,
  ];
  return `${String(id).padStart(5)}  ${who}  ${rightsText(granted)}  ${notes.filter((note) => note !== '').join(' · ')}`.trimEnd();
}

interface GrantOptions extends ActOptions {
  readonly to: string;
  readonly rights: readonly Right[];
  readonly until?: string;
}

async function grant(mailbox: string, options: GrantOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, mailbox);
  const to = await existingPerson(opened, options.to);
  const validTo = options.until === undefined ? null : new Date(`${options.until}T24:00:00+07:00`); // the end of that day in Vietnam
  const actorAccountId = await actingPerson(opened, options);
  const { rights: named, reason = null } = options;
  await doAct({ opened, config, actorAccountId, reason: options.reason, dryRun: options.dryRun }, (deps) =>
    giveAccess(deps, { actorAccountId, account, to, rights: named, validTo, reason, now: systemClock.now() }),
  );
  const text = `Đã uỷ quyền / granted: ${account.address} → ${to.address} (${named.join(', ')})`;
  tellAct(options, text, { mailbox: account.address, to: to.address, rights: named, until: options.until ?? null });
}

async function end(mailbox: string, grantId: number, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, mailbox);
  const actorAccountId = await actingPerson(opened, options);
  await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    endAccess(tx, { actorAccountId, account, grantId: grantId as GrantId, reason: options.reason ?? null }),
  );
  tellAct(options, `Đã chấm dứt / ended: ${account.address} (${grantId})`, { id: grantId, mailbox: account.address });
}

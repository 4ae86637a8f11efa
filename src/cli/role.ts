import { type Command, Option } from 'commander';
import { grantRole, revokeRole } from '#directory/access/roles/assign-role.ts';
import { type ListedAssignment, listAssignments } from '#directory/access/roles/assignment-sql.ts';
import { type GivenRole, givenRoles, roleNames } from '#directory/access/roles/role.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { existingAccount } from './existing-account.ts';
import { calendarDate } from './plan-options.ts';
import { theUnit } from './unit-facts.ts';

export function addRole(program: Command): void {
  const role = program.command('role').description('vai trò: ai được làm gì / roles: who may do what (docs/roles.md)');
  withCommonOptions(role.command('list').description('liệt kê / list roles that were given'))
    .argument('[address]', 'chỉ của tài khoản này / only of this account')
    .option('--all', 'cả vai trò đã hết hay đã thu hồi / those that are over or were taken back too')
    .option('--json', 'cho chương trình khác đọc / for other programs to read')
    .action(list);
  withActOptions(role.command('grant').description('giao vai trò / give a role'))
    .argument('<address>', 'cho người nào / to whom')
    .addOption(new Option('--role <role>', 'vai trò / the role').choices(givenRoles).makeOptionMandatory())
    .option('--unit <unit>', 'đơn vị phụ trách, kể cả các đơn vị dưới / the unit it is for, with those below (unit-administrator)')
    .option('--from <date>', 'từ ngày / its first day (default: today)', calendarDate)
    .option('--until <date>', 'đến hết ngày / its last day (default: without end)', calendarDate)
    .action(grant);
  withActOptions(role.command('revoke').description('thu hồi ngay / take it back at once'))
    .argument('<role>', 'số của vai trò trong `role list` / its number in `role list`', wholeNumber)
    .action(revoke);
}

async function list(address: string | undefined, options: CommonOptions & { all?: boolean; json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = address === undefined ? undefined : await existingAccount(opened, address);
  const all = options.all === true;
  const listed = await listAssignments(opened.database, account === undefined ? { all } : { all, accountId: account.id });
  if (options.json === true) return console.log(JSON.stringify(listed, null, 2));
  console.log(listed.length === 0 ? 'Chưa giao vai trò nào / no roles were given.' : listed.map(assignmentLine).join('\n'));
}

const standingText: Readonly<Record<ListedAssignment['standing'], string>> = {
  'in-force': '',
  'to-come': 'chưa đến ngày / to come',
  'unit-ended': 'đơn vị đã kết thúc, vai trò hết hiệu lực / its unit has ended, and it with it',
  over: 'đã hết hạn / over',
  revoked: 'đã thu hồi / taken back',
};

function assignmentLine({ id, role, unit, unitId, address, name, validFrom, validTo, grantedBy, standing }: ListedAssignment): string {
  const scope = unit === null ? '' : `: ${unit} (#${unitId})`;
  const notes = [
    `${validFrom} – ${validTo ?? ''}`.trimEnd(),
    `${grantedBy === null ? 'giao tại máy chủ / given at the console' : `do / by ${grantedBy}`}`,
    standingText[standing],
  ];
  return `${String(id).padStart(5)}  ${roleNames[role].vi}${scope}  ${name} <${address}>  ${notes.filter((note) => note !== '').join(' · ')}`;
}

interface GrantOptions extends ActOptions {
  readonly role: GivenRole;
  readonly unit?: string;
  readonly from?: string;
  readonly until?: string;
}

async function grant(address: string, options: GrantOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const account = await existingAccount(opened, address);
  const unitId = options.unit === undefined ? null : await theUnit(opened.database, options.unit);
  const { role, from: validFrom = null, until: validTo = null, reason, dryRun } = options;
  const actorAccountId = await actingPerson(opened, options);
  const { assignmentId } = await doAct({ opened, config, actorAccountId, reason, dryRun }, (deps) =>
    grantRole(deps, { actorAccountId, accountId: account.id, role, unitId, validFrom, validTo }),
  );
  const text = `Đã giao vai trò / given: ${roleNames[role].vi} / ${roleNames[role].en}, ${account.address} (${assignmentId})`;
  tellAct(options, text, { id: assignmentId, address: account.address, role, unitId, validFrom, validTo });
}

async function revoke(assignmentId: number, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const { role, address } = await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    revokeRole(tx, { actorAccountId, assignmentId, reason: options.reason ?? null }),
  );
  tellAct(options, `Đã thu hồi / taken back: ${roleNames[role].vi} / ${roleNames[role].en}, ${address}`, {
    id: assignmentId,
    address,
    role,
  });
}

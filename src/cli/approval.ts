import type { Command } from 'commander';
import { type ListedApproval, listApprovals } from '#directory/access/two-people/approval-sql.ts';
import { approveAct } from '#directory/access/two-people/approve.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { dryRunHelp, tellAct } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { jsonHelp } from './plan-options.ts';

export function addApproval(program: Command): void {
  const approval = program.command('approval').description('việc cần hai người / acts that take two people (docs/roles.md)');
  withCommonOptions(approval.command('list').description('liệt kê đề nghị đang chờ / list proposals that wait'))
    .option('--all', 'cả những đề nghị đã dùng hay hết hạn / those that were used or are over too')
    .option(...jsonHelp)
    .action(list);
  withCommonOptions(approval.command('approve').description('duyệt với tư cách người thứ hai / approve, as a second person'))
    .argument('<proposal>', 'số của đề nghị trong `approval list` / its number in `approval list`', wholeNumber)
    .option(...dryRunHelp)
    .option(...jsonHelp)
    .requiredOption('--by <address>', 'người duyệt, mật khẩu đọc từ đầu vào chuẩn / who approves, proved by the password on standard input')
    .action(approve);
}

async function list(options: CommonOptions & { all?: boolean; json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const listed = await listApprovals(opened.database, options.all === true);
  if (options.json === true) return console.log(JSON.stringify(listed, null, 2));
  console.log(listed.length === 0 ? 'Không có đề nghị nào / no proposals.' : listed.map(approvalLines).join('\n'));
}

function approvalLines({ id, shown, reason, proposedBy, expiresAt, approvedBy, usedAt }: ListedApproval): string {
  const standing =
    usedAt !== null ? 'đã thực hiện / done' : expiresAt <= new Date() ? 'đã hết hạn / over' : `đến / until ${expiresAt.toISOString()}`;
  const approved = approvedBy === null ? 'chưa duyệt / not approved' : `đã duyệt / approved by ${approvedBy}`;
  return `${String(id).padStart(5)}  ${shown}\n       ${proposedBy}: ${reason}\n       ${approved} · ${standing}`;
}

async function approve(approvalId: number, options: CommonOptions & { by: string; json?: boolean; dryRun?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const approverAccountId = (await actingPerson(opened, options))!;
  const { dryRun } = options;
  const { shown } = await doAct({ opened, config, actorAccountId: approverAccountId, dryRun }, ({ tx }) =>
    approveAct(tx, { approvalId, approverAccountId }),
  );
  tellAct(options, `Đã duyệt / approved: ${shown}`, { id: approvalId, shown });
}

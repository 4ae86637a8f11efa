import type { Command } from 'commander';
import type { Config } from '#config/schema.ts';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { accountDuty } from '#directory/duties/account-duty.ts';
import { dutyFigures, mailboxDuties } from '#directory/duties/duty-figures.ts';
import { type ReportSpan, reportSpan } from '#directory/duties/report-span.ts';
import { systemClock } from '#kernel/clock.ts';
import { refusalText } from '#kernel/refusal.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { accountText, mailboxesText, reportText } from './duty-text.ts';
import { existingAccount } from './existing-account.ts';
import { calendarDate, jsonHelp } from './plan-options.ts';
import { theUnit } from './unit-facts.ts';

export function addDuty(program: Command): void {
  const duty = program.command('duty').description('chế độ đọc thư / the duty to read mail (docs/duties.md)');
  withSpan(duty.command('show').description('một hộp thư, từng ngày / one mailbox, day by day'))
    .argument('<address>', 'địa chỉ hộp thư / address of the mailbox')
    .action(show);
  withSpan(duty.command('unit').description('từng hộp thư của một đơn vị / each mailbox of a unit'))
    .argument('<unit>', 'đơn vị: địa chỉ, tên hay #số / a unit: address, name or #number')
    .action(listMailboxes);
  withSpan(duty.command('report').description('theo đơn vị, cộng dồn lên cấp trên / by unit, rolled up'))
    .option('--unit <unit>', 'chỉ đơn vị này và cấp dưới / only this unit and those below it')
    .action(report);
}

function withSpan(command: Command): Command {
  return withCommonOptions(command)
    .option('--from <date>', 'từ ngày / from this day on (default: 30 days)', calendarDate)
    .option('--to <date>', 'đến hết ngày / through this day (default: yesterday)', calendarDate)
    .option(...jsonHelp);
}

interface Options extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly unit?: string;
  readonly json?: boolean;
}

async function show(address: string, options: Options): Promise<void> {
  const [config, span] = [await configOf(options), spanOf(options)];
  await using opened = await openForCommand(config, commandLog(config));
  const { id: accountId } = await existingAccount(opened, address);
  const duty = await accountDuty(opened.database, { accountId, ...span, calendar: await calendarFor(opened, config, span) });
  if (duty === undefined) throw new Error(`không có tài khoản / no such account: ${address}`);
  console.log(options.json === true ? JSON.stringify(duty, null, 2) : accountText(duty));
}

async function listMailboxes(text: string, options: Options): Promise<void> {
  const [config, span] = [await configOf(options), spanOf(options)];
  await using opened = await openForCommand(config, commandLog(config));
  const unit = await theUnit(opened.database, text);
  const mailboxes = await mailboxDuties(opened.database, { ...span, unit, calendar: await calendarFor(opened, config, span) });
  console.log(options.json === true ? JSON.stringify({ ...span, mailboxes }, null, 2) : mailboxesText(mailboxes));
}

async function report(options: Options): Promise<void> {
  const [config, span] = [await configOf(options), spanOf(options)];
  await using opened = await openForCommand(config, commandLog(config));
  const unit = options.unit === undefined ? undefined : await theUnit(opened.database, options.unit);
  const calendar = await calendarFor(opened, config, span);
  const units = await dutyFigures(opened.database, { ...span, unit, calendar });
  console.log(options.json === true ? JSON.stringify({ ...span, units }, null, 2) : reportText(span, units));
}

function spanOf({ from, to }: Options): ReportSpan {
  const span = reportSpan({ from, to }, systemClock.now());
  if (!span.ok) throw new Error(refusalText(span.refusal));
  return span.value;
}

const calendarFor = ({ database }: OpenedForCommand, config: Config, span: ReportSpan) =>
  readCalendar(database, span, workingWeek(config.calendar));

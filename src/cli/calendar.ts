import { type Command, InvalidArgumentError } from 'commander';
import { changeCalendar } from '#directory/calendar/change-calendar.ts';
import { firstYear, lastYear } from '#directory/calendar/limits.ts';
import { type ExceptionalDay, exceptionalDays } from '#directory/calendar/read-calendar.ts';
import { weekdayOf } from '#directory/calendar/working-calendar.ts';
import { systemClock } from '#kernel/clock.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { calendarDate, jsonHelp } from './plan-options.ts';

export function addCalendar(program: Command): void {
  const calendar = program.command('calendar').description('ngày nghỉ, ngày làm việc / holidays and working days (docs/calendar.md)');
  withCommonOptions(calendar.command('show').description('ngày nghỉ và ngày làm bù của một năm / days off, and worked in lieu, in a year'))
    .option('--year <year>', 'năm / the year (default: this one)', yearNumber)
    .option(...jsonHelp)
    .action(show);
  const dayHelp = 'ngày, như 2026-08-31 / the day';
  withActOptions(calendar.command('holiday').description('đặt là ngày nghỉ / make it a day off'))
    .argument('<day>', dayHelp, calendarDate)
    .argument('<name>', 'gọi là gì / what it is called')
    .action((day: string, name: string, options: ActOptions) => change(day, { isWorking: false, name }, options));
  withActOptions(calendar.command('working').description('đặt là ngày làm việc, như làm bù / make it a working day, as in lieu'))
    .argument('<day>', dayHelp, calendarDate)
    .argument('<name>', 'gọi là gì / what it is called')
    .action((day: string, name: string, options: ActOptions) => change(day, { isWorking: true, name }, options));
  withActOptions(calendar.command('clear').description('trở lại theo luật / make it what the law says again'))
    .argument('<day>', dayHelp, calendarDate)
    .action((day: string, options: ActOptions) => change(day, null, options));
}

function yearNumber(text: string): number {
  const year = wholeNumber(text);
  if (year < firstYear || year > lastYear)
    throw new InvalidArgumentError(`từ ${firstYear} đến ${lastYear} / from ${firstYear} to ${lastYear}.`);
  return year;
}

async function show(options: CommonOptions & { year?: number; json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const days = await exceptionalDays(opened.database, options.year ?? Number(vietnamDate(systemClock.now()).slice(0, 4)));
  console.log(options.json === true ? JSON.stringify(days, null, 2) : days.map(dayLine).join('\n'));
}

const weekdays = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

function dayLine({ day, isWorking, name, from }: ExceptionalDay): string {
  const what = isWorking ? 'làm việc / worked' : 'nghỉ / off';
  return `${day}  ${weekdays[weekdayOf(day)]!.padEnd(8)}  ${what.padEnd(17)}  ${textInBoth(name)}${from === 'set' ? ' *' : ''}`;
}

async function change(day: string, set: { isWorking: boolean; name: string } | null, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const { reason = null, dryRun } = options;
  await doAct({ opened, config, actorAccountId, dryRun }, ({ tx }) => changeCalendar(tx, { actorAccountId, day, set, reason }));
  const text =
    set === null
      ? `Theo luật trở lại / as the law says again: ${day}`
      : `Đã đặt / set: ${day}, ${set.isWorking ? 'làm việc / worked' : 'nghỉ / off'}`;
  tellAct(options, text, { day, set });
}

import type { Command } from 'commander';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { endOutage, noteOutage } from '#directory/duties/note-outage.ts';
import { outageFigures, type ShownOutage } from '#directory/duties/outage-figures.ts';
import type { OutageRow } from '#directory/duties/outage-sql.ts';
import { outageSpan } from '#directory/duties/report-span.ts';
import type { OutageKind } from '#directory/duties/tables.ts';
import { systemClock } from '#kernel/clock.ts';
import { refusalText } from '#kernel/refusal.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { tellAct, withProvenActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { shownMoment, vietnamMoment } from './moment.ts';
import { calendarDate, jsonHelp } from './plan-options.ts';

export function addOutage(program: Command): void {
  const outage = program.command('outage').description('các lần hệ thống ngừng / when the system was not there (docs/duties.md)');
  withCommonOptions(outage.command('list').description('liệt kê, kèm số phút làm việc / list them, with working minutes'))
    .option('--from <date>', 'từ ngày / from this day on (default: 30 days before)', calendarDate)
    .option('--to <date>', 'đến hết ngày / through this day (default: 30 days ahead)', calendarDate)
    .option(...jsonHelp)
    .action(list);
  const noteHelp = 'vì sao, như mất điện / why, as people read it';
  withProvenActOptions(
    outage.command('add').description('ghi nhận một lần ngừng đã qua, hay theo kế hoạch / note one that is over, or planned'),
  )
    .requiredOption('--from <time>', 'lúc bắt đầu, như "2026-11-22 08:00" / when it begins', vietnamMoment)
    .requiredOption('--to <time>', 'lúc kết thúc / when it ends', vietnamMoment)
    .requiredOption('--note <text>', noteHelp)
    .option('--planned', 'theo kế hoạch, có thể ở tương lai / it was planned; it may be yet to come')
    .action(add);
  withProvenActOptions(outage.command('begin').description('ghi nhận bắt đầu ngừng / note that one begins'))
    .option('--at <time>', 'lúc bắt đầu / when (default: now)', vietnamMoment)
    .requiredOption('--note <text>', noteHelp)
    .action(begin);
  withProvenActOptions(outage.command('end').description('ghi nhận hoạt động trở lại / note that it is over'))
    .option('--at <time>', 'lúc kết thúc / when (default: now)', vietnamMoment)
    .action(end);
}

interface Options extends CommonOptions {
  readonly by?: string;
  readonly note: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

async function list(options: CommonOptions & { from?: string; to?: string; json?: boolean }): Promise<void> {
  const config = await configOf(options);
  const now = systemClock.now();
  const span = outageSpan(options, now);
  if (!span.ok) throw new Error(refusalText(span.refusal));
  await using opened = await openForCommand(config, commandLog(config));
  const calendar = await readCalendar(opened.database, span.value, workingWeek(config.calendar));
  const found = await outageFigures(opened.database, { ...span.value, calendar });
  if (options.json === true) return console.log(JSON.stringify(found, null, 2));
  const { outages, workingMinutes, paperProcedures } = found;
  if (outages.length === 0) return console.log('Không có lần ngừng nào / no outages.');
  console.log(outages.map(outageLine).join('\n'));
  console.log(
    `Cộng / in all: ${minutesText(workingMinutes)}${paperProcedures === 0 ? '' : `; ${paperProcedures} lần chuyển sang văn bản giấy / meant paper procedure`}`,
  );
}

const kindText: Readonly<Record<OutageKind, string>> = {
  stopped: 'chương trình không chạy / the program was not running',
  planned: 'theo kế hoạch / planned',
  unplanned: 'ngoài kế hoạch / unplanned',
};

function outageLine({ id, kind, beginsAt, endsAt, note, workingMinutes, needsPaper }: ShownOutage): string {
  const notes = [minutesText(workingMinutes), kindText[kind], note, needsPaper ? 'CHUYỂN SANG VĂN BẢN GIẤY / PAPER PROCEDURE' : ''];
  return `${String(id).padStart(5)}  ${spanText({ beginsAt, endsAt })}  ${notes.filter((text) => text !== '').join(' · ')}`;
}

const minutesText = (minutes: number) =>
  `${Math.floor(minutes / 60)} giờ ${minutes % 60} phút làm việc / ${Math.floor(minutes / 60)} h ${minutes % 60} min of working time`;
const spanText = ({ beginsAt, endsAt }: Pick<OutageRow, 'beginsAt' | 'endsAt'>) =>
  `${shownMoment(beginsAt)} – ${endsAt === null ? 'chưa kết thúc / goes on' : shownMoment(endsAt)}`;

async function add(options: Options & { from: Date; to: Date; planned?: boolean }): Promise<void> {
  await note(options, { kind: options.planned === true ? 'planned' : 'unplanned', beginsAt: options.from, endsAt: options.to });
}

async function begin(options: Options & { at?: Date }): Promise<void> {
  await note(options, { kind: 'unplanned', beginsAt: options.at ?? systemClock.now(), endsAt: null });
}

async function note(options: Options, outage: Pick<Parameters<typeof noteOutage>[1], 'kind' | 'beginsAt' | 'endsAt'>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const noted = await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    noteOutage(tx, { actorAccountId, now: systemClock.now(), note: options.note, ...outage }),
  );
  tell('Đã ghi nhận / noted', noted, options);
}

async function end(options: Omit<Options, 'note'> & { at?: Date }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const now = systemClock.now();
  const ended = await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    endOutage(tx, { actorAccountId, endsAt: options.at ?? now, now }),
  );
  tell('Đã kết thúc / ended', ended, options);
}

function tell(what: string, outage: OutageRow, options: Pick<Options, 'json' | 'dryRun'>): void {
  tellAct(options, `${what}: ${spanText(outage)} · ${outage.note} (${outage.id})`, outage);
}

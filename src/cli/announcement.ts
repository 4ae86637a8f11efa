import { type Command, Option } from 'commander';
import type { Announcement } from '#directory/announcements/announcement.ts';
import { type AnnouncementRow, findAnnouncement, listAnnouncements } from '#directory/announcements/announcement-sql.ts';
import { announcementLimits } from '#directory/announcements/limits.ts';
import { mailAnnouncement } from '#directory/announcements/mail-announcement.ts';
import { countRecipients, mailProgress } from '#directory/announcements/notice-sql.ts';
import { type AnnouncementKind, announcementKinds } from '#directory/announcements/tables.ts';
import { endAnnouncement, makeAnnouncement } from '#directory/announcements/write-announcement.ts';
import { findUnit } from '#directory/people/find-unit.ts';
import { systemClock } from '#kernel/clock.ts';
import type { UnitId } from '#kernel/ids.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { type ActOptions, tellAct, withProvenActOptions } from './act-options.ts';
import { actingPerson, doAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { commandLimits } from './limits.ts';
import { shownMoment, vietnamMoment } from './moment.ts';
import { jsonHelp } from './plan-options.ts';

export function addAnnouncement(program: Command): void {
  const announcement = program
    .command('announcement')
    .description('thông báo trên trang web và bằng thư / announcements (docs/operating.md)');
  withCommonOptions(announcement.command('list').description('liệt kê, mới nhất trước / list them, the newest first'))
    .option(...jsonHelp)
    .action(list);
  withCommonOptions(announcement.command('show').description('xem một thông báo, và đã gửi thư tới đâu / one, and how far the mail is'))
    .argument('<number>', 'số / its number', wholeNumber)
    .option(...jsonHelp)
    .action(show);
  withProvenActOptions(announcement.command('add').description('đăng một thông báo / make one'))
    .addOption(new Option('--kind <kind>', 'loại / kind').choices(announcementKinds).makeOptionMandatory())
    .requiredOption('--title <text>', `tiêu đề / title, at most ${announcementLimits.titleCharactersMax} characters`)
    .requiredOption('--text <text>', 'nội dung / what it says')
    .option('--title-en <text>', 'tiêu đề tiếng Anh / in English')
    .option('--text-en <text>', 'nội dung tiếng Anh / in English')
    .option('--from <time>', 'hiện từ, như "2026-11-22 08:00" / shown from (default: now)', vietnamMoment)
    .requiredOption('--to <time>', 'hiện đến / until', vietnamMoment)
    .option('--unit <mailbox>', 'chỉ cho đơn vị này và bên dưới / for this unit and those below it alone')
    .option('--public', 'hiện cả trước khi đăng nhập, chỉ cho bảo trì / shown before signing in too: maintenance alone')
    .action(add);
  withProvenActOptions(announcement.command('end').description('kết thúc sớm / end it early'))
    .argument('<number>', 'số / its number', wholeNumber)
    .action(end);
  withProvenActOptions(
    announcement.command('mail').description('gửi thư tới những hộp thư thuộc diện nhận / mail it to those it is for, once'),
  )
    .argument('<number>', 'số / its number', wholeNumber)
    .action(mail);
}

interface ToAdd extends ActOptions {
  readonly kind: AnnouncementKind;
  readonly title: string;
  readonly text: string;
  readonly titleEn?: string;
  readonly textEn?: string;
  readonly from?: Date;
  readonly to: Date;
  readonly unit?: string;
  readonly public?: boolean;
}

async function list(options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const found = await listAnnouncements(opened.database, { before: undefined, limit: commandLimits.listedAnnouncementsMax });
  if (options.json === true) return console.log(JSON.stringify(found, null, 2));
  console.log(found.length === 0 ? 'Chưa có thông báo nào / no announcements.' : found.map(lineOf).join('\n'));
}

async function show(id: number, options: CommonOptions & { json?: boolean }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const found = await findAnnouncement(opened.database, id);
  if (found === undefined) throw new Error(`không có thông báo ${id} / there is no announcement ${id}`);
  const recipients = await countRecipients(opened.database, found.unitId);
  const progress = found.mailedAt === null ? null : await mailProgress(opened.database, id);
  if (options.json === true) return console.log(JSON.stringify({ ...found, recipients, mail: progress }, null, 2));
  const mailed =
    progress === null
      ? `chưa gửi thư; thuộc diện nhận: ${recipients} / not mailed; it would reach ${recipients}`
      : `đã gửi ${progress.told}, còn ${progress.waiting} / told ${progress.told}, waiting ${progress.waiting}`;
  console.log([lineOf(found), '', found.body, ...(found.bodyEn === null ? [] : ['', found.titleEn, found.bodyEn]), '', mailed].join('\n'));
}

async function add(options: ToAdd): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const now = systemClock.now();
  const given: Announcement = {
    ...{ kind: options.kind, title: options.title, body: options.text, titleEn: options.titleEn ?? null, bodyEn: options.textEn ?? null },
    ...{ beginsAt: options.from ?? now, endsAt: options.to, unitId: await unitOf(opened, options), isPublic: options.public === true },
  };
  const actorAccountId = await actingPerson(opened, options);
  const made = await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    makeAnnouncement(tx, { actorAccountId, now }, given),
  );
  tellAct(options, `Đã đăng / made: ${lineOf(made)}`, made);
}

async function unitOf({ database }: OpenedForCommand, { unit }: ToAdd): Promise<UnitId | null> {
  if (unit === undefined) return null;
  const found = await findUnit(database, unit);
  if (!found.ok) throw new Error(textInBoth(found.refusal));
  return found.value.id;
}

async function end(id: number, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const ended = await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    endAnnouncement(tx, { actorAccountId, now: systemClock.now() }, id),
  );
  tellAct(options, `Đã kết thúc / ended: ${lineOf(ended)}`, ended);
}

async function mail(id: number, options: ActOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const mailed = await doAct({ opened, config, actorAccountId, dryRun: options.dryRun }, ({ tx }) =>
    mailAnnouncement(tx, { actorAccountId, id, now: systemClock.now() }),
  );
  tellAct(
    options,
    `Gửi tới ${mailed.recipients} hộp thư, khi máy chủ chạy / to ${mailed.recipients} mailboxes, while the server runs: ${mailed.title}`,
    {
      ...{ id, ...mailed },
    },
  );
}

const kindText: Readonly<Record<AnnouncementKind, string>> = {
  maintenance: 'bảo trì / maintenance',
  info: 'thông tin / information',
  urgent: 'khẩn / urgent',
};

function lineOf({ id, kind, title, beginsAt, endsAt, endedAt, mailedAt }: AnnouncementRow): string {
  const notes = [
    kindText[kind],
    title,
    endedAt === null ? '' : 'đã kết thúc sớm / ended early',
    mailedAt === null ? '' : 'có gửi thư / mailed',
  ];
  return `${String(id).padStart(5)}  ${shownMoment(beginsAt)} – ${shownMoment(endsAt)}  ${notes.filter((text) => text !== '').join(' · ')}`;
}

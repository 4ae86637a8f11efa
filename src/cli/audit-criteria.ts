import type { Command } from 'commander';
import { acts } from '#directory/audit/acts.ts';
import type { AuditCriteria } from '#directory/audit/search-sql.ts';
import { type AuditSubject, findMailbox, findPerson, findUnits } from '#directory/audit/subject-sql.ts';
import type { Database } from '#io/database.ts';
import { startOfVietnamDay } from '#kernel/vietnam-time.ts';
import { wholeNumber } from './common-options.ts';

export interface CriteriaOptions {
  readonly person?: string;
  readonly mailbox?: string;
  readonly unit?: string;
  readonly actor?: string;
  readonly act?: string;
  readonly plan?: number;
  readonly from?: string;
  readonly to?: string;
}

/** What entries are looked for by; of several options, all hold. */
export function withCriteria(command: Command): Command {
  return command
    .option('--person <text>', 'người làm hoặc liên quan: địa chỉ, tên hay #số / who did it or whom it concerns: address, name or #number')
    .option('--mailbox <address>', 'hộp thư / a mailbox, by any of its addresses')
    .option('--unit <text>', 'đơn vị: địa chỉ, tên hay #số / a unit: address, name or #number')
    .option('--actor <text>', 'chỉ người thực hiện / only what this person did')
    .option('--act <act>', 'việc, như account.lock, hay cả nhóm: account / an act, or all of a noun')
    .option('--plan <number>', 'kế hoạch / a plan', wholeNumber)
    .option('--from <day>', 'từ ngày 2026-11-01 hay lúc 2026-11-01T08:00 / from this day or time on, in Vietnam')
    .option('--to <day>', 'đến hết ngày, hay đến lúc / through this day, or until this time');
}

export async function criteriaOf(database: Database, options: CriteriaOptions): Promise<AuditCriteria> {
  const { person, mailbox, unit, actor, act, plan, from, to } = options;
  const subjects = [
    person === undefined ? null : known(await findPerson(database, person), 'không có người / no such person', person),
    mailbox === undefined ? null : known(await findMailbox(database, mailbox), 'không có hộp thư / no such mailbox', mailbox),
    unit === undefined ? null : known(await findUnits(database, unit), 'không có đơn vị / no such unit', unit),
  ].filter((subject) => subject !== null);
  return {
    subjects,
    actor: actor === undefined ? undefined : known(await findPerson(database, actor), 'không có người / no such person', actor),
    act: act === undefined ? undefined : knownAct(act),
    plan,
    from: from === undefined ? undefined : momentOf(from, 0),
    until: to === undefined ? undefined : momentOf(to, 1),
  };
}

function known(subject: AuditSubject | null, none: string, text: string): AuditSubject {
  if (subject === null) throw new Error(`${none}: ${text}`);
  return subject;
}

function knownAct(act: string): string {
  const names = Object.keys(acts);
  if (names.some((name) => name === act || name.startsWith(`${act}.`))) return act;
  const nouns = [...new Set(names.map((name) => name.slice(0, name.indexOf('.'))))];
  throw new Error(`không có việc nào tên ${act}; các nhóm / no act is called that; nouns: ${nouns.join(' ')}`);
}

/** A day of Vietnam's calendar, or a time by its clocks. `daysAfter`: counted from the day; a time stays. */
function momentOf(text: string, daysAfter: number): Date {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(text) ?? [];
  const moment = day === undefined ? new Date(Number.NaN) : time === undefined ? startOfVietnamDay(day) : new Date(`${day}T${time}+07:00`);
  if (Number.isNaN(moment.getTime()))
    throw new Error(`không phải ngày giờ / neither a day nor a time: ${text} (2026-11-01, 2026-11-01T08:00)`);
  if (time === undefined) moment.setUTCDate(moment.getUTCDate() + daysAfter);
  return moment;
}

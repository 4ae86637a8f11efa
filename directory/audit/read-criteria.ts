import type { Database } from '#io/database.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { startOfVietnamDay } from '#kernel/vietnam-time.ts';
import { acts } from './acts.ts';
import type { AuditCriteria } from './search-sql.ts';
import { type AuditSubject, findMailbox, findPerson, findUnits } from './subject-sql.ts';

/** What entries are looked for by, as people write it. */
export interface AskedCriteria {
  /** An address, a name, or `#12`. */
  readonly person?: string | undefined;
  readonly mailbox?: string | undefined;
  readonly unit?: string | undefined;
  readonly actor?: string | undefined;
  /** `account.lock`, or all of a noun: `account`. */
  readonly act?: string | undefined;
  readonly plan?: number | undefined;
  /** A day of Vietnam's calendar, or a time by its clocks. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What is not known, or not understood, in which of them. */
export interface CriterionProblem extends InBoth {
  readonly at: keyof AskedCriteria;
}

/** Finds whom and what is meant; of several criteria all hold. */
export async function readCriteria(database: Database, asked: AskedCriteria): Promise<Result<AuditCriteria, CriterionProblem>> {
  const subjects: AuditSubject[] = [];
  for (const [at, find] of Object.entries(finders) as [keyof typeof finders, Finder][]) {
    const found = asked[at] === undefined ? undefined : await find(database, asked[at]);
    if (found === null) return refused(unknown(at, asked[at]!));
    if (found !== undefined) subjects.push(found);
  }
  const actor = asked.actor === undefined ? undefined : await findPerson(database, asked.actor);
  if (actor === null) return refused(unknown('actor', asked.actor!));
  if (asked.act !== undefined && !isAct(asked.act)) return refused(unknownAct(asked.act));
  const from = asked.from === undefined ? undefined : momentOf(asked.from, 0);
  if (from === null) return refused(noMoment('from', asked.from!));
  const until = asked.to === undefined ? undefined : momentOf(asked.to, 1);
  if (until === null) return refused(noMoment('to', asked.to!));
  return ok({ subjects, actor, act: asked.act, plan: asked.plan, from, until });
}

type Finder = (database: Database, text: string) => Promise<AuditSubject | null>;
const finders = { person: findPerson, mailbox: findMailbox, unit: findUnits } as const satisfies Partial<
  Record<keyof AskedCriteria, Finder>
>;

const subjectNames = {
  person: { vi: 'người', en: 'person' },
  actor: { vi: 'người', en: 'person' },
  mailbox: { vi: 'hộp thư', en: 'mailbox' },
  unit: { vi: 'đơn vị', en: 'unit' },
} as const;

function unknown(at: keyof typeof subjectNames, text: string): CriterionProblem {
  const { vi, en } = subjectNames[at];
  return { at, vi: `không có ${vi}: ${text}`, en: `no such ${en}: ${text}` };
}

function isAct(act: string): boolean {
  return Object.keys(acts).some((name) => name === act || name.startsWith(`${act}.`));
}

function unknownAct(act: string): CriterionProblem {
  const nouns = [...new Set(Object.keys(acts).map((name) => name.slice(0, name.indexOf('.'))))].join(' ');
  return { at: 'act', vi: `không có việc nào tên ${act}; các nhóm: ${nouns}`, en: `no act is called ${act}; nouns: ${nouns}` };
}

/** null: neither a day nor a time. `daysAfter`: counted from the day; a time stays. */
function momentOf(text: string, daysAfter: number): Date | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(text) ?? [];
  // 31 February is taken for 3 March.
  if (day === undefined || !new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)) return null;
  const moment = time === undefined ? startOfVietnamDay(day) : new Date(`${day}T${time}+07:00`);
  if (Number.isNaN(moment.getTime())) return null;
  if (time === undefined) moment.setUTCDate(moment.getUTCDate() + daysAfter);
  return moment;
}

function noMoment(at: 'from' | 'to', text: string): CriterionProblem {
  const example = '2026-11-01, 2026-11-01T08:00';
  return { at, vi: `không phải ngày giờ: ${text} (${example})`, en: `neither a day nor a time: ${text} (${example})` };
}

import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { readDutyFacts } from './account-duty-sql.ts';

import { readResponsible } from './reminder-sql.ts';
import { readRules } from './rule-sql.ts';
import { type ActorLooks, countedDays, type DayPart, dayOfHalfHour, halfHourAt, halfHourNumber, judgeDay } from './rules.ts';
import { accountsOfUnits } from './unit-mailbox-sql.ts';

/** A part of today: over, going on, or yet to come; and whether somebody has looked in it. */
export interface PartOfToday {
  readonly part: DayPart;
  readonly is: 'over' | 'now' | 'later';
  readonly isLooked: boolean;
}

export interface MailboxToday {
  readonly accountId: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly name: string;
  readonly address: string;
  readonly parts: readonly PartOfToday[];
  /** Whether the head has looked; null: nobody heads the unit today, or it is a person's. */
  readonly head: boolean | null;
}

export interface OwnDuty {
  readonly day: string;
  /** False: nobody is held to read today. */
  readonly isCounted: boolean;
  readonly mailboxes: readonly MailboxToday[];
}

interface Asked {
  readonly accountId: AccountId;
  /** Where they work: of these the mailboxes for which they are responsible are told too. */
  readonly unitIds: readonly UnitId[];
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}

/** What is left to read today, of the own mailbox and of those of units for which somebody is responsible, as reminders have it. */
export async function ownDuty(database: Database, { accountId, unitIds, calendar, now }: Asked): Promise<OwnDuty> {
  const day = vietnamDate(now);
  const [today] = countedDays([day], { calendar, rules: await readRules(database), withoutSystem: new Set() });
  if (today === undefined) return { day, isCounted: false, mailboxes: [] };
  const ofUnits = await accountsOfUnits(database, unitIds);
  const responsible = ofUnits.length === 0 ? [] : await readResponsible(database, ofUnits, day);
  const own = [accountId, ...responsible.filter((one) => one.accountId === accountId).map(({ mailboxId }) => mailboxId)];
  const { halfHour } = dayOfHalfHour(halfHourNumber(now.getTime()));
  const mailboxes: MailboxToday[] = [];
  for (const id of new Set(own)) {
    const facts = await readDutyFacts(database, id, [day]);
    if (facts === undefined || facts.held.length === 0) continue;
    const looks: ActorLooks[] = facts.looks.map((look) => ({ ...look, halfHours: BigInt(look.halfHours) }));
    const judged = judgeDay(today, looks, facts.kind === 'unit' && facts.headed.length > 0);
    const parts = judged.parts.map(({ part, by }) => ({ part, is: placeOf(part, halfHour), isLooked: by.length > 0 }));
    const { kind, name, address } = facts;
    mailboxes.push({ accountId: id, kind, name, address, parts, head: judged.head });
  }
  return { day, isCounted: true, mailboxes };
}

function placeOf(part: DayPart, halfHour: number): PartOfToday['is'] {
  if (halfHour >= halfHourAt(part.slice(6))) return 'over';
  return halfHour < halfHourAt(part.slice(0, 5)) ? 'later' : 'now';
}

import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';
import { reminderLimits } from './limits.ts';
import type { Inboxes } from './mailbox-port.ts';
import { claimReminder, type MailboxUnlooked, type Responsible, readResponsible, readUnlooked } from './reminder-sql.ts';
import { reminderText, type UnreadMailbox } from './reminder-text.ts';
import { readRules } from './rule-sql.ts';
import { type DayPart, maskOf, ruleOn } from './rules.ts';

interface Deps {
  readonly database: Database;
  readonly inboxes: Pick<Inboxes, 'unread'>;
  readonly sendNotices: SendNotices;
}

interface Reminding {
  readonly now: Date;
  readonly calendar: WorkingCalendar;
  /** `10:30` */
  readonly at: readonly string[];
  readonly kinds: readonly MailboxUnlooked['kind'][];
}

/** An hour at which people are reminded, and of which part of the day. */
interface Occasion {
  readonly day: string;
  readonly hour: string;
  readonly part: DayPart;
  readonly times: number;
}

/**
 * Reminds, where it is the hour for it, whoever is responsible for mailboxes with unread mail that nobody has looked at in this part of the
 * day: by one mail each, beside other processes that would. Answers how many it reminded.
 */
export async function remind(deps: Deps, reminding: Reminding): Promise<number> {
  const occasion = await occasionOf(deps.database, reminding);
  if (occasion === null) return 0;
  let reminded = 0;
  for (const [, { person, mailboxes }] of await whoToRemind(deps, occasion, reminding.kinds))
    if (await remindOne(deps, occasion, person, mailboxes)) reminded += 1;
  return reminded;
}

async function occasionOf(database: Database, { now, calendar, at, kinds }: Reminding): Promise<Occasion | null> {
  const day = vietnamDate(now);
  const hour = kinds.length > 0 && calendar.isWorkingDay(day) ? hourNow(at, now) : undefined;
  if (hour === undefined) return null;
  const parts = ruleOn(await readRules(database), day)?.parts ?? [];
  const part = parts.find((one) => one.slice(0, 5) <= hour && hour < one.slice(6));
  return part === undefined ? null : { day, hour, part, times: parts.length };
}

/** The latest of the hours that is past, and not for long. */
function hourNow(at: readonly string[], now: Date): string | undefined {
  const midnight = startOfVietnamDay(vietnamDate(now)).getTime();
  const lateMs = (hour: string) => now.getTime() - midnight - (Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))) * 60_000;
  return at.toSorted().findLast((hour) => lateMs(hour) >= 0 && lateMs(hour) < reminderLimits.lateMsMax);
}

type ToRemind = Map<AccountId, { readonly person: Omit<Responsible, 'mailboxId'>; readonly mailboxes: UnreadMailbox[] }>;

async function whoToRemind({ database, inboxes }: Deps, { day, part }: Occasion, kinds: Reminding['kinds']): Promise<ToRemind> {
  const unlooked = await readUnlooked(database, { day, mask: maskOf(part), kinds });
  const unread = await inboxes.unread(unlooked.map(({ accountId }) => accountId));
  const waiting = new Map(unlooked.filter(({ accountId }) => unread.has(accountId)).map((mailbox) => [mailbox.accountId, mailbox]));
  const ofUnits = [...waiting.values()].filter(({ kind }) => kind === 'unit').map(({ accountId }) => accountId);
  const owners = [...waiting.values()].filter(({ kind }) => kind === 'personal');
  const responsible = ofUnits.length === 0 ? [] : await readResponsible(database, ofUnits, day);
  const toRemind: ToRemind = new Map();
  for (const { mailboxId, ...person } of [...owners.map((own) => ({ ...own, mailboxId: own.accountId })), ...responsible]) {
    const known = toRemind.get(person.accountId) ?? { person, mailboxes: [] };
    const { name, address } = waiting.get(mailboxId)!;
    known.mailboxes.push({ name, address, unread: unread.get(mailboxId)! });
    toRemind.set(person.accountId, known);
  }
  return toRemind;
}

/** False: another process did. */
function remindOne(
  { database, sendNotices }: Deps,
  occasion: Occasion,
  { accountId, address }: Omit<Responsible, 'mailboxId'>,
  mailboxes: readonly UnreadMailbox[],
): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    if (!(await claimReminder(tx, occasion.day, occasion.hour, accountId))) return false;
    await sendNotices(tx, [{ accountId, address, ...reminderText({ ...occasion, mailboxes }) }]);
    return true;
  });
}

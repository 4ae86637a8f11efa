import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { daysBetween, standardWeek } from '#directory/calendar/working-calendar.ts';
import { putRule } from '#directory/duties/rule-sql.ts';
import { drawFigures } from '#directory/reports/draw-figures.ts';
import { noFigures } from '#directory/reports/figures.ts';
import type { ReportFigures } from '#directory/reports/report-figures.ts';
import { openReportHouse, type ReportHouse } from '#directory/reports/report-house.fixture.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { noteStopped, noteTraffic, type Traffic } from '#mail/traffic/note-traffic-sql.ts';
import { mailFigures } from '#wiring/mail-figures.ts';

// A province whose history is known to the last message, and what a report of it must say, reckoned here by other means: one event after another, each
// added to a unit and to every unit above it.

const [first, last] = ['2026-01-01', '2026-06-30'] as const;
const now = new Date('2026-07-20T03:00:00Z');

// The same history in every run.
let state = 20_261_122;
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (state >>> 8) % below;
}
const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;

interface Mailbox {
  readonly accountId: AccountId;
  readonly address: string;
  /** Where it counts from which day on. */
  readonly places: readonly { readonly from: string; readonly unit: number }[];
}

let house: ReportHouse;
let figures: ReportFigures;
// 0 the province, 1–4 below it, 5–12 below those.
const parents = [null, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4] as const;
const units: { unitId: UnitId; accountId: AccountId }[] = [];
const people: Mailbox[] = [];
const mailboxes: Mailbox[] = [];
const expected = parents.map(() => ({ mail: noFigures('mail'), requests: noFigures('requests'), duties: noFigures('duties') }));

type Section = keyof (typeof expected)[number];
function add<Name extends Section>(unit: number, section: Name, figure: keyof (typeof expected)[number][Name], amount = 1): void {
  for (let at: number | null = unit; at !== null; at = parents[at]!) (expected[at]![section][figure] as number) += amount;
}

const unitOn = (mailbox: Mailbox, day: string) => mailbox.places.findLast(({ from }) => from <= day)!.unit;
const isTold = (day: string) => day >= first && day <= last;
const dayAt = (days: readonly string[]) => pick(days);
const momentOf = (day: string) => new Date(`${day}T${String(random(24)).padStart(2, '0')}:30:00+07:00`);

async function makeUnitsAndPeople(): Promise<void> {
  for (const [index, parent] of parents.entries()) {
    const unit = await house.unit(`dv${index}`, parent === null ? null : units[parent]!);
    units.push(unit);
    mailboxes.push({ accountId: unit.accountId, address: `dv${index}@backan.gov.vn`, places: [{ from: '2010-01-01', unit: index }] });
  }
  for (let index = 0; index < 40; index++) {
    const [one, other] = [random(parents.length), random(parents.length)];
    const moved = index % 3 === 0 ? `2026-0${1 + random(6)}-1${random(10)}` : null;
    const dayBefore = moved?.replace(/\d\d$/, (day) => String(Number(day) - 1).padStart(2, '0')) ?? null;
    const posts = [[units[one]!, '2020-01-01', dayBefore] as const, ...(moved === null ? [] : [[units[other]!, moved, null] as const])];
    const { accountId } = await house.person(`cb${index}`, posts);
    const places = [{ from: '2020-01-01', unit: one }, ...(moved === null ? [] : [{ from: moved, unit: other }])];
    people.push({ accountId, address: `cb${index}@backan.gov.vn`, places });
  }
  mailboxes.push(...people);
}

async function sendMail(): Promise<void> {
  const days = [...daysBetween('2025-12-15', '2026-07-15')];
  const messages: Traffic[] = [];
  for (let index = 0; index < 3_000; index++) {
    const day = dayAt(days);
    const origin = pick(['own', 'own', 'own', 'outside', 'system'] as const);
    const [actor, sender] = [pick(people), pick(mailboxes)];
    const to = [...new Set(Array.from({ length: 1 + random(4) }, () => pick(mailboxes)))];
    const message: Traffic = {
      ...{ at: momentOf(day), origin, octets: 100 + random(100_000), isSigned: random(3) === 0 },
      sentAs: origin === 'own' ? sender.address : null,
      actorAccountId: origin === 'own' ? actor.accountId : null,
      accountIds: to.map(({ accountId }) => accountId),
      outsideRecipients: origin === 'own' ? random(3) : 0,
    };
    if (random(30) === 0) {
      await noteStopped(house.database, message, 'Eicar-Test-Signature');
      const counted = origin === 'own' ? sender : to[0]!;
      if (isTold(day)) add(unitOn(counted, day), 'mail', 'stopped');
      continue;
    }
    messages.push(message);
    if (isTold(day)) expectMail(message, day, { sender: origin === 'own' ? sender : null, to });
  }
  for (let from = 0; from < messages.length; from += 50)
    await inTransaction(house.database, async (tx) => noteTraffic(tx, messages.slice(from, from + 50)));
}

function expectMail(message: Traffic, day: string, { sender, to }: { sender: Mailbox | null; to: readonly Mailbox[] }): void {
  for (const mailbox of to) {
    const unit = unitOn(mailbox, day);
    add(unit, 'mail', 'received');
    add(unit, 'mail', 'receivedOctets', message.octets);
    if (message.origin === 'outside') add(unit, 'mail', 'receivedOutside');
    if (message.isSigned) add(unit, 'mail', 'receivedSigned');
  }
  if (sender === null) return;
  const unit = unitOn(sender, day);
  add(unit, 'mail', 'sent');
  add(unit, 'mail', 'sentOctets', message.octets);
  if (message.outsideRecipients > 0) add(unit, 'mail', 'sentOutside');
  if (message.isSigned) add(unit, 'mail', 'sentSigned');
}

/** At eight and at two, or at eight alone, which is not enough; some days not at all. */
async function readMail(): Promise<void> {
  await putRule(house.database, '2020-01-01', ['00:00-12:00', '12:00-24:00']);
  const calendar = await readCalendar(house.database, { from: first, to: last });
  const days = [...daysBetween(first, last)];
  const looks: [day: string, account: AccountId, bits: string][] = [];
  for (const mailbox of mailboxes) {
    const isUnit = !people.includes(mailbox);
    // The duty counts where somebody was last.
    const unit = unitOn(mailbox, last);
    if (!isUnit) add(unit, 'duties', 'people');
    for (const day of days) {
      const how = random(4);
      if (how > 0) looks.push([day, mailbox.accountId, String(how === 1 ? 1n << 16n : (1n << 16n) | (1n << 28n))]);
      if (!calendar.isWorkingDay(day)) continue;
      add(unit, 'duties', isUnit ? 'mailboxRequired' : 'peopleRequired');
      if (how > 1) add(unit, 'duties', isUnit ? 'mailboxMet' : 'peopleMet');
    }
  }
  await house.query(
    `INSERT INTO duty_look SELECT day, account, account, bits FROM unnest($1::date[], $2::bigint[], $3::bigint[]) AS looks (day, account, bits)`,
    [0, 1, 2].map((column) => looks.map((look) => look[column])),
  );
}

async function askForAccounts(): Promise<void> {
  for (let index = 0; index < 60; index++) {
    const unit = random(parents.length);
    const [made, settled] = [dayAt([...daysBetween('2025-12-20', '2026-05-30')]), dayAt([...daysBetween('2026-06-01', '2026-07-10')])];
    const outcome = pick(['carried-out', 'refused', 'withdrawn', 'endorsed'] as const);
    const isSettled = outcome !== 'endorsed';
    const lines = 1 + random(3);
    const { rows } = await house.query(
      `INSERT INTO request (unit_id, title, state, made_at, since, settled_at) VALUES ($1, 'x', $2, $3, $3, $4) RETURNING id`,
      [units[unit]!.unitId, outcome, momentOf(made), isSettled ? momentOf(settled) : null],
    );
    await house.query(`INSERT INTO request_step (request_id, version, at, step, to_state) VALUES ($1, 1, $2, 'make', 'endorsed')`, [
      rows[0].id,
      momentOf(made),
    ]);
    await house.query(
      `INSERT INTO request_line (request_id, number, asked) SELECT $1, n, '{"do": "recruit"}' FROM generate_series(1, $2) n`,
      [rows[0].id, lines],
    );
    if (isTold(made)) {
      add(unit, 'requests', 'made');
      add(unit, 'requests', 'lines', lines);
    }
    if (!isSettled || !isTold(settled)) continue;
    add(unit, 'requests', outcome === 'carried-out' ? 'carriedOut' : outcome);
  }
}

beforeAll(async () => {
  house = await openReportHouse();
  await makeUnitsAndPeople();
  await sendMail();
  await readMail();
  await askForAccounts();
  await house.query(`INSERT INTO outage (kind, begins_at, ends_at, note) VALUES
    ('unplanned', '2026-03-04 07:00+07', '2026-03-04 12:00+07', 'Mất điện'), ('planned', '2026-06-30 22:00+07', '2026-07-01 06:00+07', 'Nâng cấp')`);
  figures = await drawn();
}, 120_000);
afterAll(() => house?.[Symbol.asyncDispose]());

async function drawn(): Promise<ReportFigures> {
  const period = { name: '2026-H1', kind: 'half', from: first, to: last } as const;
  const deps = { database: house.database, mail: mailFigures(house.database), week: standardWeek };
  const made = await drawFigures(deps, { period, unitId: null }, now);
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value;
}

const told = (unit: number) => figures.units.find(({ id }) => id === units[unit]!.unitId)!.all;
const everyUnit = parents.map((_, unit) => unit);

describe('the report of a known history', () => {
  it.each(everyUnit)('has the mail of unit %i and all below it to the last message', (unit) => {
    expect(told(unit).mail).toEqual(expected[unit]!.mail);
  });

  it.each(everyUnit)('has its requests', (unit) => {
    expect(told(unit).requests ?? noFigures('requests')).toEqual(expected[unit]!.requests);
  });

  it.each(everyUnit)('has the days on which its mail was to be read and was', (unit) => {
    // The fourth of March counts for nobody: the system was away for five hours, four of them office hours, and no more.
    expect(told(unit).duties).toEqual(expected[unit]!.duties);
  });

  it('has every account where it was at the end, and the outages', () => {
    const { people: persons, inService, units: unitMailboxes } = figures.total.accounts;
    expect([persons, inService, unitMailboxes]).toEqual([40, 40, 13]);
    const inUnit = (unit: number) => figures.units.find(({ id }) => id === units[unit]!.unitId)!.own.accounts.people;
    expect(everyUnit.map(inUnit)).toEqual(everyUnit.map((unit) => people.filter((person) => unitOn(person, last) === unit).length));
    expect(figures.outages).toMatchObject({
      workingMinutes: 4 * 60,
      paperProcedures: 0,
      list: [{ workingMinutes: 240 }, { workingMinutes: 0 }],
    });
  });

  it('has sums that are those of the province, none of them nought', () => {
    expect(figures.total.mail).toEqual(expected[0]!.mail);
    for (const section of ['mail', 'requests'] as const)
      expect(Object.values(expected[0]![section]).every((value) => value > 0)).toBe(true);
  });

  it('is the same when it is drawn again, whatever has come since', async () => {
    const late: Traffic = {
      at: new Date('2026-07-01T00:00:00+07:00'),
      origin: 'own',
      sentAs: null,
      actorAccountId: people[0]!.accountId,
      accountIds: [people[1]!.accountId],
      outsideRecipients: 1,
      octets: 10,
      isSigned: true,
    };
    await inTransaction(house.database, async (tx) => noteTraffic(tx, [late]));
    await house.states(people[2]!.accountId, ['2026-07-02', 'locked']);
    expect(await drawn()).toEqual(figures);
  });
});

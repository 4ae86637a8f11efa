import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountDuty } from './account-duty.ts';
import { dutyFigures, mailboxDuties } from './duty-figures.ts';
import { type DutyHouse, openDutyHouse, weekdays } from './duty-house.fixture.ts';

type Person = Awaited<ReturnType<DutyHouse['person']>>;

let house: DutyHouse;
let tt: Awaited<ReturnType<DutyHouse['office']>>;
let head: Person;
let clerk: Person;
beforeAll(async () => {
  house = await openDutyHouse();
  tt = await house.office('tt');
  head = await house.person('truong', tt.unitId, 'head');
  clerk = await house.person('vanthu', tt.unitId, 'clerk');
});
afterAll(() => house[Symbol.asyncDispose]());

const asked = { from: '2026-03-02', to: '2026-03-13', calendar: weekdays(), now: new Date('2026-06-01T00:00:00Z') };
const dutyOf = async ({ accountId }: { accountId: Person['accountId'] }, more: Partial<typeof asked> = {}) => {
  const found = await accountDuty(house.database, { accountId, ...asked, ...more });
  if (found === undefined) throw new Error('no such account');
  return found;
};
const heldOn = async (person: Person) => (await dutyOf(person)).days.map(({ day }) => Number(day.slice(8)));
const absent = (person: Person, kind: string, from: string, to: string | null) =>
  house.query('INSERT INTO account_absence (account_id, kind, valid_from, valid_to, delete_after) VALUES ($1, $2, $3, $4, $5)', [
    ...[person.accountId, kind, from, to, kind === 'left' ? '2027-01-01' : null],
  ]);
const state = (person: Person, on: string, to: string) =>
  house.asOwner(`UPDATE account SET state = '${to}' WHERE id = ${person.accountId};
    UPDATE account_state_change SET changed_at = '${on}+07' WHERE account_id = ${person.accountId} AND changed_at > now() - interval '1 day'`);

describe('nobody is held to read', () => {
  it.each([
    ['on the day the account was made, or before', [4, 5, 6, 9, 10, 11, 12, 13], 'made'],
    ['before the first post, or after the last', [4, 5, 6, 9], 'posted'],
    ['without a post', [], 'postless'],
    ['while suspended, both ends included', [2, 3, 11, 12, 13], 'suspended'],
    ['after leaving', [2, 3], 'left'],
    ['while locked out, parts of days included', [2, 3, 9, 10, 11, 12, 13], 'locked'],
    ['once the account is closed', [2, 3], 'closed'],
  ])('%s', async (_, expected, name) => {
    const days = name === 'posted' ? ['2026-03-04', '2026-03-09'] : [];
    const person = await house.person(`nguoi-${name}`, tt.unitId, 'staff', ...(days as []));
    if (name === 'made') await house.query("UPDATE account SET created_at = '2026-03-03 23:59+07' WHERE id = $1", [person.accountId]);
    if (name === 'postless') await house.query("UPDATE appointment SET valid_to = '2019-12-31' WHERE person_id = $1", [person.personId]);
    if (name === 'suspended') await absent(person, 'suspended', '2026-03-04', '2026-03-10');
    if (name === 'left') await absent(person, 'left', '2026-03-04', null);
    if (name === 'locked') {
      await state(person, '2026-03-04 17:00', 'locked');
      await state(person, '2026-03-06 08:00', 'active');
    }
    if (name === 'closed') await state(person, '2026-03-04 08:00', 'closed');
    expect(await heldOn(person)).toEqual(expected);
  });

  it('a unit’s mailbox before it began and after it ended', async () => {
    const other = await house.office('khac');
    await house.query("UPDATE unit SET valid_from = '2026-03-03', valid_to = '2026-03-05' WHERE id = $1", [other.unitId]);
    expect((await dutyOf(other)).days.map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    await house.query("UPDATE unit SET valid_from = '2000-01-01', valid_to = '2020-01-01' WHERE id = $1", [other.unitId]);
    expect((await dutyOf(other)).days).toEqual([]);
  });
});

describe('a unit’s mailbox, day by day', () => {
  it('shows who looked in which part, and whether the head of that day did', async () => {
    await house.look(tt, clerk, '2026-03-02', '08:00', '14:00');
    await house.look(tt, head, '2026-03-02', '16:00');
    await house.look(tt, clerk, '2026-03-03', '08:00');
    const { days, mailbox, head: review } = await dutyOf(tt, { to: '2026-03-04' });
    expect(days).toEqual([
      {
        ...{ day: '2026-03-02', isMet: true, head: true },
        parts: [
          { part: '00:00-12:00', by: ['vanthu@backan.gov.vn'] },
          { part: '12:00-24:00', by: ['truong@backan.gov.vn', 'vanthu@backan.gov.vn'] },
        ],
      },
      expect.objectContaining({ day: '2026-03-03', isMet: false, head: false }),
      expect.objectContaining({ day: '2026-03-04', isMet: false, head: false }),
    ]);
    expect([mailbox, review]).toEqual([
      { required: 3, met: 1 },
      { required: 3, met: 1 },
    ]);
  });

  it('asks for no review while its head is away, and by whoever headed it then', async () => {
    const other = await house.office('hai');
    const before = await house.person('cu', other.unitId, 'head', '2020-01-01', '2026-03-03');
    const after = await house.person('moi', other.unitId, 'head', '2026-03-05');
    await absent(after, 'suspended', '2026-03-06', '2026-03-06');
    await house.look(other, before, '2026-03-03', '08:00');
    await house.look(other, before, '2026-03-05', '08:00');
    await house.look(other, after, '2026-03-09', '08:00');
    const { days } = await dutyOf(other, { to: '2026-03-09' });
    expect(days.map(({ day, head: looked }) => `${day.slice(8)} ${looked}`)).toEqual([
      ...['02 false', '03 true', '04 null', '05 false', '06 null', '09 true'],
    ]);
  });
});

it('mailboxes day by day come to the figures of their unit', async () => {
  const busy = await house.office('ban');
  const people = [
    await house.person('mot', busy.unitId, 'head'),
    await house.person('hai2', busy.unitId),
    await house.person('ba', busy.unitId),
  ];
  await absent(people[1]!, 'suspended', '2026-03-05', null);
  await absent(people[0]!, 'suspended', '2026-03-03', '2026-03-03');
  let seed = 7;
  const chance = (of: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % of;
  };
  const time = () => `${String(chance(24)).padStart(2, '0')}:${chance(2) === 0 ? '00' : '30'}`;
  for (const mailbox of [busy, ...people])
    for (const actor of people)
      for (let day = 2; day <= 13; day += 1)
        if (chance(3) > 0) await house.look(mailbox, actor, `2026-03-${String(day).padStart(2, '0')}`, time(), time());
  const duties = await Promise.all(people.map((person) => dutyOf(person)));
  const sum = (of: 'required' | 'met') => duties.reduce((total, { mailbox }) => total + mailbox[of], 0);
  const own = await dutyOf(busy);
  const [figures] = await dutyFigures(house.database, { ...asked, unit: busy.unitId });
  expect(figures?.own).toEqual({ mailbox: own.mailbox, head: own.head, people: { count: 3, required: sum('required'), met: sum('met') } });
  const listed = await mailboxDuties(house.database, { ...asked, unit: busy.unitId });
  expect(listed.map(({ address, required, met }) => [address, { required, met }])).toEqual(
    [own, ...duties].map(({ address, mailbox }) => [address, mailbox]),
  );
  expect([own.mailbox.met, own.head!.met, sum('met')].every((met) => met > 0)).toBe(true);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { standardWeek } from '#directory/calendar/working-calendar.ts';
import { dutyFigures } from '#directory/duties/duty-figures.ts';
import { putRule } from '#directory/duties/rule-sql.ts';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { ImapHouse } from './imap-house.fixture.ts';
import { inboxesIn } from './look-noting.ts';

let house: ImapHouse;
let unit: Awaited<ReturnType<ImapHouse['unit']>>;
let head: Awaited<ReturnType<ImapHouse['person']>>;
let inbox: string;
let days = 1;
beforeAll(async () => {
  house = await ImapHouse.open();
  unit = await house.unit('tt');
  head = await house.person('truong.tt');
  inbox = `Shared/${unit.address}/INBOX`;
  await house.directory.appoint(head.personId, unit.unitId as never, 'head');
  await house.directory.grant(unit.accountId, { principal: ['person', head.personId], rights: ['read', 'organise', 'delete'] });
  await query("UPDATE unit SET valid_from = '2000-01-01'; UPDATE account SET created_at = '2020-01-01'");
  await putRule(house.store.database, '2020-01-01', ['00:00-12:00', '12:00-24:00']);
});
beforeEach(() => {
  days += 1;
});
afterAll(() => house[Symbol.asyncDispose]());

const query = (statement: string) => house.store.database.pool.query(statement);
/** A day of its own for each test. */
const today = () => `2026-03-0${days}`;
const at = (time: string) => {
  house.clock.at = new Date(`${today()}T${time}+07:00`);
};
const flush = () => house.looks.flush(house.store.database, inboxesIn(house.store.database));
async function looks() {
  await flush();
  const { rows } = await query(
    `SELECT account_id, actor_account_id AS actor, half_hours FROM duty_look WHERE day = '${today()}' ORDER BY account_id`,
  );
  return rows.map((row) => [row.account_id === unit.accountId ? 'unit' : 'own', row.actor === head.accountId, row.half_hours]);
}
async function say(client: RawClient, ...commands: readonly string[]) {
  for (const command of commands) expect((await client.command(command)).at(-1), command).toMatch(/^OK/);
}
const append = (name: string, flags = '') => `APPEND "${name}" ${flags}{14+}\r\nSubject: a\r\n\r\n`;
const bit = (halfHour: number) => 2 ** halfHour;

describe('no look is', () => {
  it('what a mail program does by itself while something new lies there unread', async () => {
    const client = await house.client(head.address);
    await say(client, append(inbox));
    at('08:00:00');
    await say(
      client,
      `STATUS "${inbox}" (UNSEEN)`,
      `SELECT "${inbox}"`,
      'NOOP',
      'FETCH 1 BODY.PEEK[]',
      'STORE 1 +FLAGS (\\Flagged)',
      'CHECK',
    );
    await say(client, 'STORE 1 -FLAGS (\\Seen)', 'COPY 1 INBOX');
    expect(await looks()).toEqual([]);
    await say(client, 'STORE 1 +FLAGS (\\Deleted \\Seen)', 'EXPUNGE');
  });

  it('an INBOX seen only in passing, or what one wrote', async () => {
    const client = await house.client(head.address);
    at('08:00:00');
    await say(client, `STATUS "${inbox}" (UNSEEN)`, 'LIST "" *', append('Sent'), 'SELECT Sent', 'STORE 1 +FLAGS (\\Seen)', 'NOOP');
    expect(await looks()).toEqual([]);
  });
});

describe('a look is', () => {
  it('to open an INBOX with nothing new, and to ask it for news later on', async () => {
    const client = await house.client(head.address);
    at('08:29:59');
    await say(client, `EXAMINE "${inbox}"`);
    at('14:00:00');
    await say(client, 'NOOP');
    expect(await looks()).toEqual([['unit', true, bit(16) + bit(28)]]);
    at('16:30:00');
    client.send('x IDLE\r\n');
    await client.line();
    client.send('DONE\r\n');
    await client.line();
    expect(await looks()).toEqual([['unit', true, bit(16) + bit(28) + bit(33)]]);
  });

  it('to read something; what lay there unread before does not count afterwards, what comes does', async () => {
    const client = await house.client(head.address);
    await say(client, append(inbox), append(inbox));
    at('09:00:00');
    await say(client, `SELECT "${inbox}"`, 'FETCH 1 BODY[]');
    expect(await looks()).toEqual([['unit', true, bit(18)]]);
    at('13:00:00');
    await say(client, 'NOOP');
    expect(await looks()).toEqual([['unit', true, bit(18) + bit(26)]]);
    await say(client, append(inbox));
    at('15:00:00');
    await say(client, 'NOOP');
    expect(await looks()).toEqual([['unit', true, bit(18) + bit(26)]]);
    await say(client, 'STORE 1:* +FLAGS (\\Seen)');
    expect(await looks()).toEqual([['unit', true, bit(18) + bit(26) + bit(30)]]);
  });

  it('by name, also of who opens the unit’s mailbox as an account of its own', async () => {
    house.byAppPassword('phong', head, unit);
    const client = await house.client('phong');
    at('10:00:00');
    await say(client, 'SELECT INBOX', append('INBOX'), 'NOOP', 'STORE * +FLAGS (\\Seen)');
    expect(await looks()).toEqual([['unit', true, bit(20)]]);
  });

  it('the person’s own in the own mailbox, in folders too', async () => {
    const client = await house.client(head.address);
    await say(client, 'CREATE "Cũ"', append('Cũ'));
    at('09:00:00');
    await say(client, 'SELECT "Cũ"', 'NOOP');
    expect(await looks()).toEqual([]);
    await say(client, 'FETCH 1 BODY[]');
    expect(await looks()).toEqual([['own', true, bit(18)]]);
  });
});

it('who reads in the morning and in the afternoon has met the duty', async () => {
  const calendar = { week: standardWeek, isWorkingDay: () => true };
  const met = async () => {
    await flush();
    const [figures] = await dutyFigures(house.store.database, { from: today(), to: today(), calendar });
    return [figures!.own.mailbox.met, figures!.own.head.met];
  };
  const client = await house.client(head.address);
  await say(client, append(inbox), append(inbox));
  expect(await met()).toEqual([0, 0]);
  at('08:05:00');
  await say(client, `SELECT "${inbox}"`, 'FETCH 1:* BODY[]', append(inbox));
  expect(await met()).toEqual([0, 1]);
  at('15:10:00');
  await say(client, 'NOOP', 'FETCH * BODY[]');
  expect(await met()).toEqual([1, 1]);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { RequestHouse } from '#directory/requests/request-house.fixture.ts';
import { inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { AccountId } from '#kernel/ids.ts';
import { vietnamDate, vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { planNotices } from './plan-notices.ts';
import { startRequestReminding } from './request-reminding.ts';

let house: RequestHouse;
let administrator: AccountId;
const logged: Record<string, unknown>[] = [];
const note = (fields: Record<string, unknown>) => logged.push(fields);
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;

beforeAll(async () => {
  house = await RequestHouse.open();
  administrator = await house.administrator('Hoàng Văn Long', 'district', 'Huyện Ba Bể');
  await inTransaction(house.test.database, (tx) => createDefaultMailboxes(tx, [administrator]));
  await house.made(null, [{ do: 'recruit', name: 'Lý Thị Nga', unit: 'Xã Khang Ninh', post: 'Công chức' }]);
});
afterAll(() => house?.[Symbol.asyncDispose]());

it('whose turn it is finds one mail in the INBOX, however many processes would send it', async () => {
  const now = new Date();
  // Whatever day the test is run on is a working day, and whatever time it is the morning.
  await house.rows(`INSERT INTO calendar_day (day, is_working, name) VALUES ($1, true, 'làm bù')`, [vietnamDate(now)]);
  const time = new Date(now.getTime() + vietnamOffsetMinutes * 60_000).toISOString().slice(11, 16);
  const { database } = house.test;
  const sendNotices = planNotices({ aside: database, bodiesFolder: '/nowhere', hostname: 'mail.backan.gov.vn' });
  const config = {
    requests: { unitAboveWorkingDays: 3, operatorWorkingDays: 5, remindAt: time },
    calendar: { weekdays: [1], officeHours: ['07:30-11:30'] },
  };
  const inbox = () =>
    house.rows<{ messages: number }>(`SELECT messages FROM mailbox WHERE account_id = $1 AND name = 'INBOX'`, [administrator]);
  {
    await using _one = startRequestReminding({ database, config, sendNotices, log }, 20);
    await using _other = startRequestReminding({ database, config, sendNotices, log }, 20);
    await waitUntil('the mail is there', async () => ((await inbox())[0]?.messages ?? 0) > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await inbox()).toEqual([{ messages: 1 }]);
  expect(logged.filter(({ event }) => event === 'jobs.requests-reminded')).toEqual([{ event: 'jobs.requests-reminded', told: 1 }]);
  expect(logged.filter(({ event }) => event === 'jobs.failed')).toEqual([]);
});

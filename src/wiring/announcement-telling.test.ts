import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { insertAnnouncement, markEnded } from '#directory/announcements/announcement-sql.ts';
import { mailAnnouncement } from '#directory/announcements/mail-announcement.ts';
import { mailProgress } from '#directory/announcements/notice-sql.ts';
import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import { inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { startAnnouncementTelling } from './announcement-telling.ts';

let test: TestDatabase;
let people: readonly AccountId[];
const log = { info: () => undefined, error: () => undefined } as unknown as Log;
const peopleCount = 60;

beforeAll(async () => {
  test = await createTestDatabase();
  const directory = new SmallDirectory(test.database);
  const domain = await directory.domain('backan.gov.vn');
  const made: AccountId[] = [];
  for (let count = 0; count < peopleCount; count += 1) made.push((await directory.staff(domain, `nguoi${count}`)).accountId);
  people = made;
});
afterAll(() => test[Symbol.asyncDispose]());

/** Mail in place of the real: rolled back with the transaction that a fault ends. */
function sender(failing: () => boolean = () => false) {
  const sent: { readonly at: number; readonly notices: readonly Notice[] }[] = [];
  const sendNotices: SendNotices = async (_, notices) => {
    if (failing()) throw new Error('no room on the disk');
    sent.push({ at: performance.now(), notices });
    return notices.slice(1).map(({ accountId }) => accountId);
  };
  return { sent, sendNotices };
}

async function ordered(): Promise<number> {
  const now = new Date();
  const text = {
    kind: 'maintenance',
    title: 'Nâng cấp máy chủ',
    body: 'Xin lỗi vì bất tiện.',
    titleEn: 'Upgrade',
    bodyEn: 'Sorry.',
  } as const;
  const span = { beginsAt: new Date('2026-11-28T15:00:00Z'), endsAt: new Date('2900-01-01T00:00:00Z'), unitId: null, isPublic: false };
  return inTransaction(test.database, async (tx) => {
    const { id } = await insertAnnouncement(tx, { ...text, ...span }, null);
    const mailed = await mailAnnouncement(tx, { actorAccountId: null, id, now });
    if (!mailed.ok) throw new Error(mailed.refusal.message);
    return id;
  });
}

it('each mailbox is told once, by several processes, after a fault, and no faster than the pace of all', async () => {
  const id = await ordered();
  let isFirst = true;
  const { sent, sendNotices } = sender(() => {
    const fails = isFirst;
    isFirst = false;
    return fails;
  });
  {
    await using _one = startAnnouncementTelling({ database: test.database, sendNotices, log }, 5);
    await using _other = startAnnouncementTelling({ database: test.database, sendNotices, log }, 5);
    await waitUntil('all are told', async () => (await mailProgress(test.database, id)).waiting === 0);
  }
  const all = sent.flatMap(({ notices }) => notices);
  expect(all.map(({ accountId }) => accountId)).toEqual(people);
  expect(sent.map(({ notices }) => notices.length)).toEqual([50, 10]);
  expect(sent[1]!.at - sent[0]!.at).toBeGreaterThan(900);
  expect(await mailProgress(test.database, id)).toEqual({ told: 58, waiting: 0, unreached: 2 });
  expect(all[0]).toMatchObject({ address: 'nguoi0@backan.gov.vn', subject: 'Thông báo bảo trì: Nâng cấp máy chủ' });
  expect(all[0]!.text).toBe(
    'Nâng cấp máy chủ\n\nTừ 22:00 28/11/2026 đến 07:00 01/01/2900.\n\nXin lỗi vì bất tiện.\n\n--\n\nUpgrade\n\nFrom 22:00 28/11/2026 to 07:00 01/01/2900.\n\nSorry.\n',
  );
});

it('one that was ended tells nobody any more', async () => {
  const id = await ordered();
  await inTransaction(test.database, (tx) => markEnded(tx, id, new Date()));
  const { sent, sendNotices } = sender();
  {
    await using _one = startAnnouncementTelling({ database: test.database, sendNotices, log }, 5);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  }
  expect(sent).toEqual([]);
  expect((await mailProgress(test.database, id)).waiting).toBe(peopleCount);
});

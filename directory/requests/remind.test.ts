import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarOf } from '#directory/calendar/read-calendar.ts';
import { standardWeek } from '#directory/calendar/working-calendar.ts';
import type { AccountId } from '#kernel/ids.ts';
import { gatherRequests } from './gather-requests.ts';
import { returnRequest } from './pass-on.ts';
import { sendReminders } from './remind.ts';
import { digestOf } from './reminder-text.ts';
import { monday, RequestHouse } from './request-house.fixture.ts';

const calendar = calendarOf(
  [{ day: '2026-11-11', isWorking: false, name: 'Bầu cử', setAt: new Date(), setBy: null } as never],
  standardWeek,
);
let house: RequestHouse;
let who: Record<'commune' | 'district' | 'district2' | 'operator', AccountId>;

beforeAll(async () => {
  house = await RequestHouse.open();
  who = {
    commune: await house.administrator('Nông Thị Hoa', 'commune', 'Xã Khang Ninh'),
    district: await house.administrator('Hoàng Văn Long', 'district', 'Huyện Ba Bể'),
    district2: await house.administrator('Hoàng Thị Yên', 'district', 'Huyện Ba Bể'),
    operator: (await house.someone('Hà Văn Sơn', 'Sở Nội vụ')).accountId,
  };
  await house.directory.assign(who.operator, 'operator');
});
afterAll(() => house?.[Symbol.asyncDispose]());

const recruit = (name: string) => ({ do: 'recruit', name, unit: 'Xã Khang Ninh', post: 'Công chức' });
const remindAt = (moment: string) =>
  sendReminders(
    { database: house.test.database, sendNotices: house.deps.sendNotices! },
    { now: new Date(`${moment}:00+07:00`), at: '07:30', calendar },
  );
const told = () => house.told.splice(0).map(({ accountId, text, subject }) => ({ accountId, text, subject }));

describe('nobody is reminded', () => {
  it.each(['2026-11-09T07:29', '2026-11-09T11:30', '2026-11-11T07:30', '2026-11-14T08:00'])(
    'early, late, or on a day off: %s',
    async (moment) => {
      await house.made(who.commune, [recruit('Lý Thị Nga')]);
      expect(await remindAt(moment)).toBe(0);
      expect(told()).toEqual([]);
    },
  );
});

describe('on a working morning', () => {
  it('whose turn it is hears of everything that waits, once, whichever process sends it', async () => {
    await house.rows(`UPDATE request SET state = 'withdrawn', at_unit_id = NULL, settled_at = now()`);
    const one = await house.made(who.commune, [recruit('Lý Thị Nga')]);
    const other = await house.made(who.district, [recruit('Lý Thị Ngà')]);
    const back = await house.made(who.commune, [recruit('Lý Thị Nguyệt')]);
    await returnRequest(house.deps, { requestId: back, actorAccountId: who.district, today: monday, reason: 'Thiếu' });
    told();
    const sent = await Promise.all([remindAt('2026-11-10T07:30'), remindAt('2026-11-10T07:31')]);
    expect(sent.toSorted()).toEqual([0, 4]);
    const mails = new Map(told().map((mail) => [mail.accountId, mail]));
    expect([...mails.keys()].toSorted((a, b) => a - b)).toEqual(
      [house.mailboxes.commune, who.commune, who.district, who.district2].toSorted((a, b) => a - b),
    );
    expect(mails.get(who.district)!.text).toContain(`- ${one}. Xã Khang Ninh`);
    // Their own is for somebody else to endorse.
    expect(mails.get(who.district)!.text).not.toContain(`- ${other}. `);
    expect(mails.get(who.district2)!.text).toContain(`- ${other}. `);
    expect(mails.get(who.commune)!.text).toContain(`- ${back}. `);
    expect(mails.get(who.commune)!.text).not.toContain(`- ${one}. `);
    expect(await remindAt('2026-11-10T09:00')).toBe(0);
  });

  it('nobody is told to endorse what they submitted a part of', async () => {
    await house.rows(`UPDATE request SET state = 'withdrawn', at_unit_id = NULL, settled_at = now() WHERE settled_at IS NULL`);
    const part = await house.made(who.district, [recruit('Lý Thị Ngân')]);
    const gathered = await gatherRequests(house.deps, { actorAccountId: who.district2, today: monday, requestIds: [part] });
    told();
    expect(await remindAt('2026-11-12T07:30')).toBe(1);
    expect(told().map(({ accountId }) => accountId)).toEqual([who.district2]);
    expect(gathered.ok).toBe(true);
  });

  it('the operator hears too of what is late with the unit above', async () => {
    expect(await remindAt('2026-11-16T07:30')).toBe(2);
    const mail = told().find(({ accountId }) => accountId === who.operator)!;
    expect(mail.subject).toBe('Đề nghị đang chờ: 1, quá hạn: 1');
    expect(mail.text).toMatch(
      /^Quá hạn ở đơn vị cấp trên:\n- \d+\. Huyện Ba Bể: Tổng hợp 1 đề nghị: Tuyển dụng 1; .*\(Huyện Ba Bể\).*quá hạn \d ngày làm việc/,
    );
  });
});

it('a digest is as long as somebody reads', () => {
  const awaited = Array.from({ length: 60 }, (_, index) => ({
    ...{ isOverseer: false, requestId: index as never, title: 'Danh sách', unit: 'Xã', state: 'endorsed' as const, atUnit: null },
    ...{ since: '2026-11-09', dueOn: '2026-11-16' },
  }));
  const { text } = digestOf(awaited, '2026-11-10', calendar);
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(100);
  expect(text).toContain('… +10');
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BulkHouse } from './bulk-house.fixture.ts';

let house: BulkHouse;
beforeAll(async () => {
  house = await BulkHouse.open();
  await house.people.someone('Trần Văn Cũ', 'Sở Nội vụ', { title: 'Giám đốc', kind: 'head' });
  await house.people.someone('Lê Thị Ngọc', 'Sở Tài chính');
});
afterAll(() => house[Symbol.asyncDispose]());

const some = (...texts: string[]) => fc.constantFrom(...texts);
// Of a few names only: namesakes and clashes are what it is about.
const good = fc
  .tuple(
    some('An', 'Ánh', 'Ân', 'Bình', 'Chi'),
    some('Lý Văn', 'Ma Thị', 'Lê', 'Nông Đức'),
    fc.integer({ min: 1, max: 28 }),
    some('nv', 'Sở Y tế', 'so tai chinh'),
  )
  .map(([given, family, day, unit]) => `;${family} ${given};${day}/1/1990;${unit};Chuyên viên`);
const wild = fc
  .tuple(
    some('', '', '', '', 'Tuyển mới', 'Bổ nhiệm', 'Điều động', 'Thôi việc', 'Đổi tên', 'Tạm dừng', 'Trở lại', 'Thôi chức vụ', 'Bay'),
    some('Nguyễn Văn Anh', 'Ngô Việt Ánh', "H'Hen Niê", 'Vũ', 'TRẦN VĂN CŨ', 'Lê Thị Ngọc', 'Lê Thị Ngcọ', '!!!', ''),
    some('', '', '1/1/1990', '1990-01-02', '31/02/1990', '29254'),
    some('Sở Nội vụ', 'so noi vu', 'tc', 'Phòng Tổ chức < Sở Nội vụ', 'Sở Y tế', 'Sở Yte', '#1', ''),
    some('Chuyên viên', 'Giám đốc', 'Y tá', ''),
    some('', '', 'Đứng đầu', 'Cấp phó', 'Trùm'),
    some('', '', '', '', 'ngoclt.tc@tinh.gov.vn', 'cutv.nv@tinh.gov.vn', '#1', '#999', 'Lê Thị Ngọc'),
    some('', '', '', 'anh', 'ngoclt.tc', 'Anh@', 'postmaster'),
    some('', '', 'x', 'không', '?'),
    some('', '', '31/12/2030', '1/1/2001'),
  )
  .map((cells) => cells.join(';'));
const row = fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: wild });
const heading = 'Việc;Họ và tên;Ngày sinh;Đơn vị;Chức vụ;Loại chức vụ;Địa chỉ hiện có;Địa chỉ mong muốn;Là người khác;Giữ đến ngày';

it('any table is refused by its rows and columns, or carried out whole and exactly as it was shown', { timeout: 60_000 }, async () => {
  const count = { refused: 0, done: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      const table = [heading, ...rows];
      const before = await house.peopleNow();
      const { problems, made } = await house.check(table);
      expect(await house.peopleNow()).toEqual(before);
      count[problems.length > 0 ? 'refused' : 'done'] += 1;
      if (problems.length > 0) {
        for (const { row: number, vi, en } of problems) {
          expect(number === null || (number >= 1 && number <= table.length)).toBe(true);
          expect(vi.length > 5 && en.length > 5).toBe(true);
        }
        return;
      }
      const planId = await house.done(table);
      const done = await house.people.rows(`SELECT FROM bulk_row WHERE plan_id = $1`, [planId]);
      expect(done).toHaveLength(made.deeds.recruits.length + made.deeds.events.length);
      const addresses = made.deeds.recruits.map(({ address }) => `${address.localPart}@${address.domain}`);
      expect(new Set(addresses).size).toBe(addresses.length);
      const now = (await house.peopleNow()).join('\n');
      for (const address of addresses) expect(now).toContain(`: ${address}, active`);
      const heads = await house.people.rows<{ heads: number }>(
        `SELECT count(*) AS heads FROM appointment JOIN post ON post.id = post_id WHERE kind = 'head'
         AND '2026-03-02' BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity') GROUP BY unit_id`,
      );
      expect(heads.every(({ heads: count }) => Number(count) === 1)).toBe(true);
    }),
    { numRuns: 120 },
  );
  expect(count.refused).toBeGreaterThan(10);
  expect(count.done).toBeGreaterThan(10);
});

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { carryOutPlan } from '#directory/lifecycle/carry-out-plan.ts';
import { makePlan } from '#directory/lifecycle/make-plan.ts';
import type { AccountId } from '#kernel/ids.ts';
import { BulkHouse, today } from './bulk-house.fixture.ts';
import { bulkPlanKind } from './bulk-plan-kind.ts';
import { requestOf } from './check-batch.ts';

const heading = 'Việc;Họ và tên;Ngày sinh;Đơn vị;Chức vụ;Loại chức vụ;Địa chỉ hiện có;Địa chỉ mong muốn;Là người khác;Giữ đến ngày';

describe('a table is refused by row and column', () => {
  let house: BulkHouse;
  beforeAll(async () => {
    house = await BulkHouse.open();
    await house.people.someone('Trần Văn Cũ', 'Sở Nội vụ', { title: 'Giám đốc', kind: 'head' });
    await house.people.someone('Lê Thị Ngọc', 'Sở Tài chính');
    await house.people.rows(`UPDATE person SET birth_date = '1980-05-06' WHERE display_name = 'Lê Thị Ngọc'`);
  });
  afterAll(() => house[Symbol.asyncDispose]());

  it('with everything that is wrong at once, in the order of the rows', async () => {
    expect(
      await house.problems([
        heading,
        ';;;Sở Nội vụ;Chuyên viên',
        ';Nguyễn Văn An;31/02/1990;Sở Nội vụ;Chuyên viên',
        ';Nguyễn Văn Bình;1/1/2020;Sở Nội vụ;Chuyên viên',
        ';Nguyễn Văn Cường;;Sở Nội vuj;Chuyên viên',
        ';Nguyễn Văn Dũng;;Sở Nội vụ;;đứng đầuu',
        ';Nguyễn Văn Giang;;Sở Nội vụ;Giám đốc;Đứng đầu',
        'Thôi việc;;;;;;khong.co@tinh.gov.vn',
        'Thăng thiên;Nguyễn Văn Hà;;Sở Nội vụ;Chuyên viên',
        ';Nguyễn Văn Khánh;;Sở Nội vụ;Chuyên viên;;;Ông Khánh',
        ';Nguyễn Văn Lâm;;Sở Nội vụ;Chuyên viên;;;;;1/1/2020',
        ';Nguyễn Văn Minh;;Sở Nội vụ;Chuyên viên;;minh@tinh.gov.vn',
      ]),
    ).toEqual([
      '2 Họ và tên: missing',
      '3 Ngày sinh: bad-day',
      '4 Ngày sinh: bad-birth',
      '5 Đơn vị: unknown-unit',
      '6 Chức vụ: missing',
      '6 Loại chức vụ: unknown-word',
      '7 Loại chức vụ: has-head',
      '8 Địa chỉ hiện có: unknown-person',
      '9 Việc: unknown-word',
      '10 Địa chỉ mong muốn: bad-choice',
      '11 Giữ đến ngày: dates-cross',
      '12 Địa chỉ hiện có: not-new',
    ]);
  });

  it('of one row too', async () => {
    const rows = [heading, ';Nguyễn Văn An;31/02/1990;Sở Nội vuj;;Trùm;;Ông An', 'Điều động;;;Sở Nội vuj;'];
    expect(await house.problems(rows)).toEqual([
      ...[
        '2 Ngày sinh: bad-day',
        '2 Chức vụ: missing',
        '2 Loại chức vụ: unknown-word',
        '2 Địa chỉ mong muốn: bad-choice',
        '2 Đơn vị: unknown-unit',
      ],
      ...['3 Địa chỉ hiện có: missing', '3 Chức vụ: missing', '3 Đơn vị: unknown-unit'],
    ]);
  });

  it('of one row too, whatever of it is looked up in the directory', async () => {
    const rows = [
      heading,
      'Điều động;;;Sở Nội vuj;;;ngoclt.tx@tinh.gov.vn',
      'Điều động;;;Sở Nội vuj;Chuyên viên;;ngoclt.tx@tinh.gov.vn',
      'Điều động;;;Sở Nội vụ;;;#99999',
      ';;1/1/2020;Sở Nội vụ;Chuyên viên;;;;;1/1/2020',
      'Thôi việc;;;;;;#1',
    ];
    expect(await house.problems(rows)).toEqual([
      ...['2 Chức vụ: missing', '2 Đơn vị: unknown-unit', '2 Địa chỉ hiện có: unknown-person'],
      ...['3 Đơn vị: unknown-unit', '3 Địa chỉ hiện có: unknown-person'],
      ...['4 Chức vụ: missing', '4 Địa chỉ hiện có: unknown-person'],
      ...['5 Họ và tên: missing', '5 Giữ đến ngày: dates-cross', '5 Ngày sinh: bad-birth'],
    ]);
    const { problems } = await house.check(rows);
    const meant = 'không có ai là “ngoclt.tx@tinh.gov.vn”; có phải là Lê Thị Ngọc <ngoclt.tc@tinh.gov.vn>?';
    expect(problems.filter(({ what }) => what === 'unknown-person').map(({ row, vi }) => [row, vi])).toEqual([
      ...[2, 3].map((row) => [row, meant]),
      [4, 'không có ai là “#99999”'],
    ]);
  });

  it('and told what was probably meant', async () => {
    const { problems } = await house.check([heading, ';Nguyễn Văn An;;Sở Nội vuj;Chuyên viên', 'Thôi viêcc;;;;;;#1']);
    expect(problems[0]!.vi).toBe('Không có đơn vị “Sở Nội vuj”; có phải là “Sở Nội vụ”?');
    const mailbox = await house.check([heading, ';Nguyễn Văn An;;ytt@tinh.gov.vn;Chuyên viên']);
    expect(mailbox.problems[0]!.vi).toBe('Không có đơn vị “ytt@tinh.gov.vn”; có phải là yt@tinh.gov.vn (Sở Y tế)?');
    expect(problems[1]!.vi).toMatch('không rõ “Thôi viêcc”; có phải là “Thôi việc”?');
  });

  it('for rows that are the same person twice, however they are typed', async () => {
    expect(
      await house.problems([
        heading,
        ';Phạm Thị Hoa;1/2/1990;Sở Y tế;Bác sĩ',
        ';Phạm Thị Hòa;01/02/1990;Sở Y tế;Y tá',
        ';Phạm Thị Hoaa;01/02/1990;Sở Y tế;Bác sĩ',
        ';Phạm Thị Hoa;03/02/1990;Sở Y tế;Bác sĩ',
        ';Phạm Thị Hoa;1/2/1990;Sở Y tế;Bác sĩ;;;;x',
      ]),
    ).toEqual(['3 Họ và tên: duplicate-row', '4 Họ và tên: duplicate-row']);
  });

  it('for somebody who looks like one who is there, unless it is said that they are not', async () => {
    const found = async (row: string) => (await house.problems([heading, row])).join();
    expect(await found(';Lê Thị Ngoc;6/5/1980;Sở Y tế;Bác sĩ')).toBe('2 Họ và tên: namesake');
    expect(await found(';Lê Thị Ngcọ;6/5/1980;Sở Tài chính;Kế toán')).toBe('2 Họ và tên: namesake');
    expect(await found(';LÊ THỊ NGỌC;;Sở Tài chính;Kế toán')).toBe('2 Họ và tên: namesake');
    expect(await found(';Lê Thị Ngọc;7/5/1980;Sở Tài chính;Kế toán')).toBe('');
    expect(await found(';Lê Thị Ngọc;6/5/1980;Sở Tài chính;Kế toán;;;;x')).toBe('');
    const elsewhere = await house.check([heading, ';Lê Thị Ngọc;;Sở Y tế;Bác sĩ', ';Lê Thị Ngoch;;Sở Tài chính;Bác sĩ']);
    expect(elsewhere.problems).toEqual([]);
    expect(elsewhere.made.notes.likenesses.map(({ row }) => row)).toEqual([2, 3]);
    const { problems } = await house.check([heading, ';Lê Thị Ngoc;6/5/1980;Sở Y tế;Bác sĩ']);
    expect(problems[0]!.vi).toMatch(/^giống người đã có #\d+ Lê Thị Ngọc <ngoclt\.tc@tinh\.gov\.vn>, 1980-05-06; nếu là người ấy/);
  });

  it('for one person in two rows, and for two heads of a unit', async () => {
    expect(
      await house.problems([
        heading,
        'Thôi việc;;;;;;ngoclt.tc@tinh.gov.vn',
        'Điều động;;;Sở Y tế;Bác sĩ;;#2',
        ';Vũ Một;;Sở Y tế;Giám đốc;Đứng đầu',
        ';Vũ Hai;;Sở Y tế;Quyền Giám đốc;Đứng đầu',
      ]),
    ).toEqual(['3 Địa chỉ hiện có: person-twice', '5 Loại chức vụ: has-head']);
  });

  it('for an address that is taken, where it was chosen by hand or somebody is to choose', async () => {
    const chosen = [
      heading,
      ';Đỗ Văn Ngọc;;Sở Tài chính;Kế toán;;;ngoclt.tc',
      ';Đỗ Văn Hai;;Sở Tài chính;Kế toán;;;dovanhai',
      ';Đỗ Văn Ba;;Sở Tài chính;Kế toán;;;dovanhai',
    ];
    expect(await house.problems(chosen)).toEqual(['2 Địa chỉ mong muốn: bad-choice', '4 Địa chỉ mong muốn: bad-choice']);
    const clash = [heading, ';Lý Tú Ngọc;;Sở Tài chính;Kế toán'];
    expect(await house.problems(clash)).toEqual([]);
    expect(await house.problems([heading, ';Lê Tú Ngọc;;Sở Tài chính;Kế toán'], { clashes: 'ask' })).toEqual([
      '2 Địa chỉ mong muốn: clash',
    ]);
  });

  it('and nothing of it is written', async () => {
    const before = await house.peopleNow();
    const refused = await house.apply([heading, ';Nguyễn Văn An;;Sở Nội vụ;Chuyên viên', ';Nguyễn Văn Bình;;Sở Nội vuj;Chuyên viên']);
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'conflict', problems: [{ row: 3, what: 'unknown-unit' }] } });
    expect(await house.peopleNow()).toEqual(before);
  });

  it('of whoever may make no plans', async () => {
    const [account] = await house.people.rows<{ id: AccountId }>(`SELECT id FROM account WHERE person_id IS NOT NULL LIMIT 1`);
    const request = requestOf({
      file: 'a',
      rows: { recruits: [], events: [], faulty: [], problems: [], remarks: [] },
      notify: true,
      clashes: 'best',
    });
    const plan = { request, effectiveOn: today, today, actorAccountId: account!.id };
    expect(
      await makePlan(
        house.deps,
        bulkPlanKind(async () => new Map()),
        plan,
      ),
    ).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });
});

describe('a table is carried out', () => {
  let house: BulkHouse;
  beforeAll(async () => {
    house = await BulkHouse.open();
  });
  afterAll(() => house[Symbol.asyncDispose]());

  it('whole: people in posts, with addresses after their agency, told with their units', async () => {
    await house.done([
      heading,
      ';NGUYỄN VĂN ANH;31/12/1985;phong to chuc;Trưởng phòng;dung dau',
      ';Ngô Việt Anh;;Phòng Tổ chức < Sở Nội vụ;Chuyên viên',
      ';Nông Văn Ánh;;nv;Chuyên viên;;;anhnong.nv',
      ";H'Hen Niê;;yt@tinh.gov.vn;Bác sĩ;;;;;31/12/2026",
    ]);
    expect(await house.peopleNow()).toEqual([
      'Nông Văn Ánh: anhnong.nv@tinh.gov.vn, active, Chuyên viên (staff) in Sở Nội vụ from 2026-03-02',
      'Nguyễn Văn Anh: anhnv.nv@tinh.gov.vn, active, Trưởng phòng (head) in Phòng Tổ chức from 2026-03-02',
      'Ngô Việt Anh: anhnv2.nv@tinh.gov.vn, active, Chuyên viên (staff) in Phòng Tổ chức from 2026-03-02',
      "H'Hen Niê: nieh.yt@tinh.gov.vn, active, Bác sĩ (staff) in Sở Y tế from 2026-03-02",
    ]);
    const told = house.people.told.map(({ address }) => address).toSorted();
    expect(told).toEqual(
      ['anhnong.nv', 'anhnv.nv', 'anhnv2.nv', 'nieh.yt', 'nv', 'tc.nv', 'yt'].map((localPart) => `${localPart}@tinh.gov.vn`).toSorted(),
    );
    const unit = house.people.told.find(({ address }) => address === 'tc.nv@tinh.gov.vn')!;
    expect(unit.text).toContain(
      '- Nguyễn Văn Anh <anhnv.nv@tinh.gov.vn>: Trưởng phòng\n- Ngô Việt Anh <anhnv2.nv@tinh.gov.vn>: Chuyên viên',
    );
  });

  it('with an entry of the audit for the batch and one for each person', async () => {
    const acts = await house.people.rows<{ act: string; count: number }>(
      `SELECT act, count(*) AS count FROM audit WHERE plan_id IS NOT NULL GROUP BY act ORDER BY act`,
    );
    expect(acts.map(({ act, count }) => `${act} ${count}`)).toEqual(['person.appoint 4', 'plan.carry-out 1', 'plan.make 1']);
  });

  it('whoever leaves makes room for who comes, wherever in the table they stand', async () => {
    await house.done([
      heading,
      ';Trịnh Thị Mới;;Phòng Tổ chức;Trưởng phòng;Đứng đầu',
      'Đổi tên;Ngô Việt Ánh;;;;;anhnv2.nv@tinh.gov.vn',
      'Thôi việc;;;;;;anhnv.nv@tinh.gov.vn',
    ]);
    expect((await house.peopleNow()).slice(1)).toEqual([
      'Nguyễn Văn Anh: anhnv.nv@tinh.gov.vn, locked',
      'Ngô Việt Ánh: anhnv2.nv@tinh.gov.vn, active, Chuyên viên (staff) in Phòng Tổ chức from 2026-03-02',
      "H'Hen Niê: nieh.yt@tinh.gov.vn, active, Bác sĩ (staff) in Sở Y tế from 2026-03-02",
      'Trịnh Thị Mới: moitt.nv@tinh.gov.vn, active, Trưởng phòng (head) in Phòng Tổ chức from 2026-03-02',
    ]);
    const seats = await house.people.rows(`SELECT FROM post WHERE title = 'Trưởng phòng'`);
    expect(seats).toHaveLength(1);
  });

  it('suspends to a day, and plans the return', async () => {
    await house.done([heading, 'Tạm dừng;;;;;;nieh.yt@tinh.gov.vn;;;30/04/2026']);
    const plans = await house.people.rows(`SELECT kind, effective_on FROM plan WHERE state = 'planned'`);
    expect(plans).toEqual([{ kind: 'person', effective_on: '2026-05-01' }]);
    const { made } = await house.check([heading, 'Trở lại;;;;;;nieh.yt@tinh.gov.vn']);
    expect(made.notes.remarks.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^Plan \d+ \(Trở lại công tác: H'Hen Niê .* is about somebody of the table too/),
    ]);
    await house.done([heading, 'Trở lại;;;;;;nieh.yt@tinh.gov.vn']);
    expect(await house.people.rows(`SELECT FROM plan WHERE state = 'planned'`)).toEqual([]);
  });

  it('on its day if that is to come, and then not at all when the directory has changed', async () => {
    const rows = [heading, ';Bùi Văn Chờ;;Sở Y tế;Trưởng khoa;Đứng đầu'];
    const kept = await house.apply(rows, { on: '2026-04-01' });
    if (!kept.ok) throw new Error(kept.refusal.message);
    expect(kept.value.state).toBe('planned');
    expect(await carryOutPlan(house.deps, { planId: kept.value.planId, actorAccountId: null, today })).toMatchObject({
      refusal: { kind: 'invalid' },
    });
    await house.done([heading, ';Bùi Văn Chen;;Sở Y tế;Giám đốc;Đứng đầu'], { on: '2026-03-03', now: '2026-03-03' });
    const late = await carryOutPlan(house.deps, { planId: kept.value.planId, actorAccountId: null, today: '2026-04-01' });
    expect(late).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(late.ok ? [] : late.refusal.problems?.map(({ what }) => what)).toContain('has-head');
  });

  it('one after another when two are at it at once', async () => {
    const rows = [heading, ';Hồ Văn Đôi;;Sở Tài chính;Kế toán'];
    const both = await Promise.all([house.apply(rows), house.apply(rows)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { problems: [{ row: 2, what: 'namesake' }] } });
  });

  it('by a number of statements that does not grow with it', async () => {
    const table = (count: number, family: string) => [
      heading,
      ...Array.from({ length: count }, (_, index) => `;${family} Văn ${'ABCDEGHKLM'[index % 10]}${index};;Sở Y tế;Y tá`),
    ];
    const few = await statementsOf(house, table(3, 'Đào'));
    const many = await statementsOf(house, table(90, 'Cao'));
    expect(few).toBeGreaterThan(10);
    expect(many).toBe(few);
  });
});

/** How many statements PostgreSQL is sent for a table. */
async function statementsOf(house: BulkHouse, rows: readonly string[]): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await house.done(rows, { notify: false });
    return sent.mock.calls.length;
  } finally {
    sent.mockRestore();
  }
}

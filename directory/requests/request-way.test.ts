import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePlan } from '#directory/lifecycle/make-plan.ts';
import type { AccountId, RequestId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import { carryOutRequest, previewCarryOut } from './carry-out-request.ts';
import { correctRequest } from './correct-request.ts';
import { gatherRequests } from './gather-requests.ts';
import { requestLimits } from './limits.ts';
import { previewRequest } from './make-request.ts';
import { endorseRequest, refuseRequest, returnRequest, withdrawRequest } from './pass-on.ts';
import type { RequestRefusal, StepInput } from './request.ts';
import { lineOf, monday, RequestHouse } from './request-house.fixture.ts';

let house: RequestHouse;
let who: Record<'commune' | 'other' | 'district' | 'district2' | 'province' | 'operator' | 'staff', AccountId>;

beforeAll(async () => {
  house = await RequestHouse.open();
  who = {
    commune: await house.administrator('Nông Thị Hoa', 'commune', 'Xã Khang Ninh'),
    other: await house.administrator('Ma Văn Tú', 'other', 'Xã Cao Trĩ'),
    district: await house.administrator('Hoàng Văn Long', 'district', 'Huyện Ba Bể'),
    district2: await house.administrator('Hoàng Thị Yên', 'district', 'Huyện Ba Bể'),
    province: await house.administrator('Lê Thị Thu', 'ubnd', 'Ủy ban nhân dân tỉnh'),
    operator: (await house.someone('Hà Văn Sơn', 'Sở Nội vụ')).accountId,
    staff: (await house.someone('Đặng Thu Hà', 'Xã Khang Ninh')).accountId,
  };
  await house.directory.assign(who.operator, 'operator');
});
afterAll(() => house?.[Symbol.asyncDispose]());

const recruit = (name: string, more: object = {}) => ({ do: 'recruit', name, unit: 'Xã Khang Ninh', post: 'Công chức', ...more });
const step = (requestId: RequestId, by: AccountId, more: Partial<StepInput> = {}): StepInput => ({
  requestId,
  actorAccountId: by,
  today: monday,
  ...more,
});
function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal, null, 2));
  return result.value;
}
const linesOf = (id: RequestId) =>
  house.rows<{ number: number; state: string; address: string | null; problems: unknown }>(
    `SELECT number, state, result ->> 'address' AS address, problems FROM request_line WHERE request_id = $1 ORDER BY number`,
    [id],
  );

/** What a refusal says, in English, and at which lines. */
async function refusalOf(result: Promise<Result<unknown, RequestRefusal>>) {
  const given = await result;
  if (given.ok) throw new Error('it was not refused');
  const { kind, message, lines } = given.refusal;
  return { kind, message, lines: lines?.map(({ line, column, what }) => [line, column, what]) };
}

describe('a list is refused', () => {
  it('from whoever is no officer of the unit: staff, and the officer of another', async () => {
    for (const by of [who.staff, who.other])
      expect(await refusalOf(house.make(by, [recruit('Lý Thị Nga')]))).toMatchObject({ kind: 'forbidden' });
    expect(await house.rows(`SELECT FROM request WHERE made_by = ANY ('{${who.staff},${who.other}}')`)).toEqual([]);
  });

  it('with everything that is wrong with it at once, by line and column', async () => {
    const outside = await house.someone('Vi Văn Nam', 'Xã Cao Trĩ');
    const inside = await house.someone('Hứa Thị Lan', 'Xã Khang Ninh');
    const lines = [
      recruit('Lý Thị Nga', { unit: 'Xã Khang Nin' }),
      { do: 'leave', person: 'Hứa Thị Lam' },
      { do: 'suspend', person: outside.address },
      { do: 'transfer', person: inside.address, unit: 'Xã Cao Trĩ', post: 'Công chức' },
      recruit('Lý Thị Nga', { until: '2026-01-01' }),
      recruit('lý thị nga'),
      { do: 'rename', person: inside.address, name: 'Hứa Lan', family: 'Trần' },
      { do: 'suspend', person: inside.address, on: '2031-01-01' },
      { do: 'leave', person: inside.address, called: 'Hứa Thị Loan' },
    ];
    const refused = await refusalOf(house.make(who.commune, lines));
    expect(refused).toMatchObject({ kind: 'invalid' });
    expect(refused.lines).toEqual([
      [1, 'unit', 'unknown-unit'],
      [2, 'person', 'unknown-person'],
      [3, null, 'outside'],
      [4, null, 'outside'],
      [5, 'until', 'dates-cross'],
      [7, 'name', 'bad-name'],
      [8, 'on', 'day-too-far'],
      [9, 'person', 'called-otherwise'],
      [5, 'name', 'repeated'],
      [6, 'name', 'repeated'],
    ]);
  });

  it('when it has no lines, or too many', async () => {
    expect(await refusalOf(house.make(who.commune, []))).toMatchObject({ kind: 'invalid' });
    const many = Array.from({ length: 201 }, () => recruit('Lý Thị Nga'));
    expect(await refusalOf(house.make(who.commune, many))).toMatchObject({ kind: 'limit' });
  });

  it('without saying what state somebody outside is in', async () => {
    const outside = await house.someone('Vi Thị Tơ', 'Xã Cao Trĩ');
    const plan = { request: { do: 'suspend', person: outside.address, notify: false }, effectiveOn: '2026-01-01', today: '2026-01-01' };
    done(await makePlan(house.deps, house.deps.personPlans, { ...plan, actorAccountId: null }));
    const refused = await refusalOf(house.make(who.commune, [{ do: 'suspend', person: outside.address }]));
    expect(refused.lines).toEqual([[1, null, 'outside']]);
  });
});

it('nobody has more than so many requests waiting, nor gathers more than so many', async () => {
  const filler = `INSERT INTO request (unit_id, title, state, due_on) SELECT $1, 'x', 'endorsed', '2026-11-16' FROM generate_series(1, $2)`;
  await house.rows(filler, [house.units.nv, requestLimits.openPerUnitMax]);
  const refused = house.make(null, [{ ...recruit('Lý Thị Nga'), unit: 'Sở Nội vụ' }], 'nv');
  expect(await refusalOf(refused)).toMatchObject({ kind: 'limit', message: expect.stringContaining('50 requests waiting') });
  await house.rows(`UPDATE request SET state = 'withdrawn', settled_at = now() WHERE title = 'x'`);
  done(await house.make(null, [{ ...recruit('Lý Thị Nga'), unit: 'Sở Nội vụ' }], 'nv'));
  const requestIds = Array.from({ length: requestLimits.gatheredMax + 1 }, (_, index) => (index + 1) as RequestId);
  const gathering = { actorAccountId: who.district, today: monday, requestIds };
  expect(await refusalOf(gatherRequests(house.deps, gathering))).toMatchObject({ kind: 'limit' });
  expect(await refusalOf(gatherRequests(house.deps, { ...gathering, requestIds: [] }))).toMatchObject({ kind: 'invalid' });
});

it('what lies at two units is not gathered together', async () => {
  const atDistrict = await house.made(who.commune, [recruit('Lý Thị Ngoan')]);
  const atProvince = await house.made(who.commune, [recruit('Lý Thị Nhàn')]);
  done(await endorseRequest(house.deps, step(atProvince, who.district)));
  const requestIds = [atDistrict, atProvince];
  const together = gatherRequests(house.deps, { actorAccountId: who.province, today: monday, requestIds });
  expect(await refusalOf(together)).toMatchObject({ kind: 'conflict' });
});

describe('an officer does not hear', () => {
  it('when somebody of the same name elsewhere was born', async () => {
    const person = { name: { family: 'Bàn', middle: 'Văn', given: 'Sính' }, birthDate: '1981-05-06' };
    const request = { do: 'appoint', person, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên viên' }], notify: false };
    done(await makePlan(house.deps, house.deps.personPlans, { request, effectiveOn: '2020-01-01', today: monday, actorAccountId: null }));
    const refused = await house.make(who.commune, [recruit('Bàn Văn Sính')]);
    expect(refused).toMatchObject({ refusal: { lines: [{ what: 'namesake', vi: expect.stringContaining('sinhbv.nv@tinh.gov.vn') }] } });
    expect(JSON.stringify(refused)).not.toContain('1981');
  });

  it('that a mailbox is held, or what plans wait for its owner', async () => {
    const person = await house.someone('Bàn Thị Tá', 'Xã Khang Ninh');
    await house.rows(`INSERT INTO legal_hold (account_id, reason) VALUES ($1, 'Thanh tra')`, [person.accountId]);
    const request = { do: 'suspend', person: person.address, notify: false };
    done(await makePlan(house.deps, house.deps.personPlans, { request, effectiveOn: '2099-01-01', today: monday, actorAccountId: null }));
    const lines = [{ do: 'leave', person: person.address }].map(lineOf);
    const seen = await previewRequest(house.deps, { actorAccountId: who.commune, unitId: house.units.commune, lines, today: monday });
    expect(done(seen).lines[0]!.summary.map(({ vi }) => vi)).toEqual([
      'Thôi giữ: Chuyên viên, Xã Khang Ninh',
      expect.stringMatching(/^Nhận thư/),
    ]);
  });
});

describe('a step is refused', () => {
  it('to an officer of another unit, and to one of the unit that asks where it is not theirs', async () => {
    const id = await house.made(who.commune, [recruit('Lộc Thị Hằng')]);
    for (const pass of [endorseRequest, returnRequest, refuseRequest, withdrawRequest, carryOutRequest])
      for (const by of [who.other, who.staff])
        expect(await refusalOf(pass(house.deps, step(id, by, { reason: 'x' })))).toMatchObject({
          kind: 'forbidden',
          message: expect.stringContaining('none of yours'),
        });
    expect(await refusalOf(endorseRequest(house.deps, step(id, who.commune)))).toMatchObject({ kind: 'forbidden' });
    expect(await refusalOf(carryOutRequest(house.deps, step(id, who.district)))).toMatchObject({ kind: 'conflict' });
    expect(await refusalOf(endorseRequest(house.deps, step(id, who.commune, { requestId: 999_999 as RequestId })))).toMatchObject({
      kind: 'not-found',
    });
  });

  it('to who made it, when they would vouch for it themselves', async () => {
    const id = await house.made(who.district, [recruit('Lộc Thị Bưởi')]);
    expect(await refusalOf(endorseRequest(house.deps, step(id, who.district)))).toMatchObject({
      message: expect.stringContaining('themselves'),
    });
    const gathering = { actorAccountId: who.district, today: monday, requestIds: [id] };
    expect(await refusalOf(gatherRequests(house.deps, gathering))).toMatchObject({ message: expect.stringContaining('themselves') });
    const { id: gathered } = done(await gatherRequests(house.deps, { ...gathering, actorAccountId: who.district2 }));
    expect(await refusalOf(endorseRequest(house.deps, step(gathered, who.district)))).toMatchObject({
      message: expect.stringContaining('themselves'),
    });
    expect(done(await endorseRequest(house.deps, step(gathered, who.district2)))).toMatchObject({ atUnitId: house.units.ubnd });
  });

  it('of two at once to the second, with what happened meanwhile', async () => {
    const id = await house.made(who.commune, [recruit('Lộc Thị Cam')]);
    const both = await Promise.all(
      [who.district, who.district2].map((by) => returnRequest(house.deps, step(id, by, { seen: 1, reason: 'Thiếu quyết định' }))),
    );
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const second = both.find(({ ok }) => !ok);
    expect(second).toMatchObject({ refusal: { kind: 'conflict', passed: [{ version: 2, step: 'return', toState: 'returned' }] } });
  });

  it('without a reason, where it takes one', async () => {
    const id = await house.made(who.commune, [recruit('Lộc Thị Đào')]);
    expect(await refusalOf(returnRequest(house.deps, step(id, who.district)))).toMatchObject({ kind: 'invalid', message: 'Say why' });
  });
});

describe('a rehearsed step', () => {
  it('says what would come of it, or why it may not be, and leaves no trace', async () => {
    const id = await house.made(who.commune, [recruit('Lộc Thị Thử')]);
    const rehearsed = { ...house.deps, isRehearsal: true };
    expect(await refusalOf(endorseRequest(rehearsed, step(id, who.other)))).toMatchObject({ kind: 'forbidden' });
    const traces = () => house.rows(`SELECT state, version, (SELECT count(*) FROM audit) AS acts FROM request WHERE id = $1`, [id]);
    const before = await traces();
    expect(done(await endorseRequest(rehearsed, step(id, who.district)))).toMatchObject({ atUnitId: house.units.ubnd, version: 2 });
    expect(done(await returnRequest(rehearsed, step(id, who.district, { reason: 'Thiếu quyết định' })))).toMatchObject({ version: 2 });
    expect(done(await withdrawRequest(rehearsed, step(id, who.commune)))).toMatchObject({ version: 2 });
    expect(await traces()).toEqual(before);
  });
});

describe('a commune’s list', () => {
  it('goes by the district and the province to the operator, and comes back as addresses', async () => {
    const leaver = await house.someone('Triệu Văn Bảo', 'Xã Khang Ninh');
    const id = await house.made(who.commune, [recruit('Nguyễn Thị Mai'), { do: 'leave', person: leaver.address, reason: 'QĐ 12/QĐ-UBND' }]);
    const atDistrict = done(await endorseRequest(house.deps, step(id, who.district)));
    expect(atDistrict).toMatchObject({ state: 'in-review', atUnitId: house.units.ubnd, dueOn: '2026-11-12', version: 2 });
    expect(done(await endorseRequest(house.deps, step(id, who.province)))).toMatchObject({ state: 'endorsed', dueOn: '2026-11-16' });
    house.told.length = 0;
    const carried = done(await carryOutRequest(house.deps, step(id, who.operator)));
    expect(carried).toMatchObject({ state: 'carried-out', dueOn: null, lines: [{ state: 'carried-out' }, { state: 'carried-out' }] });
    expect(await linesOf(id)).toMatchObject([{ address: 'maint.khangninh.babe@tinh.gov.vn' }, { address: leaver.address }]);
    expect((await house.facts('Triệu Văn Bảo')).standing).toBe('left');
    // All in one message, whatever the plans of the lines would have told the unit; who is new hears of it by theirs.
    const toUnit = house.told.filter(({ accountId }) => accountId === house.mailboxes.commune);
    expect(toUnit).toHaveLength(1);
    expect(house.told.map(({ address }) => address)).toContain('maint.khangninh.babe@tinh.gov.vn');
    expect(toUnit[0]!.text).toContain('1. Tuyển dụng: Nguyễn Thị Mai <maint.khangninh.babe@tinh.gov.vn>: đã thực hiện');
    expect(toUnit[0]!.text).toContain('2. Leave: Triệu Văn Bảo');
  });

  it('is returned, corrected and submitted again, with what was changed in its history', async () => {
    const id = await house.made(who.commune, [recruit('Lường Thị Én'), recruit('Lường Văn Bách')]);
    house.told.length = 0;
    done(await returnRequest(house.deps, step(id, who.district, { reason: 'Sai họ' })));
    expect(house.told.map(({ accountId }) => accountId)).toEqual([house.mailboxes.commune, who.commune].toSorted((a, b) => a - b));
    expect(house.told[0]!.text).toContain('Lý do: Sai họ');
    const changes = [
      { do: 'set', number: 1, line: lineOf(recruit('Nường Thị Én')) },
      { do: 'strike', number: 2 },
      { do: 'add', line: lineOf(recruit('Lường Văn Bạch')) },
    ] as const;
    expect(await refusalOf(correctRequest(house.deps, { ...step(id, who.other), changes }))).toMatchObject({ kind: 'forbidden' });
    expect(await refusalOf(correctRequest(house.deps, { ...step(id, who.commune), changes: [] }))).toMatchObject({ kind: 'invalid' });
    const again = done(await correctRequest(house.deps, { ...step(id, who.commune), changes }));
    expect(again).toMatchObject({ state: 'in-review', atUnitId: house.units.district, dueOn: '2026-11-12', version: 3 });
    expect((await linesOf(id)).map(({ number, state }) => [number, state])).toEqual([
      [1, 'open'],
      [2, 'struck'],
      [3, 'open'],
    ]);
    const [last] = await house.rows<{ changes: { line: number; before: object | null; after: object | null }[] }>(
      `SELECT changes FROM request_step WHERE request_id = $1 AND step = 'submit'`,
      [id],
    );
    expect(last!.changes.map(({ line, before, after }) => [line, before === null, after === null])).toEqual([
      [1, false, false],
      [2, false, true],
      [3, true, false],
    ]);
    expect(await house.rows(`SELECT act FROM audit WHERE detail ->> 'requestId' = $1 ORDER BY id`, [String(id)])).toEqual(
      ['make', 'return', 'submit'].map((name) => ({ act: `request.${name}` })),
    );
  });

  it('is gathered with another’s, corrected above, and each unit hears of its own lines', async () => {
    const one = await house.made(who.commune, [recruit('Ma Thị Sen'), recruit('Ma Thị Súng')]);
    const other = await house.made(who.other, [recruit('Ma Thị Sim', { unit: 'Xã Cao Trĩ' })], 'other');
    const { id } = done(await gatherRequests(house.deps, { actorAccountId: who.district, today: monday, requestIds: [one, other] }));
    expect(await refusalOf(withdrawRequest(house.deps, step(one, who.commune)))).toMatchObject({ kind: 'conflict' });
    done(await correctRequest(house.deps, { ...step(id, who.district), changes: [{ do: 'strike', number: 2 }] }));
    done(await endorseRequest(house.deps, step(id, who.district2)));
    done(await endorseRequest(house.deps, step(id, who.province)));
    house.told.length = 0;
    done(await carryOutRequest(house.deps, step(id, who.operator)));
    expect(await linesOf(one)).toMatchObject([{ state: 'carried-out', address: 'senmt.khangninh.babe@tinh.gov.vn' }, { state: 'refused' }]);
    expect(await linesOf(other)).toMatchObject([{ state: 'carried-out', address: 'simmt.caotri.babe@tinh.gov.vn' }]);
    const announced = (mailbox: AccountId) => house.told.filter((one) => one.accountId === mailbox && one.subject.startsWith('Đề nghị'));
    expect(announced(house.mailboxes.other).map(({ text }) => [/Sim/.test(text), /Sen/.test(text)])).toEqual([[true, false]]);
    expect(announced(house.mailboxes.commune)[0]!.text).toContain('Đơn vị cấp trên đã bỏ dòng này');
    expect(announced(house.mailboxes.district)).toHaveLength(1);
  });

  it('is refused where nothing of it was done, though others it was gathered with were', async () => {
    const one = await house.made(who.commune, [recruit('Ma Thị Trà')]);
    const other = await house.made(who.other, [recruit('Ma Thị Trúc', { unit: 'Xã Cao Trĩ' })], 'other');
    const { id } = done(await gatherRequests(house.deps, { actorAccountId: who.district, today: monday, requestIds: [one, other] }));
    done(await endorseRequest(house.deps, step(id, who.district)));
    done(await endorseRequest(house.deps, step(id, who.province)));
    done(await carryOutRequest(house.deps, { ...step(id, who.operator), refuse: [{ number: 1, reason: 'Chưa có chỉ tiêu' }] }));
    const states = await house.rows(`SELECT id, state FROM request WHERE id = ANY ($1) ORDER BY id`, [[one, other, id]]);
    expect(states).toEqual([
      { id: one, state: 'refused' },
      { id: other, state: 'carried-out' },
      { id, state: 'carried-out' },
    ]);
  });

  it('that was gathered lies where it lay when what it became part of is withdrawn', async () => {
    const one = await house.made(who.commune, [recruit('Ma Thị Quế')]);
    const { id } = done(await gatherRequests(house.deps, { actorAccountId: who.district, today: monday, requestIds: [one] }));
    done(await withdrawRequest(house.deps, step(id, who.district)));
    expect(done(await endorseRequest(house.deps, step(one, who.district)))).toMatchObject({ atUnitId: house.units.ubnd });
  });

  it('of the unit at the top goes straight to the operator', async () => {
    const made = done(await house.make(who.province, [{ ...recruit('Ma Văn Rồng'), unit: 'Ủy ban nhân dân tỉnh' }], 'ubnd'));
    expect(made).toMatchObject({ state: 'endorsed', atUnitId: null, dueOn: '2026-11-16' });
    house.told.length = 0;
    done(await refuseRequest(house.deps, step(made.id, who.operator, { reason: 'Chưa có chỉ tiêu biên chế' })));
    expect(await linesOf(made.id)).toMatchObject([{ state: 'refused' }]);
    expect(house.told[0]!.text).toMatch(/bị từ chối[\s\S]*Chưa có chỉ tiêu biên chế/);
  });
});

describe('carrying out', () => {
  /** Before the operator, by whatever way. */
  async function endorsed(lines: readonly object[]): Promise<RequestId> {
    const id = await house.made(who.commune, lines);
    done(await endorseRequest(house.deps, step(id, who.district)));
    done(await endorseRequest(house.deps, step(id, who.province)));
    return id;
  }

  it('does nothing while a line cannot be done, unless the others are to stand', async () => {
    const mover = await house.someone('Bế Văn Tư', 'Xã Khang Ninh');
    const id = await endorsed([recruit('Bế Thị Năm'), { do: 'suspend', person: mover.address }]);
    // Meanwhile they were moved away: the line is stale.
    const request = { do: 'transfer', person: mover.address, posts: [{ unit: 'Xã Cao Trĩ', title: 'Công chức' }], notify: false };
    done(await makePlan(house.deps, house.deps.personPlans, { request, effectiveOn: '2026-01-01', today: monday, actorAccountId: null }));
    const refused = await refusalOf(carryOutRequest(house.deps, step(id, who.operator)));
    expect(refused).toMatchObject({ kind: 'invalid', lines: [[2, null, 'outside']] });
    expect((await linesOf(id)).map(({ state }) => state)).toEqual(['open', 'open']);
    expect(await house.rows(`SELECT FROM person WHERE display_name = 'Bế Thị Năm'`)).toEqual([]);
    const seen = done(await previewCarryOut(house.deps, step(id, who.operator)));
    expect(seen.lines.map(({ state, planId }) => [state, planId])).toEqual([
      ['carried-out', null],
      ['refused', null],
    ]);
    expect(await house.rows(`SELECT FROM person WHERE display_name = 'Bế Thị Năm'`)).toEqual([]);
    const carried = done(await carryOutRequest(house.deps, { ...step(id, who.operator), partly: true }));
    expect(carried).toMatchObject({
      state: 'carried-out',
      lines: [{ state: 'carried-out' }, { state: 'refused', problems: [{ what: 'outside' }] }],
    });
    expect((await house.facts('Bế Văn Tư')).standing).toBe('in-service');
    expect(await refusalOf(carryOutRequest(house.deps, step(id, who.operator)))).toMatchObject({ kind: 'conflict' });
  });

  it('lets one line make room for another, and keeps for its day what is for later', async () => {
    const chairman = await house.someone('Nguyễn Đình Cả', 'Xã Khang Ninh', { title: 'Chủ tịch', kind: 'head' });
    const next = await house.someone('Nguyễn Đình Hai', 'Xã Khang Ninh');
    const made = done(
      await house.make(who.commune, [
        { do: 'leave', person: chairman.address, on: '2026-11-01' },
        { do: 'appoint', person: next.address, unit: 'Xã Khang Ninh', post: 'Chủ tịch', kind: 'head', main: true },
        recruit('Nguyễn Đình Ba', { on: '2027-01-04' }),
      ]),
    );
    expect(made.remarks).toMatchObject([{ line: 2, what: 'has-head' }]);
    done(await endorseRequest(house.deps, step(made.id, who.district)));
    done(await endorseRequest(house.deps, step(made.id, who.province)));
    const { lines } = done(await carryOutRequest(house.deps, step(made.id, who.operator)));
    expect(lines.map(({ state }) => state)).toEqual(['carried-out', 'carried-out', 'planned']);
    expect(await house.rows(`SELECT state, effective_on FROM plan WHERE id = $1`, [lines[2]!.planId])).toEqual([
      { state: 'planned', effective_on: '2027-01-04' },
    ]);
  });

  it('is done once, of two operators at once; and not while somebody corrects', async () => {
    const id = await endorsed([recruit('Phùng Thị Mít')]);
    const tries = await Promise.all([1, 2].map(() => carryOutRequest(house.deps, step(id, who.operator, { seen: 3 }))));
    expect(tries.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(tries.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: 'conflict', passed: [{ step: 'carry-out' }] } });
    expect(await house.rows(`SELECT FROM person WHERE display_name = 'Phùng Thị Mít'`)).toHaveLength(1);
    const other = await endorsed([recruit('Phùng Thị Mơ')]);
    const changes = [{ do: 'set', number: 1, line: lineOf(recruit('Phùng Thị Mận')) }] as const;
    const [corrected, carried] = await Promise.all([
      correctRequest(house.deps, { ...step(other, who.operator, { seen: 3 }), changes }),
      carryOutRequest(house.deps, step(other, who.operator, { seen: 3 })),
    ]);
    expect([corrected.ok, carried.ok].toSorted()).toEqual([false, true]);
  });

  it('leaves out what the operator will not do, and says why', async () => {
    const id = await endorsed([recruit('Phùng Thị Lê'), recruit('Phùng Thị Lý')]);
    const refuse = [{ number: 2, reason: 'Chưa có quyết định' }];
    expect(await refusalOf(carryOutRequest(house.deps, { ...step(id, who.operator), refuse: [{ number: 3, reason: 'x' }] }))).toMatchObject(
      {
        kind: 'not-found',
      },
    );
    const carried = done(await carryOutRequest(house.deps, { ...step(id, who.operator), refuse }));
    expect(carried.lines).toMatchObject([{ state: 'carried-out' }, { state: 'refused', problems: [{ vi: 'Chưa có quyết định' }] }]);
  });
});

it('passes over a unit that has ended, and who is no administrator any more', async () => {
  const { address: person } = await house.someone('Quan Thị Hồ', 'Xã Cao Trĩ');
  const lines = [{ do: 'suspend', person }];
  await house.rows(`UPDATE unit SET valid_to = '2026-01-01' WHERE id = $1`, [house.units.district]);
  const over = await house.make(who.other, lines, 'other');
  await house.rows(`UPDATE unit SET valid_to = NULL WHERE id = $1`, [house.units.district]);
  expect(done(over)).toMatchObject({ state: 'in-review', atUnitId: house.units.ubnd });
  await house.directory.set(who.province, 'locked');
  const without = await house.make(who.district2, lines, 'district');
  await house.directory.set(who.province, 'active');
  expect(done(without)).toMatchObject({ state: 'endorsed', atUnitId: null });
});

it('the history and what was done cannot be changed by the program', async () => {
  for (const change of [
    `UPDATE request_step SET reason = 'x'`,
    'DELETE FROM request_step',
    'DELETE FROM request',
    'DELETE FROM request_line',
  ])
    await expect(house.rows(change)).rejects.toThrow(/permission denied/);
});

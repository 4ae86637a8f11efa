import { describe, expect, it } from 'vitest';
import { smallProvince } from './org-state.fixture.ts';
import { addressText } from './org-state.ts';
import { planUnitChanges, type UnitPlan } from './plan-unit-changes.ts';
import { unitRequestSchema } from './unit-change.ts';

const problemsOf = (plan: UnitPlan) => plan.problems.map(({ what }) => what);
const addressesOf = (plan: UnitPlan) => Object.fromEntries(plan.deeds.addresses.map(({ from, to }) => [from, addressText(to)]));
const renew = { addresses: 'renew' } as const;

describe('a plan for units is refused', () => {
  it('for a unit that is not there, and says which was probably meant', () => {
    const plan = smallProvince().made.plan([{ do: 'rename', unit: 'Xã Duơng Quang', name: 'Xã X' }]);
    expect(plan.problems).toMatchObject([{ what: 'unknown-unit', en: expect.stringContaining('did you mean “Xã Dương Quang”') }]);
  });

  it('for a name that two units have, unless the unit above, a number or the address tells them apart', () => {
    const { made, yenMy } = smallProvince();
    expect(problemsOf(made.plan([{ do: 'rename', unit: 'Xã Yên Mỹ', name: 'Xã X' }]))).toEqual(['ambiguous-unit']);
    for (const unit of ['Xã Yên Mỹ < Huyện Chợ Đồn', `#${yenMy.id}`, 'YenMy.chodon@tinh.gov.vn']) {
      const plan = made.plan([{ do: 'rename', unit, name: 'Xã X' }]);
      expect(plan.problems).toEqual([]);
      expect(plan.deeds.changed).toMatchObject([{ unitId: yenMy.id, name: 'Xã X' }]);
    }
  });

  it('when a unit would stand inside itself', () => {
    const { made } = smallProvince();
    expect(problemsOf(made.plan([{ do: 'move', unit: 'Ủy ban nhân dân tỉnh', under: 'Xã Bằng Phúc' }]))).toContain('cycle');
    expect(problemsOf(made.plan([{ do: 'move', unit: 'Sở Nội vụ', under: 'Sở Nội vụ' }]))).toContain('cycle');
    expect(problemsOf(made.plan([{ do: 'merge', unit: 'Sở Nội vụ', into: 'Sở Nội vụ' }]))).toContain('same-unit');
  });

  it('when units or people would be left in one that ends', () => {
    const { made, choDon, agency } = smallProvince();
    made.person('Lê Anh', agency, 'anhl.nv');
    expect(problemsOf(made.plan([{ do: 'dissolve', unit: choDon.name }]))).toEqual(['units-left']);
    expect(problemsOf(made.plan([{ do: 'dissolve', unit: agency.name }]))).toEqual(['units-left', 'people-left']);
  });

  it('when dates cross', () => {
    const { made, agency, office } = smallProvince();
    made.unit('agency', 'Sở Mới', agency, { validFrom: '2025-07-01', code: 'moi' });
    made.person('Lê Anh', office, 'anhl.nv', 'staff', '2025-08-01');
    expect(problemsOf(made.plan([{ do: 'dissolve', unit: 'Sở Mới' }]))).toEqual(['dates-cross']);
    expect(problemsOf(made.plan([{ do: 'rename', unit: 'Sở Mới', name: 'Sở Cũ' }], {}, '2025-06-30'))).toEqual(['dates-cross']);
    expect(made.plan([{ do: 'rename', unit: 'Sở Mới', name: 'Sở Cũ' }]).problems).toEqual([]);
    expect(problemsOf(made.plan([{ do: 'merge', unit: office.name, into: agency.name }]))).toEqual(['dates-cross']);
    expect(problemsOf(made.plan([{ do: 'rename', unit: 'Sở Nội vụ', name: 'X' }], { oldAddresses: '2025-06-30' }))).toEqual([
      'dates-cross',
    ]);
  });

  it('for domains and profiles that nobody has declared', () => {
    const { made } = smallProvince();
    const plan = made.plan([
      { do: 'domain', unit: 'Sở Nội vụ', domain: 'tinh.gov.vm' },
      { do: 'naming', unit: 'Sở Nội vụ', profile: 'two-level' },
    ]);
    expect(plan.problems).toMatchObject([
      { what: 'unknown-domain', en: expect.stringContaining('tinh.gov.vn') },
      { what: 'unknown-profile', en: expect.stringContaining('two-levels') },
      { what: 'no-profile' },
      { what: 'no-profile' },
    ]);
  });

  it('for identifiers of no known form, and one that another unit has', () => {
    const { made, agency } = smallProvince();
    made.unit('agency', 'Sở Y tế', agency, { identifier: '000.00.01.H03' });
    expect(problemsOf(made.plan([{ do: 'identifier', unit: 'Sở Nội vụ', value: 'H3' }]))).toEqual(['identifier']);
    expect(problemsOf(made.plan([{ do: 'identifier', unit: 'Sở Nội vụ', value: '000.00.01.H03' }]))).toEqual(['identifier-taken']);
    expect(problemsOf(made.plan([{ do: 'identifier', unit: 'Sở Y tế', value: '000.00.01.h03' }]))).toEqual(['nothing']);
    const early = made.plan([{ do: 'identifier', unit: 'Sở Y tế', value: '000.00.02.H03' }], {}, '2010-08-01');
    expect(early.problems).toEqual([]);
    expect(problemsOf(made.plan([{ do: 'identifier', unit: 'Sở Y tế', value: '000.00.02.H03' }], {}, '2010-07-31'))).toContain(
      'dates-cross',
    );
  });

  it('when it changes nothing', () => {
    const { made } = smallProvince();
    expect(problemsOf(made.plan([{ do: 'rename', unit: 'Sở Nội vụ', name: 'Sở Nội vụ' }]))).toEqual(['nothing']);
  });

  it('for a choice that is taken or is for nobody', () => {
    const { made } = smallProvince();
    const rename = { do: 'rename', unit: 'Huyện Chợ Đồn', name: 'Huyện Ba Bể' };
    expect(problemsOf(made.plan([rename], { ...renew, choose: { 'chodon@tinh.gov.vn': 'tx' } }))).toEqual(['bad-choice']);
    const slip = made.plan([rename], { ...renew, choose: { 'chodonn@tinh.gov.vn': 'babe' } });
    expect(slip.problems).toMatchObject([{ what: 'unknown-choice', en: expect.stringContaining('chodon@tinh.gov.vn') }]);
  });
});

describe('existing addresses', () => {
  it('all stay where the policy is to keep them, whatever changes', () => {
    const { made, yenMy } = smallProvince();
    made.person('Lê Anh', yenMy, 'anhl.yenmy.chodon');
    const plan = made.plan([
      { do: 'naming', unit: 'Ủy ban nhân dân tỉnh', profile: 'two-levels' },
      { do: 'move-all', from: 'Huyện Chợ Đồn', under: 'Ủy ban nhân dân tỉnh' },
      { do: 'merge', unit: 'Xã Yên Mỹ < Huyện Chợ Đồn', into: 'Xã Bằng Phúc' },
      { do: 'dissolve', unit: 'Huyện Chợ Đồn' },
    ]);
    expect(plan.problems).toEqual([]);
    expect(plan.deeds.addresses).toEqual([]);
    expect(plan.deeds.ended.map(({ name, how }) => [name, how])).toEqual([
      ['Huyện Chợ Đồn', 'dissolve'],
      ['Xã Yên Mỹ', 'merge'],
    ]);
  });

  it('chosen by hand stay where the rule says nothing new', () => {
    const { made, province } = smallProvince();
    const health = made.unit('agency', 'Sở Y tế', province, { localPart: 'soyte' });
    made.person('Lê Văn Anh', health, 'levananh');
    const plan = made.plan([{ do: 'move', unit: 'Sở Y tế', under: 'Sở Nội vụ' }], renew);
    expect(addressesOf(plan)).toEqual({});
  });
});

describe('new addresses', () => {
  it('follow the new name of the unit, in the offices below it and for its people', () => {
    const { made, agency, office } = smallProvince();
    made.person('Nguyễn Văn Anh', agency, 'anhnv.nv');
    made.person('Nguyễn Văn Anh', office, 'anhnv2.nv');
    made.person('Lê Anh', office, 'leanh');
    const plan = made.plan([{ do: 'rename', unit: 'Sở Nội vụ', name: 'Sở Khoa học và Công nghệ' }], renew);
    expect(addressesOf(plan)).toEqual({
      'nv@tinh.gov.vn': 'khcn@tinh.gov.vn',
      'tc.nv@tinh.gov.vn': 'tc.khcn@tinh.gov.vn',
      'anhnv.nv@tinh.gov.vn': 'anhnv.khcn@tinh.gov.vn',
      'anhnv2.nv@tinh.gov.vn': 'anhnv2.khcn@tinh.gov.vn',
      'leanh@tinh.gov.vn': 'anhl.khcn@tinh.gov.vn',
    });
  });

  it('follow the domain, in units that took it from the one above', () => {
    const { made, agency } = smallProvince();
    made.unit('office', 'Phòng Giáo dục', agency, { domain: 'tinh.edu.vn' });
    made.person('Lê Anh', agency, 'anhl.nv');
    const change = { do: 'domain', unit: 'Sở Nội vụ', domain: 'moi.gov.vn' };
    const plan = made.plan([change], { ...renew, newDomains: ['moi.gov.vn'] });
    expect(plan.deeds.newDomains).toEqual(['moi.gov.vn']);
    expect(addressesOf(plan)).toEqual({
      'nv@tinh.gov.vn': 'nv@moi.gov.vn',
      'tc.nv@tinh.gov.vn': 'tc.nv@moi.gov.vn',
      'anhl.nv@tinh.gov.vn': 'anhl.nv@moi.gov.vn',
    });
  });

  it('are never what anybody ever had, but one’s own of former times comes back', () => {
    const { made, agency } = smallProvince();
    made.given({ localPart: 'khcn', domain: 'tinh.gov.vn' });
    const rename = [{ do: 'rename', unit: 'Sở Nội vụ', name: 'Sở Khoa học và Công nghệ' }];
    const plan = made.plan(rename, renew);
    expect(plan.notes.clashes).toMatchObject([{ wanted: 'khcn@tinh.gov.vn', given: { how: 'kind-word', localPart: 'skhcn' } }]);
    expect(addressesOf(plan)['nv@tinh.gov.vn']).toBe('skhcn@tinh.gov.vn');
    made.given({ localPart: 'khcn', domain: 'tinh.gov.vn' }, agency.accountId!);
    expect(made.plan(rename, renew).notes.clashes).toEqual([]);
  });

  it('of two communes of one name differ once the districts end: ranked proposals, or somebody chooses', () => {
    const { made } = smallProvince();
    const end = [
      { do: 'naming', unit: 'Ủy ban nhân dân tỉnh', profile: 'two-levels' },
      { do: 'move-all', from: 'Huyện Chợ Đồn', under: 'Ủy ban nhân dân tỉnh' },
      { do: 'move-all', from: 'Thị xã Bắc Kạn', under: 'Ủy ban nhân dân tỉnh' },
    ];
    const best = made.plan(end, renew);
    expect(best.problems).toEqual([]);
    expect(addressesOf(best)).toMatchObject({
      'yenmy.chodon@tinh.gov.vn': 'yenmy@tinh.gov.vn',
      'yenmy.tx@tinh.gov.vn': 'xayenmy@tinh.gov.vn',
    });
    expect(addressesOf(best)['duongquang.tx@tinh.gov.vn']).toBe('duongquang@tinh.gov.vn');
    const asked = made.plan(end, { ...renew, clashes: 'ask' });
    expect(problemsOf(asked)).toEqual(['clash']);
    expect(asked.notes.clashes[0]).toMatchObject({ takenBy: 'Xã Yên Mỹ', given: null });
    const chosen = made.plan(end, { ...renew, clashes: 'ask', choose: { 'yenmy.tx@tinh.gov.vn': 'yenmybk' } });
    expect(chosen.problems).toEqual([]);
    expect(addressesOf(chosen)['yenmy.tx@tinh.gov.vn']).toBe('yenmybk@tinh.gov.vn');
  });

  it('tell namesakes apart where units merge: the one who was there first keeps the name', () => {
    const { made, bangPhuc, yenMy } = smallProvince();
    made.person('Nguyễn Văn Anh', bangPhuc, 'anhnv.bangphuc.chodon');
    made.person('Nông Văn Anh', yenMy, 'anhnv.yenmy.chodon');
    const plan = made.plan([{ do: 'merge', unit: 'Xã Yên Mỹ < Huyện Chợ Đồn', into: 'Xã Bằng Phúc' }], renew);
    expect(addressesOf(plan)).toEqual({ 'anhnv.yenmy.chodon@tinh.gov.vn': 'anhnv2.bangphuc.chodon@tinh.gov.vn' });
    expect(plan.notes.clashes).toMatchObject([{ owner: 'person', takenBy: 'anhnv.bangphuc.chodon@tinh.gov.vn' }]);
  });

  it('are given to units that are new under either policy', () => {
    const { made } = smallProvince();
    const create = { do: 'create', name: 'Sở Y tế', kind: 'agency', under: 'Ủy ban nhân dân tỉnh' };
    for (const addresses of ['keep', 'renew'])
      expect(made.plan([create], { addresses }).deeds.created).toMatchObject([{ address: { localPart: 'yt', domain: 'tinh.gov.vn' } }]);
  });
});

describe('people of units that end', () => {
  it('go on in the heir; a head is deputy where somebody heads it already', () => {
    const { made, bangPhuc, yenMy } = smallProvince();
    made.person('Lê Anh', bangPhuc, 'anhl.bangphuc.chodon', 'head');
    made.person('Ma Thị Lan', yenMy, 'lanmt.yenmy.chodon', 'head');
    const plan = made.plan([{ do: 'merge', unit: 'Xã Yên Mỹ < Huyện Chợ Đồn', into: 'Xã Bằng Phúc' }]);
    expect(plan.deeds.posts).toMatchObject([{ holder: 'Ma Thị Lan', from: yenMy.id, to: bangPhuc.id, was: 'head', kind: 'deputy' }]);
    expect(plan.deeds.ended).toMatchObject([{ unitId: yenMy.id, mailboxTo: bangPhuc.id }]);
  });

  it('keep their head in a unit that has none, and it is said where nobody can tell who it is', () => {
    const { made, bangPhuc, yenMy, duongQuang } = smallProvince();
    made.person('Ma Thị Lan', yenMy, 'lanmt.yenmy.chodon', 'head');
    const merge = [{ do: 'merge', unit: 'Xã Yên Mỹ < Huyện Chợ Đồn', into: bangPhuc.name }];
    expect(made.plan(merge).deeds.posts).toMatchObject([{ kind: 'head' }]);
    made.person('Lê Anh', duongQuang, 'anhl.duongquang.tx', 'head');
    const both = made.plan([...merge, { do: 'merge', unit: duongQuang.name, into: bangPhuc.name }]);
    expect(both.deeds.posts).toMatchObject([{ kind: 'deputy' }, { kind: 'deputy' }]);
    expect(both.notes.headless).toEqual(['Xã Bằng Phúc']);
  });

  it('follow a unit that goes on into another in the same plan', () => {
    const { made, bangPhuc, yenMy, duongQuang } = smallProvince();
    made.person('Ma Thị Lan', yenMy, 'lanmt.yenmy.chodon');
    const plan = made.plan([
      { do: 'merge', unit: 'Xã Yên Mỹ < Huyện Chợ Đồn', into: bangPhuc.name },
      { do: 'merge', unit: bangPhuc.name, into: duongQuang.name },
    ]);
    expect(plan.deeds.posts).toMatchObject([{ from: yenMy.id, to: duongQuang.id }]);
  });

  it('go where a split says, else to the first of the parts', () => {
    const { made, agency } = smallProvince();
    made.person('Lê Anh', agency, 'anhl.nv', 'head');
    made.person('Ma Thị Lan', agency, 'lanmt.nv');
    const plan = made.plan(
      [
        { do: 'move', unit: 'Phòng Tổ chức', under: 'Ủy ban nhân dân tỉnh' },
        { do: 'split', unit: 'Sở Nội vụ', into: [{ new: 'Sở Một' }, { new: 'Sở Hai', people: ['lanmt.nv@tinh.gov.vn'] }] },
      ],
      renew,
    );
    expect(plan.problems).toEqual([]);
    expect(plan.deeds.created.map(({ name, parent, kind }) => [name, parent, kind])).toEqual([
      ['Sở Một', 1, 'agency'],
      ['Sở Hai', 1, 'agency'],
    ]);
    expect(addressesOf(plan)).toMatchObject({ 'anhl.nv@tinh.gov.vn': 'anhl.m@tinh.gov.vn', 'lanmt.nv@tinh.gov.vn': 'lanmt.h@tinh.gov.vn' });
    expect(plan.deeds.posts.map(({ holder, kind }) => [holder, kind])).toEqual([
      ['Lê Anh', 'head'],
      ['Ma Thị Lan', 'staff'],
    ]);
  });
});

describe('a plan for many', () => {
  it('is made in stretches, no longer than one change, unit or person each', () => {
    const { made, agency } = smallProvince();
    for (const number of [2, 3, 4]) made.person('Lê Anh', agency, `anhl${number}.nv`);
    const request = unitRequestSchema.parse({ changes: [{ do: 'rename', unit: 'Sở Nội vụ', name: 'Sở X' }], addresses: 'renew' });
    const stretches = [...planUnitChanges(made.state, request, '2025-07-01')];
    expect(stretches.length).toBeGreaterThanOrEqual(made.state.people.length + made.state.units.length + 1);
  });
});

describe('a plan made again', () => {
  const changes = [{ do: 'rename', unit: 'Sở Nội vụ', name: 'Sở Khoa học và Công nghệ' }];

  it('is the same from the same directory', () => {
    expect(smallProvince().made.plan(changes, renew)).toEqual(smallProvince().made.plan(changes, renew));
  });

  it('says by its facts who came meanwhile, and nothing of what does not matter to it', () => {
    const { made, agency, bangPhuc } = smallProvince();
    const before = made.plan(changes, renew);
    made.person('Lê Anh', bangPhuc, 'anhl.bangphuc.chodon');
    expect(made.plan(changes, renew).facts).toEqual(before.facts);
    made.person('Ma Thị Lan', agency, 'lanmt.nv');
    expect(Object.keys(made.plan(changes, renew).facts).filter((key) => !(key in before.facts))).toEqual(['account 2002']);
  });

  it('is summed up in both languages', () => {
    const { title, summary } = smallProvince().made.plan(changes, renew);
    expect(title).toEqual({ vi: 'Đổi tên: Sở Nội vụ', en: 'Rename: Sở Nội vụ' });
    expect(summary.map(({ vi }) => vi)).toEqual([
      'Đơn vị đổi tên: 1',
      'Hộp thư đơn vị có địa chỉ mới: 2',
      'Địa chỉ mới theo quy tắc; địa chỉ cũ còn nhận thư mãi mãi',
      'Được báo địa chỉ mới bằng thư: 2',
    ]);
  });
});

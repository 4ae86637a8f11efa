import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallProvince } from './org-state.fixture.ts';
import { addressText } from './org-state.ts';
import type { UnitPlan } from './plan-unit-changes.ts';

const names = [
  ...['Ủy ban nhân dân tỉnh', 'Sở Nội vụ', 'Phòng Tổ chức', 'Thị xã Bắc Kạn', 'Huyện Chợ Đồn', 'Xã Dương Quang', 'Xã Bằng Phúc'],
  ...['Xã Yên Mỹ < Huyện Chợ Đồn', 'Xã Yên Mỹ < Thị xã Bắc Kạn', 'Sở Mới', 'Xã Không Có'],
];
const unit = fc.constantFrom(...names);
const name = fc.constantFrom('Sở Mới', 'Xã Yên Mỹ', 'Sở Tài chính', 'Thị trấn Chợ Đồn', 'Sở Nội vụ');
const domain = fc.constantFrom('tinh.gov.vn', 'moi.gov.vn');
const kind = fc.constantFrom('agency', 'office', 'district', 'commune');
const change = fc.oneof(
  fc.record({ do: fc.constant('create'), name, kind, under: unit }),
  fc.record({ do: fc.constant('rename'), unit, name }),
  fc.record({ do: fc.constant('move'), unit, under: fc.oneof(unit, fc.constant(null)) }),
  fc.record({ do: fc.constant('move-all'), from: unit, under: unit }),
  fc.record({ do: fc.constant('domain'), unit, domain }),
  fc.record({ do: fc.constant('kind'), unit, kind }),
  fc.record({ do: fc.constant('code'), unit, code: fc.constantFrom('tx', 'moi', null) }),
  fc.record({ do: fc.constant('naming'), unit, profile: fc.constantFrom('two-levels', 'three-levels') }),
  fc.record({ do: fc.constant('merge'), unit, into: unit }),
  fc.record({ do: fc.constant('split'), unit, into: fc.tuple(unit, fc.constant({ new: 'Sở Tách' })) }),
  fc.record({ do: fc.constant('dissolve'), unit, heir: unit }),
);
const request = fc.record({
  addresses: fc.constantFrom('keep', 'renew'),
  newDomains: fc.constant(['moi.gov.vn']),
  changes: fc.array(change, { minLength: 1, maxLength: 8 }),
});

function province() {
  const made = smallProvince();
  for (const [index, at] of [made.agency, made.office, made.town, made.choDon, made.yenMy, made.bangPhuc, made.yenMyOfTown].entries()) {
    made.made.person('Nguyễn Văn Anh', at, `anhnv${index + 2}.${at.address?.localPart}`, 'head');
    made.made.person('Nông Văn Anh', at, `anhnv.${at.address?.localPart}`);
  }
  return made.made;
}

const planned = ({ changes, ...more }: { changes: readonly object[] }): { made: ReturnType<typeof province>; plan: UnitPlan } => {
  const made = province();
  return { made, plan: made.plan(changes, more) };
};

describe('whatever is asked for', () => {
  it('no address is given twice, nor one that was ever another’s', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { made, plan } = planned(asked);
        const given = plan.deeds.addresses.map(({ to, accountId }) => ({ address: addressText(to), accountId }));
        const all = [...given.map(({ address }) => address), ...plan.deeds.created.map(({ address }) => addressText(address))];
        expect(new Set(all).size).toBe(all.length);
        for (const { address, accountId } of given) expect([undefined, accountId]).toContain(made.state.owners.get(address));
        for (const { address } of plan.deeds.created) expect(made.state.owners.has(addressText(address))).toBe(false);
      }),
    );
  });

  it('what nothing stands in the way of leaves trees of living units, and everybody in one of them', () => {
    let unhindered = 0;
    fc.assert(
      fc.property(request, (asked) => {
        const { made, plan } = planned(asked);
        if (plan.problems.length > 0) return;
        unhindered += 1;
        const { created, changed, ended, posts } = plan.deeds;
        const parents = new Map<number, number | null>(made.state.units.map(({ id, parentId }) => [id, parentId]));
        for (const { unitId, parent } of changed) parents.set(unitId, parent);
        for (const { key, parent } of created) parents.set(key, parent);
        for (const { unitId } of ended) parents.delete(unitId);
        for (const start of parents.keys()) {
          let steps = 0;
          for (let at: number | null = start; at !== null; at = parents.get(at) ?? null) {
            expect(parents.has(at)).toBe(true);
            steps += 1;
            expect(steps).toBeLessThan(20);
          }
        }
        const placeOf = new Map(posts.map(({ appointmentId, to }) => [appointmentId, to]));
        for (const { appointmentId, unitId } of made.state.posts) expect(parents.has(placeOf.get(appointmentId) ?? unitId)).toBe(true);
      }),
    );
    expect(unhindered).toBeGreaterThan(10);
  });

  it('the same comes of the same', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(planned(asked).plan).toEqual(planned(asked).plan);
      }),
    );
  });
});

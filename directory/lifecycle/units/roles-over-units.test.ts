import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { previewPlan } from '../make-plan.ts';
import { PersonHouse } from '../people/person-house.fixture.ts';
import { profiles } from './org-state.fixture.ts';
import { unitPlanKind } from './unit-plan-kind.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

it('a plan that ends a unit says whose roles end with it, and others do not', async () => {
  const directory = new SmallDirectory(house.test.database);
  const { accountId, address } = await house.someone('Lò Thị Quản', 'Sở Nội vụ');
  await directory.assign(accountId, 'unit-administrator', house.units.tc);
  await directory.assign(accountId, 'unit-administrator', house.units.yt);
  await directory.assign(accountId, 'unit-administrator', house.units.nv, { revoked_at: new Date() });
  const summaryOf = async (...changes: object[]) => {
    const made = await previewPlan(
      house.deps,
      unitPlanKind(async () => profiles),
      { request: { changes }, effectiveOn: '2026-01-01' },
    );
    return made.ok ? made.value.summary.map(({ vi }) => vi).filter((line) => line.startsWith('Vai trò')) : made.refusal;
  };
  expect(await summaryOf({ do: 'merge', unit: 'Sở Tài chính', into: 'Sở Nội vụ' })).toEqual([
    `Vai trò hết hiệu lực cùng đơn vị (${address}: Sở Tài chính)`,
  ]);
  expect(await summaryOf({ do: 'merge', unit: 'Sở Nội vụ', into: 'Sở Tài chính' })).toEqual([]);
  expect(await summaryOf({ do: 'rename', unit: 'Sở Tài chính', name: 'Sở Tài chính và Giá' })).toEqual([]);
});

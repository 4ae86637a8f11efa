import { describe, expect, it } from 'vitest';
import type { Unit } from '../api/api-contract.ts';
import { seesRequests, unitsToAskFor } from './officer.ts';
import { daysPast, todayInVietnam } from './request-text.ts';

it('today is a day of Vietnam, wherever the browser stands', () => {
  expect(todayInVietnam(new Date('2026-11-22T16:59:59Z'))).toBe('2026-11-22');
  expect(todayInVietnam(new Date('2026-11-22T17:00:00Z'))).toBe('2026-11-23');
});

it.each([
  ['2026-11-20', 2],
  ['2026-11-22', 0],
  ['2026-12-01', -9],
])('%s is %i days past', (day, days) => {
  expect(daysPast(day, '2026-11-22')).toBe(days);
});

describe('units for which somebody may ask', () => {
  const unit = (id: number, parentId: number | null): Unit => ({
    ...{ id, parentId, name: `Đơn vị ${id}`, kind: 'agency', code: null, domain: 'backan.gov.vn', address: null },
  });
  const units = [unit(1, null), unit(2, 1), unit(3, 2), unit(4, 1)];
  const nobody = { acts: [], roles: [], heads: [] };
  const ids = (who: Parameters<typeof unitsToAskFor>[0]) => unitsToAskFor(who, units).map(({ id }) => id);

  it('are none for staff and auditors', () => {
    expect(ids(nobody)).toEqual([]);
    expect(seesRequests(nobody)).toBe(false);
    const auditor = {
      ...nobody,
      acts: ['request.read' as const],
      roles: [{ role: 'auditor' as const, unitId: null, unit: null, validTo: null }],
    };
    expect(ids(auditor)).toEqual([]);
    expect(seesRequests(auditor)).toBe(true);
  });

  it('are those administered with what is below, those headed alone, and all for the operator', () => {
    const roles = [{ role: 'unit-administrator' as const, unitId: 2, unit: 'Đơn vị 2', validTo: null }];
    expect(ids({ ...nobody, roles })).toEqual([2, 3]);
    expect(ids({ ...nobody, heads: [{ unitId: 1, name: 'Đơn vị 1', address: null }] })).toEqual([1]);
    expect(ids({ ...nobody, acts: ['request.make'] })).toEqual([1, 2, 3, 4]);
  });
});

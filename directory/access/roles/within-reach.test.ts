import { describe, expect, it } from 'vitest';
import type { UnitId } from '#kernel/ids.ts';
import { reachOf } from './within-reach.ts';

const [own, other] = [5, 9] as UnitId[] as [UnitId, UnitId];
const nobody = { isActive: true, roles: [], headed: [] };
const administrator = { ...nobody, roles: [{ role: 'unit-administrator', unitId: own, validTo: null }] } as const;
const nowhere = { everywhere: false, below: [], alone: [] };

describe('the units upon which somebody may act', () => {
  it('are none for staff, for who is locked out, and by an act that takes another role', () => {
    expect(reachOf(nobody, 'request.read')).toEqual(nowhere);
    expect(reachOf({ ...administrator, headed: [other], isActive: false }, 'request.read')).toEqual(nowhere);
    expect(reachOf(administrator, 'plan.make')).toEqual(nowhere);
    expect(reachOf({ ...nobody, headed: [other] }, 'request.endorse')).toEqual(nowhere);
  });

  it('are those administered with what stands below, and those headed alone', () => {
    expect(reachOf({ ...administrator, headed: [other] }, 'request.read')).toEqual({ everywhere: false, below: [own], alone: [other] });
  });

  it.each(['operator', 'auditor'] as const)('are all for the %s', (role) => {
    expect(reachOf({ ...nobody, roles: [{ role, unitId: null, validTo: null }] }, 'request.read').everywhere).toBe(true);
  });
});

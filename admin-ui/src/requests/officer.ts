import type { Unit } from '../api/api-contract.ts';
import type { WebSession } from '../api/session.ts';
import { lineOf } from '../units/unit-forest.ts';

/** Whether somebody has anything to do with requests. */
export function seesRequests({ acts, roles, heads }: Pick<WebSession, 'acts' | 'roles' | 'heads'>): boolean {
  return acts.includes('request.read') || heads.length > 0 || roles.some(({ role }) => role === 'unit-administrator');
}

/** Units for which somebody may ask: all for the operator; those administered with what is below them; those headed. */
export function unitsToAskFor(
  { acts, roles, heads }: Pick<WebSession, 'acts' | 'roles' | 'heads'>,
  units: readonly Unit[],
): readonly Unit[] {
  if (acts.includes('request.make')) return units;
  const own = new Set(roles.flatMap(({ role, unitId }) => (role === 'unit-administrator' && unitId !== null ? [unitId] : [])));
  const headed = new Set(heads.map(({ unitId }) => unitId));
  return units.filter(({ id }) => headed.has(id) || lineOf(units, id).some((above) => own.has(above.id)));
}

import type { Unit } from '../api/api-contract.ts';
import type { WebSession } from '../api/session.ts';
import { lineOf } from '../units/unit-forest.ts';

type Standing = Pick<WebSession, 'acts' | 'roles' | 'heads'>;

/** Who has any register to look at: all of it, or that of a unit. One's own stand elsewhere. */
export function seesCertificates({ acts, roles, heads }: Standing): boolean {
  return acts.includes('certificate.read') || heads.length > 0 || administered(roles).length > 0;
}

/** Units of which somebody may ask, those administered with what is below them, those headed alone; undefined: all. */
export function certificateUnits({ acts, roles, heads }: Standing, units: readonly Unit[]): readonly Unit[] | undefined {
  if (acts.includes('certificate.read')) return undefined;
  const below = new Set(administered(roles));
  const alone = new Set(heads.map(({ unitId }) => unitId));
  return units.filter(({ id }) => alone.has(id) || lineOf(units, id).some((unit) => below.has(unit.id)));
}

function administered(roles: Standing['roles']): readonly number[] {
  return roles.flatMap(({ role, unitId }) => (role === 'unit-administrator' && unitId !== null ? [unitId] : []));
}

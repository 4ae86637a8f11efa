import type { WebSession } from '../api/session.ts';

/** The units whose duties somebody sees, each with those below it; null: all of them. A head sees the own unit alone. */
export function dutyRoots({
  acts,
  roles,
  heads,
}: Pick<WebSession, 'acts' | 'roles' | 'heads'>): readonly { readonly unitId: number; readonly name: string }[] | null {
  if (acts.includes('duty.read')) return null;
  const administered = roles.flatMap(({ role, unitId, unit }) =>
    role === 'unit-administrator' && unitId !== null ? [{ unitId, name: unit ?? `#${unitId}` }] : [],
  );
  const headed = heads.filter(({ unitId }) => !administered.some((one) => one.unitId === unitId));
  return [...administered, ...headed.map(({ unitId, name }) => ({ unitId, name }))];
}

export function seesDuties(session: Pick<WebSession, 'acts' | 'roles' | 'heads'>): boolean {
  const roots = dutyRoots(session);
  return roots === null || roots.length > 0;
}

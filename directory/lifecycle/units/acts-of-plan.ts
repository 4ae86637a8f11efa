import type { Act } from '#directory/audit/act.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { PlanAct } from '../plan.ts';
import { addressText } from './org-state.ts';
import type { UnitDeeds } from './unit-deeds.ts';

/** For the audit: each unit and each address by itself, so that whoever looks for one finds what happened to it. */
export function actsOf(
  deeds: UnitDeeds,
  { planId, actorAccountId }: PlanAct,
  effectiveOn: string,
  idOf: (key: number) => UnitId,
): readonly Act[] {
  const act = (name: Act['act'], target: string, detail: Act['detail']): Act => ({
    actorAccountId,
    act: name,
    target,
    detail: { planId, effectiveOn, ...detail },
  });
  return [
    ...deeds.created.map(({ key, address, ...is }) =>
      act('unit.create', is.name, { unitId: idOf(key), address: addressText(address), is }),
    ),
    ...deeds.changed.map(({ unitId, was, ...is }) => act('unit.change', was.name, { unitId, was, is })),
    ...deeds.ended.map(({ unitId, name, how, heirs }) =>
      act(`unit.${how}`, name, { unitId, into: heirs.map((heir) => ({ unitId: idOf(heir.unit), name: heir.name })) }),
    ),
    ...deeds.identifiers.map(({ unit, name, value }) => act('unit.identify', name, { unitId: idOf(unit), value })),
    ...deeds.addresses.map(({ from, to, how }) => act('address.renew', from, { to: addressText(to), how, until: deeds.oldAddressesUntil })),
  ];
}

import type { Act } from '#directory/audit/act.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { PlanAct } from '../plan.ts';
import { addressText } from './org-state.ts';
import type { UnitDeeds } from './unit-deeds.ts';

/** For the audit: each unit and each address by itself, so that whoever looks for one finds what happened to it. */
export function actsOf(
  deeds: UnitDeeds,
  { planId, actorAccountId, origin }: PlanAct,
  effectiveOn: string,
  idOf: (key: number) => UnitId,
): readonly Act[] {
  const act = (name: Act['act'], target: string, detail: Act['detail'], more: Partial<Act>): Act => ({
    ...{ actorAccountId, origin, act: name, target, planId, detail: { effectiveOn, ...detail } },
    ...more,
  });
  return [
    ...deeds.created.map(({ key, address, ...is }) =>
      act('unit.create', is.name, { address: addressText(address) }, { unitId: idOf(key), after: is }),
    ),
    ...deeds.changed.map(({ unitId, was, ...is }) => act('unit.change', was.name, {}, { unitId, before: { ...was }, after: is })),
    ...deeds.ended.map(({ unitId, name, how, heirs }) =>
      act(`unit.${how}`, name, { into: heirs.map((heir) => ({ unitId: idOf(heir.unit), name: heir.name })) }, { unitId }),
    ),
    ...deeds.identifiers.map(({ unit, name, value }) => act('unit.identify', name, {}, { unitId: idOf(unit), after: { value } })),
    ...deeds.addresses.map(({ accountId, from, to, how }) =>
      act(
        'address.renew',
        from,
        { how, until: deeds.oldAddressesUntil },
        { accountId, before: { address: from }, after: { address: addressText(to) } },
      ),
    ),
  ];
}

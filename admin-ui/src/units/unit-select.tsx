import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { foldedText } from './unit-forest.ts';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  readonly value: number | undefined;
  readonly onChange: (unitId: number | undefined) => void;
  /** Those that may be chosen; left out: all. */
  readonly among?: readonly Unit[];
}

/** One unit of all, by a few letters without marks; those of one name are told apart by the unit above. */
export function UnitSelect({ value, onChange, among, ...rest }: Props) {
  const { units: words } = useWording();
  const { data = [] } = useQuery(unitsQuery);
  const options = useMemo(() => {
    const labelOf = labelled(data);
    return (among ?? data).map((unit) => ({ value: String(unit.id), label: labelOf(unit) }));
  }, [data, among]);
  return (
    <Select
      data={options}
      value={value === undefined ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? undefined : Number(chosen))}
      searchable
      clearable
      limit={100}
      filter={({ options: all, search }) => {
        const wanted = foldedText(search).trim();
        return all.filter((option) => 'label' in option && foldedText(option.label).includes(wanted));
      }}
      nothingFoundMessage={words.notFound}
      {...rest}
    />
  );
}

/** Offices are called alike in every agency, and some communes in every district. */
function labelled(units: readonly Unit[]): (unit: Unit) => string {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const called = Map.groupBy(units, ({ name }) => name);
  return ({ name, kind, parentId }) => {
    const isShared = kind === 'office' || (called.get(name)?.length ?? 0) > 1;
    const above = isShared && parentId !== null ? byId.get(parentId) : undefined;
    return above === undefined ? name : `${name} (${above.name})`;
  };
}

import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { foldedText, lineOf } from './unit-forest.ts';

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
  const options = useMemo(() => (among ?? data).map((unit) => ({ value: String(unit.id), label: labelOf(unit, data) })), [data, among]);
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

function labelOf(unit: Unit, units: readonly Unit[]): string {
  const isShared = unit.kind === 'office' || units.some(({ id, name }) => id !== unit.id && name === unit.name);
  const above = isShared ? lineOf(units, unit.id).at(-2) : undefined;
  return above === undefined ? unit.name : `${unit.name} (${above.name})`;
}

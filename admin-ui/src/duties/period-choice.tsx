import { SegmentedControl, Select } from '@mantine/core';
import { useWording } from '../i18n/language.tsx';
import { type DutyPeriod, dutyPeriods } from './duty-period.ts';

interface Props {
  readonly period: DutyPeriod;
  readonly onChange: (period: DutyPeriod) => void;
}

/** Side by side where there is room, to choose from on a phone. */
export function PeriodChoice({ period, onChange }: Props) {
  const { duties: words } = useWording();
  const data = dutyPeriods.map((value) => ({ value, label: words.periods[value] }));
  const choose = (value: string | null) => value !== null && onChange(value as DutyPeriod);
  return (
    <>
      <SegmentedControl data={data} value={period} onChange={choose} aria-label={words.period} visibleFrom="sm" />
      <Select label={words.period} data={data} value={period} onChange={choose} allowDeselect={false} hiddenFrom="sm" />
    </>
  );
}

import { Badge } from '@mantine/core';
import type { PlanState } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';

const colours = { planned: 'blue', 'carried-out': 'teal', cancelled: 'gray' } as const;

export function PlanStateBadge({ state }: { readonly state: PlanState }) {
  const { plans } = useWording();
  return (
    <Badge size="sm" variant="light" color={colours[state]}>
      {plans.states[state]}
    </Badge>
  );
}

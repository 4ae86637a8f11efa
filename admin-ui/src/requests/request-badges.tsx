import { Badge } from '@mantine/core';
import { IconAlarm } from '@tabler/icons-react';
import type { Request } from '../api/api-contract.ts';
import { dayText, numberText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { daysPast, todayInVietnam } from './request-text.ts';

const colours = {
  ...{ 'in-review': 'blue', endorsed: 'indigo', returned: 'orange', gathered: 'gray' },
  ...{ 'carried-out': 'teal', refused: 'red', withdrawn: 'gray' },
} as const satisfies Record<Request['state'], string>;

export function RequestStateBadge({ state }: { readonly state: Request['state'] }) {
  const { requestStates } = useWording();
  return (
    <Badge size="sm" variant="light" color={colours[state]} style={{ flexShrink: 0 }}>
      {requestStates[state]}
    </Badge>
  );
}

/** The day by which the next step is in time, and by how much it is late. */
export function DueBadge({ dueOn }: { readonly dueOn: string | null }) {
  const { wording, language } = useLanguage();
  const { requests: words } = wording;
  if (dueOn === null) return null;
  const late = daysPast(dueOn, todayInVietnam());
  const [colour, text] =
    late > 0
      ? ['red', words.late(numberText(late, language))]
      : late === 0
        ? ['yellow', words.dueToday]
        : ['gray', words.due(dayText(dueOn))];
  return (
    <Badge
      size="sm"
      variant={late > 0 ? 'filled' : 'light'}
      color={colour}
      leftSection={late > 0 ? <IconAlarm size={12} aria-hidden /> : null}
      title={words.due(dayText(dueOn))}
      style={{ flexShrink: 0 }}
    >
      {text}
    </Badge>
  );
}

const lineColours = { open: 'gray', struck: 'gray', planned: 'blue', 'carried-out': 'teal', refused: 'red' } as const;

export function LineStateBadge({ state }: { readonly state: keyof typeof lineColours }) {
  const { lineStates } = useWording();
  return (
    <Badge size="sm" variant="light" color={lineColours[state]} style={{ flexShrink: 0 }}>
      {lineStates[state]}
    </Badge>
  );
}

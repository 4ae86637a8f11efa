import { Badge } from '@mantine/core';
import { IconCheck, IconClock, IconPlayerPause, IconSend, IconX } from '@tabler/icons-react';
import type { QueuedMessage } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';

type State = QueuedMessage['recipients'][number]['state'];

const looks = {
  waiting: ['yellow', IconClock],
  sending: ['blue', IconSend],
  held: ['gray', IconPlayerPause],
  delivered: ['teal', IconCheck],
  failed: ['red', IconX],
} as const satisfies Record<State, readonly [string, typeof IconX]>;

/** `count`: of so many recipients; left out: of the one it stands beside. */
export function QueueStateBadge({ state, count }: { readonly state: State; readonly count?: string }) {
  const { queue: words } = useWording();
  const [colour, Icon] = looks[state];
  const text = count === undefined ? words.states[state] : words.count(count, words.states[state]);
  return (
    <Badge size="sm" variant="light" color={colour} leftSection={<Icon size={12} aria-hidden />} style={{ flexShrink: 0 }}>
      {text}
    </Badge>
  );
}

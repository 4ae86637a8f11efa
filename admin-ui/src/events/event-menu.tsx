import { Button, Menu } from '@mantine/core';
import { IconArrowsExchange, IconChevronDown, IconDoorExit, IconPlayerPause, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PersonInFull } from '../api/api-contract.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import type { PersonEvent } from './event.ts';

const icons = {
  appoint: IconPlus,
  transfer: IconArrowsExchange,
  suspend: IconPlayerPause,
  return: IconPlayerPlay,
  leave: IconDoorExit,
} as const satisfies Record<PersonEvent, unknown>;

/** What may become of somebody, for who may plan it. */
export function EventMenu({ person }: { readonly person: PersonInFull }) {
  const { events: words } = useWording();
  const { data: session } = useQuery(sessionQuery);
  if (!session?.acts.includes('plan.make')) return null;
  const isThere = person.record?.standing === 'in-service' || person.record?.standing === 'locked';
  const events: readonly PersonEvent[] = isThere
    ? ['transfer', 'appoint', 'suspend', 'leave']
    : person.record?.standing === 'suspended'
      ? ['return', 'leave']
      : ['appoint'];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{words.menu}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {events.map((event) => {
          const Icon = icons[event];
          return (
            <Menu.Item
              key={event}
              component={Link}
              to={`/people/${person.id}/${event}` as string}
              leftSection={<Icon size={16} aria-hidden />}
              {...(event === 'leave' ? { color: 'red' } : {})}
            >
              {words.titles[event]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

import { Button, CloseButton, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { PeopleFilter } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { Page } from '../shared/page.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { AddressBookLink } from './address-book-link.tsx';
import { PeopleList } from './people-list.tsx';

/** Everybody, found as one types; the filter stands in the address, so that it can be sent to somebody and gone back to. */
export function PeoplePage() {
  const wording = useWording();
  const { people: words } = wording;
  const filter = useSearch({ strict: false }) as PeopleFilter;
  const navigate = useNavigate();
  const [text, setText] = useState(filter.q ?? '');
  const [q] = useDebouncedValue(text.trim(), 150);
  const { data: session } = useQuery(sessionQuery);
  const show = (change: Partial<PeopleFilter>) => void navigate({ to: '/people', search: { ...filter, ...change }, replace: true });
  // The address follows what was typed, and what was typed follows the address where somebody goes back.
  useEffect(() => {
    if (q !== (filter.q ?? ''))
      void navigate({ to: '/people', search: (before: object) => ({ ...before, q: q || undefined }) as never, replace: true });
  }, [q, filter.q, navigate]);
  const clear = () => {
    setText('');
    void navigate({ to: '/people', search: {}, replace: true });
  };
  return (
    <Page
      title={words.title}
      actions={
        session?.acts.includes('plan.make') && (
          <Button renderRoot={(props) => <Link to="/people/new" {...props} />} leftSection={<IconUserPlus size={16} aria-hidden />}>
            {wording.events.new}
          </Button>
        )
      }
    >
      <Group gap="sm" align="flex-end">
        <TextInput
          label={words.name}
          placeholder={words.filter}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={text === '' ? null : <CloseButton size="sm" aria-label={words.clear} onClick={() => setText('')} />}
          flex="1 1 16rem"
          data-autofocus
        />
        <UnitSelect
          label={words.inUnit}
          placeholder={words.anyUnit}
          value={filter.unit}
          onChange={(unit) => show({ unit, below: unit === undefined ? undefined : true })}
          flex="1 1 14rem"
        />
        <Select
          label={words.presence}
          placeholder={words.anyPresence}
          data={(['in-service', 'away', 'left'] as const).map((value) => ({ value, label: wording.presences[value]! }))}
          value={filter.presence ?? null}
          onChange={(value) => show({ presence: (value ?? undefined) as PeopleFilter['presence'] })}
          clearable
          flex="0 1 11rem"
        />
      </Group>
      <AddressBookLink unit={filter.unit} below={filter.below} />
      <PeopleList filter={filter} onClear={clear} />
    </Page>
  );
}

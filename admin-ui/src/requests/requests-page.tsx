import { Badge, Button, CloseButton, Group, Select, Stack, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilePlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Request } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { Page } from '../shared/page.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { GatherButton } from './gather-button.tsx';
import { unitsToAskFor } from './officer.ts';
import { type RequestFilter, requestStates, requestsQuery } from './queries.ts';
import { RequestList } from './request-list.tsx';

interface Search extends RequestFilter {
  readonly tab?: 'following';
}

/** What waits for whoever looks, and all they follow; tab and filter stand in the address. */
export function RequestsPage() {
  const wording = useWording();
  const { requests: words } = wording;
  const { tab = 'waiting', ...filter } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const { data: units = [] } = useQuery(unitsQuery);
  const waiting = useInfiniteQuery(requestsQuery(true));
  const count = waiting.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  const mayMake = session !== undefined && unitsToAskFor(session, units).length > 0;
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        mayMake && (
          <Button renderRoot={(props) => <Link to="/requests/new" {...props} />} leftSection={<IconFilePlus size={16} aria-hidden />}>
            {words.make}
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: '/requests', search: value === 'following' ? { tab: value } : {}, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab
            value="waiting"
            rightSection={
              count > 0 && (
                <Badge size="sm" circle={count < 10} variant="filled">
                  {waiting.hasNextPage ? `${count}+` : count}
                </Badge>
              )
            }
          >
            {words.waiting}
          </Tabs.Tab>
          <Tabs.Tab value="following">{words.following}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="waiting">
          <Waiting />
        </Tabs.Panel>
        <Tabs.Panel value="following">
          <Stack>
            <Filters filter={filter} />
            <RequestList waiting={false} filter={filter} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Waiting() {
  const [selected, select] = useState<readonly Request[]>([]);
  return (
    <Stack>
      <GatherButton selected={selected} onDone={() => select([])} />
      <RequestList waiting filter={{}} selected={selected} onSelect={select} />
    </Stack>
  );
}

function Filters({ filter }: { readonly filter: RequestFilter }) {
  const wording = useWording();
  const { requests: words } = wording;
  const navigate = useNavigate();
  const [text, setText] = useState(filter.q ?? '');
  const [q] = useDebouncedValue(text.trim(), 200);
  const show = (change: RequestFilter) =>
    void navigate({ to: '/requests', search: { tab: 'following', ...filter, ...change }, replace: true });
  useEffect(() => {
    if (q !== (filter.q ?? ''))
      void navigate({ to: '/requests', search: (before: object) => ({ ...before, q: q || undefined }) as never, replace: true });
  }, [q, filter.q, navigate]);
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        label={words.text}
        placeholder={words.textHelp}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={text === '' ? null : <CloseButton size="sm" aria-label={wording.people.clear} onClick={() => setText('')} />}
        flex="1 1 16rem"
      />
      <UnitSelect
        label={words.unit}
        placeholder={wording.people.anyUnit}
        value={filter.unit}
        onChange={(unit) => show({ unit })}
        flex="1 1 14rem"
      />
      <Select
        label={words.state}
        placeholder={words.anyState}
        data={requestStates.map((value) => ({ value, label: wording.requestStates[value] }))}
        value={filter.state ?? null}
        onChange={(state) => show({ state: (state ?? undefined) as RequestFilter['state'] })}
        clearable
        flex="0 1 12rem"
      />
    </Group>
  );
}

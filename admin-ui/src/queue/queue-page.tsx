import { CloseButton, Group, Loader, Paper, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMailForward } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { MoreButton } from '../shared/more-button.tsx';
import { Page } from '../shared/page.tsx';
import { type QueueFilter, type QueueState, queueQuery, queueStates } from './queries.ts';
import { QueueList } from './queue-list.tsx';

/** Mail for other systems, as it stands now. */
export function QueuePage() {
  const { queue: words } = useWording();
  const filter = useSearch({ strict: false }) as QueueFilter;
  const navigate = useNavigate();
  const { state = 'open' } = filter;
  return (
    <Page title={words.title} lead={words.lead}>
      <SegmentedControl
        data={queueStates.map((value) => ({ value, label: words.filters[value] }))}
        value={state}
        onChange={(value) => void navigate({ to: '/queue', search: { ...filter, state: value as QueueState }, replace: true })}
        aria-label={words.title}
        style={{ alignSelf: 'flex-start', maxWidth: '100%', overflowX: 'auto' }}
      />
      <Group gap="sm" align="flex-end">
        <FilterText name="domain" label={words.domain} placeholder={words.domainHelp} value={filter.domain ?? ''} />
        <FilterText name="sender" label={words.sender} placeholder={words.senderHelp} value={filter.sender ?? ''} />
      </Group>
      <Messages filter={filter} />
    </Page>
  );
}

interface FilterTextProps {
  readonly name: 'domain' | 'sender';
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
}

function FilterText({ name, label, placeholder, value }: FilterTextProps) {
  const { queue: words } = useWording();
  const navigate = useNavigate();
  const [text, setText] = useState(value);
  const [wanted] = useDebouncedValue(text.trim(), 250);
  useEffect(() => {
    if (wanted !== value)
      void navigate({ to: '/queue', search: (before: object) => ({ ...before, [name]: wanted || undefined }) as never, replace: true });
  }, [wanted, value, name, navigate]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      maxLength={100}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      rightSection={text === '' ? null : <CloseButton size="sm" aria-label={words.clear} onClick={() => setText('')} />}
      flex="1 1 14rem"
      maw={{ sm: 320 }}
    />
  );
}

function Messages({ filter }: { readonly filter: QueueFilter }) {
  const wording = useWording();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(queueQuery(filter));
  const messages = data?.pages.flatMap((page) => page.items) ?? [];
  if (isPending) return <Loader aria-label={wording.loading} />;
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && messages.length === 0 && <Empty filter={filter} />}
      {messages.length > 0 && (
        <Paper withBorder px={{ base: 'sm', sm: 'md' }} py="xs">
          <QueueList messages={messages} />
        </Paper>
      )}
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </>
  );
}

function Empty({ filter: { state = 'open', domain, sender } }: { readonly filter: QueueFilter }) {
  const { queue: words } = useWording();
  const isFiltered = Boolean(domain ?? sender);
  const [title, help] = isFiltered ? [words.noneFound, words.noneFoundHelp] : words.empty[state];
  return <EmptyState icon={<IconMailForward size={24} />} title={title} help={help} />;
}

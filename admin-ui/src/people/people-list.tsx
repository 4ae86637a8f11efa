import { Avatar, Box, Button, Group, Loader, Paper, Text } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Person } from '../api/api-contract.ts';
import { type PeopleFilter, peopleQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { Address } from '../shared/address.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PersonLink } from '../shared/links.tsx';
import classes from './people-list.module.css';
import { postText } from './post-text.ts';
import { PresenceBadge } from './presence-badge.tsx';

interface Props {
  readonly filter: PeopleFilter;
  /** Whether people of several units are among them. */
  readonly showsUnit?: boolean;
  readonly onClear?: () => void;
}

/** People by given name, however many: pages come as one scrolls, and only what is seen is drawn. */
export function PeopleList({ filter, showsUnit = true, onClear }: Props) {
  const wording = useWording();
  const query = useInfiniteQuery(peopleQuery(filter));
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const people = data?.pages.flatMap((page) => page.items) ?? [];
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: people.length,
    estimateSize: () => 64,
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (at) => people[at]!.id,
  });
  const items = rows.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastSeen >= people.length - 10 && hasNextPage && !isFetchingNextPage && error === null) void fetchNextPage();
  }, [lastSeen, people.length, hasNextPage, isFetchingNextPage, fetchNextPage, error]);
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error && people.length === 0) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (people.length === 0)
    return (
      <EmptyState
        icon={<IconUserSearch size={24} />}
        title={onClear ? wording.people.nobody : wording.units.noPeople}
        {...(onClear ? { help: wording.people.nobodyHelp } : {})}
      >
        {onClear && (
          <Button variant="default" onClick={onClear}>
            {wording.people.clear}
          </Button>
        )}
      </EmptyState>
    );
  return (
    <Paper withBorder px={{ base: 'xs', sm: 'md' }} py="xs">
      <ul ref={list} className={classes.list} style={{ height: rows.getTotalSize() }}>
        {items.map((item) => (
          <li
            key={item.key}
            data-index={item.index}
            ref={rows.measureElement}
            className={classes.item}
            style={{ transform: `translateY(${item.start - rows.options.scrollMargin}px)` }}
          >
            <PersonRow person={people[item.index]!} showsUnit={showsUnit} />
          </li>
        ))}
      </ul>
      {error && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      <Text size="xs" c="dimmed" ta="center" py="sm" aria-live="polite">
        {isFetchingNextPage ? wording.loading : hasNextPage ? '' : wording.people.endOfList}
      </Text>
    </Paper>
  );
}

function PersonRow({ person, showsUnit }: { readonly person: Person; readonly showsUnit: boolean }) {
  const wording = useWording();
  const posts = person.posts.map((post) => `${postText(post, wording)}${showsUnit ? `, ${post.unit}` : ''}`);
  return (
    <div className={classes.row}>
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Avatar
          name={person.name.split(' ').slice(-2).join(' ')}
          color="initials"
          allowedInitialsColors={['son', 'teal', 'blue', 'gray']}
          size={36}
          aria-hidden
        />
        <Box miw={0}>
          <PersonLink id={person.id} fw={600}>
            {person.name}
          </PersonLink>
          <Text size="sm" c="dimmed" truncate title={posts.join(' · ')}>
            {posts.length === 0 ? wording.people.noPost : posts.join(' · ')}
          </Text>
        </Box>
      </Group>
      <Group gap="sm" className={classes.aside}>
        {person.presence !== 'in-service' && <PresenceBadge presence={person.presence} />}
        <Address address={person.address} />
      </Group>
    </div>
  );
}

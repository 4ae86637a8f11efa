import { Button, Checkbox, Group, Loader, Paper, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Request } from '../api/api-contract.ts';
import { dayText, numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { type RequestFilter, requestsQuery } from './queries.ts';
import { DueBadge, RequestStateBadge } from './request-badges.tsx';
import { todayInVietnam, turnText } from './request-text.ts';
import classes from './requests.module.css';

interface Props {
  readonly waiting: boolean;
  readonly filter: RequestFilter;
  /** To be gathered; left out: nothing is selected here. */
  readonly selected?: readonly Request[];
  readonly onSelect?: (selected: readonly Request[]) => void;
}

/** Requests a page at a time. */
export function RequestList({ waiting, filter, selected = [], onSelect }: Props) {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(
    requestsQuery(waiting, filter),
  );
  const requests = data?.pages.flatMap((page) => page.items) ?? [];
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error && requests.length === 0) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (requests.length === 0) {
    const isFiltered = Object.values(filter).some((value) => value !== undefined);
    if (isFiltered) return <EmptyState icon={<IconInbox size={24} />} title={words.noneFound} help={wording.people.nobodyHelp} />;
    const [title, help] = waiting ? [words.noneWaiting, words.noneWaitingHelp] : [words.none, words.noneHelp];
    return <EmptyState icon={<IconInbox size={24} />} title={title} help={help} />;
  }
  const toggle = (request: Request) =>
    onSelect?.(selected.some(({ id }) => id === request.id) ? selected.filter(({ id }) => id !== request.id) : [...selected, request]);
  return (
    <Paper withBorder px={{ base: 'xs', sm: 'md' }} py="xs">
      <ul className={classes.list}>
        {requests.map((request) => (
          <RequestRow
            key={request.id}
            request={request}
            {...(onSelect && request.state === 'in-review'
              ? { isSelected: selected.some(({ id }) => id === request.id), onToggle: () => toggle(request) }
              : {})}
          />
        ))}
      </ul>
      {error && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <Group justify="center" py="xs">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {wording.more}
          </Button>
        </Group>
      )}
    </Paper>
  );
}

interface RowProps {
  readonly request: Request;
  readonly isSelected?: boolean;
  readonly onToggle?: () => void;
}

function RequestRow({ request, isSelected = false, onToggle }: RowProps) {
  const { wording, language } = useLanguage();
  const { requests: words } = wording;
  const turn = turnText(request, wording);
  return (
    <li className={classes.row}>
      {onToggle ? (
        <Checkbox checked={isSelected} onChange={onToggle} aria-label={words.select(request.id)} mt={2} />
      ) : (
        <Text span size="sm" className={classes.number} ta="right">
          {request.id}
        </Text>
      )}
      <div className={classes.main}>
        <PageLink to="/requests/$requestId" params={{ requestId: String(request.id) }} fw={600}>
          {request.title}
        </PageLink>
        <Text size="sm">{[request.unit, words.lines(numberText(request.lines, language))].join(' · ')}</Text>
        <Text size="sm" c="dimmed">
          {[turn, dayText(todayInVietnam(new Date(request.madeAt)))].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.aside}>
        <RequestStateBadge state={request.state} />
        <DueBadge dueOn={request.dueOn} />
      </div>
    </li>
  );
}

import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Section } from '../shared/section.tsx';
import { requestsQuery } from './queries.ts';
import { DueBadge } from './request-badges.tsx';
import classes from './requests.module.css';

const shownMax = 5;

/** On the first page: what waits for whoever looks, what is due first before the rest. */
export function WaitingRequests() {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const { data, error, refetch } = useInfiniteQuery(requestsQuery(true));
  if (!data && !error) return null;
  const requests = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.waitingTitle} aside={<PageLink to="/requests">{words.title}</PageLink>}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && requests.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noneWaiting}
        </Text>
      )}
      <ul className={classes.list}>
        {requests.slice(0, shownMax).map((request) => (
          <li key={request.id} className={classes.waiting}>
            <div className={classes.main}>
              <PageLink to="/requests/$requestId" params={{ requestId: String(request.id) }}>
                {request.title}
              </PageLink>
              <Text size="xs" c="dimmed">
                {request.unit}
              </Text>
            </div>
            <DueBadge dueOn={request.dueOn} />
          </li>
        ))}
      </ul>
      {requests.length > shownMax && <PageLink to="/requests">{wording.more}</PageLink>}
    </Section>
  );
}

import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { batchesQuery } from '../api/queries.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { PlanStateBadge } from '../plans/plan-state-badge.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import classes from '../shared/list.module.css';
import { MoreButton } from '../shared/more-button.tsx';
import { Section } from '../shared/section.tsx';

/** Tables of before, the latest first. */
export function Batches() {
  const { wording, language } = useLanguage();
  const { bulk: words } = wording;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(batchesQuery);
  const batches = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.history}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && batches.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      <ul className={classes.list}>
        {batches.map((batch) => (
          <li key={batch.id} className={classes.item}>
            <div>
              <PageLink to="/bulk/$batchId" params={{ batchId: String(batch.id) }}>
                {batch.title}
              </PageLink>
              <Text size="xs" c="dimmed">
                {[
                  momentText(batch.madeAt, language),
                  words.rows(batch.rows),
                  words.made(batch.made),
                  batch.undone > 0 ? words.undone(batch.undone) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
            <PlanStateBadge state={batch.state} />
          </li>
        ))}
      </ul>
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </Section>
  );
}

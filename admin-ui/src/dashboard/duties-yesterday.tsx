import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { dutiesQuery } from '../duties/queries.ts';
import { ShareCell } from '../duties/share-cell.tsx';
import { useWording } from '../i18n/language.tsx';
import { todayInVietnam } from '../requests/request-text.ts';
import { PageLink } from '../shared/links.tsx';
import { daysBefore } from './needs.ts';
import { StandingCard } from './standing-card.tsx';

const kinds = ['mailbox', 'head', 'people'] as const;

/** The last day that is over: today's figures are not known before tonight. */
export function DutiesYesterday() {
  const { dashboard: words, duties } = useWording();
  const yesterday = daysBefore(todayInVietnam(), 1);
  const { data } = useQuery(dutiesQuery({ from: yesterday, to: yesterday }, undefined));
  if (!data) return null;
  const ids = new Set(data.items.map(({ unitId }) => unitId));
  const roots = data.items.filter(({ parentId }) => parentId === null || !ids.has(parentId));
  const sums = kinds.map((kind) => ({
    kind,
    required: roots.reduce((sum, { all }) => sum + all[kind].required, 0),
    met: roots.reduce((sum, { all }) => sum + all[kind].met, 0),
  }));
  return (
    <StandingCard
      title={
        <PageLink to="/duties" search={{}} fw={600}>
          {words.duties}
        </PageLink>
      }
    >
      {sums.every(({ required }) => required === 0) ? (
        <Text size="sm" c="dimmed">
          {words.dutiesNone}
        </Text>
      ) : (
        sums
          .filter(({ required }) => required > 0)
          .map(({ kind, required, met }) => (
            <Group key={kind} justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm" c="dimmed">
                {duties[kind]}
              </Text>
              <ShareCell count={{ required, met }} label={duties[kind]} />
            </Group>
          ))
      )}
    </StandingCard>
  );
}

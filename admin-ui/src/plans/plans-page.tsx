import { Group, Loader, Paper, SegmentedControl, Table, Text } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type PlanState, plansQuery } from '../api/queries.ts';
import { dayText, momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { MoreButton } from '../shared/more-button.tsx';
import { Page } from '../shared/page.tsx';
import { PlanStateBadge } from './plan-state-badge.tsx';

/** Plans, those that wait first to be looked at. */
export function PlansPage() {
  const { wording, language } = useLanguage();
  const { plans: words } = wording;
  const { state } = useSearch({ strict: false }) as { state?: PlanState };
  const navigate = useNavigate();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(plansQuery(state));
  const plans = data?.pages.flatMap((page) => page.items) ?? [];
  const choices = (['planned', 'carried-out', 'cancelled'] as const).map((value) => ({
    value: value as string,
    label: words.states[value],
  }));
  return (
    <Page title={words.title} lead={words.lead}>
      <SegmentedControl
        data={[{ value: '', label: wording.all }, ...choices]}
        value={state ?? ''}
        onChange={(value) => void navigate({ to: '/plans', search: value === '' ? {} : { state: value as PlanState }, replace: true })}
        aria-label={words.title}
        style={{ alignSelf: 'flex-start' }}
      />
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && plans.length === 0 && <EmptyState icon={<IconCalendarEvent size={24} />} title={words.empty} help={words.emptyHelp} />}
      {plans.length > 0 && (
        <Paper withBorder>
          <Table verticalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.title}</Table.Th>
                <Table.Th visibleFrom="sm">{words.effectiveOn}</Table.Th>
                <Table.Th visibleFrom="md">{words.madeAt}</Table.Th>
                <Table.Th visibleFrom="sm" />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {plans.map((plan) => (
                <Table.Tr key={plan.id}>
                  <Table.Td>
                    <PageLink to="/plans/$planId" params={{ planId: String(plan.id) }}>
                      {plan.title}
                    </PageLink>
                    <Group gap="xs" hiddenFrom="sm" mt={4}>
                      <PlanStateBadge state={plan.state} />
                      <Text size="xs" c="dimmed">
                        {dayText(plan.effectiveOn)}
                      </Text>
                    </Group>
                    {plan.refusedBecause !== null && plan.state === 'planned' && (
                      <Text size="xs" c="red">
                        {words.refused}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{dayText(plan.effectiveOn)}</Table.Td>
                  <Table.Td visibleFrom="md">{momentText(plan.madeAt, language)}</Table.Td>
                  <Table.Td ta="right" visibleFrom="sm">
                    <PlanStateBadge state={plan.state} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </Page>
  );
}

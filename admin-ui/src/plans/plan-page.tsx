import { Alert, Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { PlanInFull } from '../api/api-contract.ts';
import { planQuery } from '../api/queries.ts';
import { dayText, momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { MinutesButton } from './minutes-button.tsx';
import { PlanActs } from './plan-acts.tsx';
import { PlanProgress } from './plan-progress.tsx';
import { PlanStateBadge } from './plan-state-badge.tsx';

export function PlanPage() {
  const id = Number((useParams({ strict: false }) as { planId: string }).planId);
  const { wording, language } = useLanguage();
  const { plans: words } = wording;
  const { data, error, isPending, refetch } = useQuery(planQuery(id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { data: plan, tag } = data;
  return (
    <Stack gap="sm">
      <PageLink to="/plans">{words.title}</PageLink>
      <Page
        title={plan.title}
        lead={
          <Group gap="xs" mt={4}>
            <PlanStateBadge state={plan.state} />
            <Text size="sm">{wording.events.planNumber(plan.id)}</Text>
          </Group>
        }
      >
        {plan.refusedBecause !== null && plan.state === 'planned' && (
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={words.refused}>
            {plan.refusedBecause}
          </Alert>
        )}
        {plan.state === 'planned' && <PlanProgress planId={plan.id} />}
        <Section title={words.does}>
          <Facts rows={factsOf(plan, words, (moment) => momentText(moment, language))} />
          <List size="sm" spacing={4}>
            {plan.summary.map((sentence) => (
              <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
            ))}
          </List>
          {plan.state === 'planned' && <PlanActs plan={plan} tag={tag} />}
          {plan.state === 'carried-out' && plan.kind === 'person' && <MinutesButton planId={plan.id} />}
        </Section>
      </Page>
    </Stack>
  );
}

function factsOf(plan: PlanInFull, words: { effectiveOn: string; madeAt: string; settledAt: string }, moment: (at: string) => string) {
  return [
    [words.effectiveOn, dayText(plan.effectiveOn)],
    [words.madeAt, moment(plan.madeAt)],
    [words.settledAt, plan.settledAt === null ? null : moment(plan.settledAt)],
  ] as const;
}

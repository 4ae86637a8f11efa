import { Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RequestInFull } from '../api/api-contract.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { PageLink, UnitLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { requestQuery } from './queries.ts';
import { DueBadge, RequestStateBadge } from './request-badges.tsx';
import { RequestHistory } from './request-history.tsx';
import { RequestLines } from './request-lines.tsx';
import { RequestSteps } from './request-steps.tsx';
import { turnText } from './request-text.ts';

export function RequestPage() {
  const id = Number((useParams({ strict: false }) as { requestId: string }).requestId);
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const { data, error, isPending, refetch } = useQuery(requestQuery(id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { data: request, tag } = data;
  const turn = turnText(request, wording);
  return (
    <Stack gap="sm">
      <PageLink to="/requests">{words.title}</PageLink>
      <Page
        title={request.title}
        lead={
          <Group gap="xs" mt={4}>
            <RequestStateBadge state={request.state} />
            <DueBadge dueOn={request.dueOn} />
            {turn && <Text size="sm">{turn}</Text>}
          </Group>
        }
      >
        <Section title={words.number(request.id)}>
          <RequestFacts request={request} />
          <RequestSteps request={request} tag={tag} />
        </Section>
        <Section title={words.list}>
          <RequestLines request={request} />
        </Section>
        <Section title={words.history}>
          <RequestHistory steps={request.history} />
        </Section>
      </Page>
    </Stack>
  );
}

function RequestFacts({ request }: { readonly request: RequestInFull }) {
  const { wording, language } = useLanguage();
  const { requests: words } = wording;
  const { settledAt, gatheredInto, parts } = request;
  const toRequest = (requestId: number, text: string) => (
    <PageLink key={requestId} to="/requests/$requestId" params={{ requestId: String(requestId) }}>
      {text}
    </PageLink>
  );
  return (
    <Facts
      rows={[
        [
          words.unit,
          <UnitLink key="unit" id={request.unitId}>
            {request.unit}
          </UnitLink>,
        ],
        [words.madeBy, request.madeBy ?? words.console],
        [words.madeAt, momentText(request.madeAt, language)],
        [words.settledAt, settledAt === null ? null : momentText(settledAt, language)],
        [words.gatheredInto, gatheredInto === null ? null : toRequest(gatheredInto, words.number(gatheredInto))],
        [
          words.parts,
          parts.length === 0 ? null : (
            <Group key="parts" gap="md">
              {parts.map((part) => toRequest(part.id, `${words.number(part.id)} (${part.unit})`))}
            </Group>
          ),
        ],
      ]}
    />
  );
}

import { Group, Loader, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { AccountDuty } from '../api/api-contract.ts';
import { sessionQuery } from '../api/session.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { todayInVietnam } from '../requests/request-text.ts';
import { Address } from '../shared/address.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { DayGrid, Legend } from './day-grid.tsx';
import { type DutyPeriod, type Span, spanOf } from './duty-period.ts';
import { seesDuties } from './duty-reach.ts';
import { PeriodChoice } from './period-choice.tsx';
import { accountDutyQuery } from './queries.ts';
import { ShareCell } from './share-cell.tsx';

/** One mailbox day by day. */
export function MailboxDaysPage() {
  const id = Number((useParams({ strict: false }) as { accountId: string }).accountId);
  const wording = useWording();
  const { duties: words } = wording;
  const { period = 'this-month' } = useSearch({ strict: false }) as { period?: DutyPeriod };
  const navigate = useNavigate();
  const span = spanOf(period, todayInVietnam());
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch } = useQuery(accountDutyQuery(span, id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const up = data.unitId === null ? { period } : { period, unit: data.unitId };
  return (
    <Stack gap="sm">
      {session && seesDuties(session) && (
        <PageLink to="/duties" search={up}>
          {words.title}
        </PageLink>
      )}
      <Page
        title={data.name}
        lead={<Address address={data.address} />}
        actions={
          <PeriodChoice period={period} onChange={(chosen) => void navigate({ to: '.', search: { period: chosen }, replace: true })} />
        }
      >
        <Figures duty={data} span={span} />
        {data.days.length === 0 ? (
          <EmptyState icon={<IconCalendarOff size={24} />} title={words.noDays} help={words.noDaysHelp} />
        ) : (
          <Section title={words.dayByDay}>
            <Legend />
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
              {monthsOf(span).map((month) => (
                <DayGrid key={month.from} days={data.days} span={month} />
              ))}
            </SimpleGrid>
          </Section>
        )}
      </Page>
    </Stack>
  );
}

function Figures({ duty, span }: { readonly duty: AccountDuty; readonly span: Span }) {
  const { duties: words } = useWording();
  return (
    <Section title={words.span(dayText(span.from), dayText(span.to))}>
      <Group gap="xl">
        <div>
          <Text size="sm" c="dimmed">
            {duty.kind === 'unit' ? words.mailbox : words.personal}
          </Text>
          <ShareCell count={duty.mailbox} label={words.mailbox} />
        </div>
        {duty.head && (
          <div>
            <Text size="sm" c="dimmed">
              {words.head}
            </Text>
            <ShareCell count={duty.head} label={words.head} />
          </div>
        )}
      </Group>
    </Section>
  );
}

/** The months of a span, the latest first. */
function monthsOf({ from, to }: Span): readonly Span[] {
  const months: Span[] = [];
  for (let first = from; first <= to; ) {
    const [year = 0, month = 1] = first.split('-').map(Number);
    const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    months.unshift({ from: first, to: last < to ? last : to });
    first = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  }
  const today = todayInVietnam();
  return months.filter((month) => month.from <= today);
}

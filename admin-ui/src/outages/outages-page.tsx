import { Badge, Group, Loader, SegmentedControl, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { OutageReport } from '../api/api-contract.ts';
import { asked, GET } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { momentText, numberText } from '../i18n/formats.ts';
import { type Language, useLanguage } from '../i18n/language.tsx';
import type { Wording } from '../i18n/wording-vi.ts';
import { todayInVietnam } from '../requests/request-text.ts';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { EndOutage, NoteOutage } from './note-outage.tsx';
import { type OutagePeriod, outagePeriods, outageSpanOf } from './outage-span.ts';

type Outage = OutageReport['items'][number];

const outagesQuery = (span: ReturnType<typeof outageSpanOf>) =>
  queryOptions({
    queryKey: ['outages', span],
    queryFn: ({ signal }) => asked(GET('/api/v1/outages', { params: { query: { ...span } }, signal })),
  });

/** When the system was not there or will not be, the latest first. */
export function OutagesPage() {
  const { wording, language } = useLanguage();
  const { outages: words } = wording;
  const { period = 'recent' } = useSearch({ strict: false }) as { period?: OutagePeriod };
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch } = useQuery(outagesQuery(outageSpanOf(period, todayInVietnam())));
  const mayNote = session?.acts.includes('outage.note') === true;
  return (
    <Page title={words.title} lead={words.lead} actions={mayNote && <NoteOutage />}>
      <Group>
        <SegmentedControl
          data={outagePeriods.map((value) => ({ value, label: words.periods[value] }))}
          value={period}
          onChange={(chosen) => void navigate({ to: '/outages', search: chosen === 'recent' ? {} : { period: chosen as OutagePeriod } })}
          aria-label={words.period}
        />
      </Group>
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState icon={<IconCircleCheck size={24} />} title={words.none} help={words.noneHelp} />}
      {data && data.items.length > 0 && (
        <Section title={words.sum(timeText(data.workingMinutes, wording, language), data.paperProcedures)}>
          <OutageTable items={data.items} mayNote={mayNote} />
        </Section>
      )}
    </Page>
  );
}

function OutageTable({ items, mayNote }: { readonly items: readonly Outage[]; readonly mayNote: boolean }) {
  const { outages: words } = useLanguage().wording;
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.begins}</Table.Th>
            <Table.Th>{words.ends}</Table.Th>
            <Table.Th>{words.working}</Table.Th>
            <Table.Th>{words.note}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.toReversed().map((outage) => (
            <OutageRow key={outage.id} outage={outage} mayNote={mayNote} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function OutageRow({ outage, mayNote }: { readonly outage: Outage; readonly mayNote: boolean }) {
  const { wording, language } = useLanguage();
  const { outages: words } = wording;
  const { kind, beginsAt, endsAt, note, workingMinutes, needsPaper } = outage;
  const isToCome = Date.parse(beginsAt) > Date.now();
  return (
    <Table.Tr>
      <Table.Td>{momentText(beginsAt, language)}</Table.Td>
      <Table.Td>
        {endsAt === null ? (
          <Group gap="xs">
            <Badge color="red" variant="light" leftSection={<IconClock size={12} aria-hidden />}>
              {words.goesOn}
            </Badge>
            {mayNote && <EndOutage />}
          </Group>
        ) : (
          momentText(endsAt, language)
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Text size="sm">{timeText(workingMinutes, wording, language)}</Text>
          {needsPaper && (
            <Badge color="red" variant="filled" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
              {words.needsPaper}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Group gap="xs">
          <Text size="sm">{note === '' ? words.kinds[kind] : note}</Text>
          {note !== '' && (
            <Badge size="sm" variant="light" color="gray">
              {words.kinds[kind]}
            </Badge>
          )}
          {isToCome && (
            <Badge size="sm" variant="light" color="blue">
              {words.toCome}
            </Badge>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Minutes as people say them: 5 giờ 30 phút. */
function timeText(minutes: number, { outages: words }: Wording, language: Language): string {
  const hours = Math.floor(minutes / 60);
  const rest = numberText(minutes % 60, language);
  return hours === 0 ? words.minutes(rest) : words.hours(numberText(hours, language), rest);
}

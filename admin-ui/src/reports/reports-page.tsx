import { Button, Group, Loader, Select, Text } from '@mantine/core';
import { IconFileTypePdf, IconFileTypeXls } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { draftQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { IssueReport } from './issue-report.tsx';
import { IssuedReports } from './issued-reports.tsx';
import { lastHalf, type PeriodPart, periodParts, periodText } from './period.ts';
import { ReportFigures } from './report-figures.tsx';

interface Chosen {
  readonly year?: number;
  readonly part?: PeriodPart;
  readonly unit?: number;
}

const yearsBack = 5;

/** The figures of a period, to look at, to print, and to issue; and what was issued. */
export function ReportsPage() {
  const wording = useWording();
  const { reports: words } = wording;
  const navigate = useNavigate();
  const chosen = useSearch({ strict: false }) as Chosen;
  const today = new Date().toISOString().slice(0, 10);
  const { year, part } = { ...lastHalf(today), ...chosen };
  const period = periodText(year, part);
  const { data: session } = useQuery(sessionQuery);
  const isForAll = session?.acts.includes('report.read') === true;
  const ownUnit = session?.heads[0]?.unitId ?? session?.roles.find(({ unitId }) => unitId !== null)?.unitId ?? undefined;
  const unit = chosen.unit ?? (isForAll ? undefined : ownUnit);
  const { data, error, isPending, refetch } = useQuery({ ...draftQuery(period, unit), enabled: session !== undefined });
  const [isIssuing, setIssuing] = useState(false);
  const show = (change: Chosen) => void navigate({ to: '/reports', search: { ...chosen, ...change }, replace: true });
  const thisYear = Number(today.slice(0, 4));
  const file = (format: string) => `/api/v1/reports/draft?period=${period}&format=${format}${unit === undefined ? '' : `&unit=${unit}`}`;
  return (
    <Page title={words.title} lead={words.lead}>
      <Group gap="sm" align="flex-end">
        <Select
          label={words.part}
          data={periodParts.map((value) => ({ value, label: words.parts[value] }))}
          value={part}
          onChange={(value) => show({ part: value as PeriodPart })}
          allowDeselect={false}
          w={180}
        />
        <Select
          label={words.year}
          data={Array.from({ length: yearsBack }, (_, back) => String(thisYear - back))}
          value={String(year)}
          onChange={(value) => show({ year: Number(value) })}
          allowDeselect={false}
          w={110}
        />
        <UnitSelect
          label={words.unit}
          placeholder={words.wholeProvince}
          value={unit}
          onChange={(unitId) =>
            void navigate({ to: '/reports', search: { year, part, ...(unitId === undefined ? {} : { unit: unitId }) }, replace: true })
          }
          flex="1 1 16rem"
          maw={420}
        />
      </Group>
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Section
          title={`${words.draft}: ${data.figures.unit?.name ?? words.wholeProvince}`}
          lead={`${words.days(dayText(data.figures.period.from), dayText(data.figures.period.to))}. ${words.asOf(dayText(data.figures.asOf.slice(0, 10)))}`}
          aside={
            <Group gap="xs">
              <Button component="a" href={file('pdf')} variant="default" size="xs" leftSection={<IconFileTypePdf size={16} aria-hidden />}>
                {words.pdf}
              </Button>
              <Button component="a" href={file('xlsx')} variant="default" size="xs" leftSection={<IconFileTypeXls size={16} aria-hidden />}>
                {words.xlsx}
              </Button>
              <Button size="xs" onClick={() => setIssuing(true)}>
                {words.issue}
              </Button>
            </Group>
          }
        >
          <ReportFigures figures={data.figures} />
          <Text size="xs" c="dimmed">
            {words.counted} {dayText(data.figures.mailCountedSince.slice(0, 10))}
          </Text>
        </Section>
      )}
      {isIssuing && data && <IssueReport period={period} unit={unit} draft={data} onClose={() => setIssuing(false)} />}
      <IssuedReports unit={isForAll ? undefined : unit} />
    </Page>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { reportsQuery } from '../api/queries.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { MoreButton } from '../shared/more-button.tsx';
import { Section } from '../shared/section.tsx';

/** Issued reports, to be printed again exactly as they were. */
export function IssuedReports({ unit }: { readonly unit: number | undefined }) {
  const wording = useWording();
  const { reports: words } = wording;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(reportsQuery(unit));
  const reports = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.issued}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && reports.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      <ul className={classes.list}>
        {reports.map((report) => (
          <li key={report.id} className={classes.item}>
            <div>
              <Text size="sm" fw={600}>
                {report.number} · {report.unit ?? words.wholeProvince}
              </Text>
              <Text size="xs" c="dimmed">
                {words.days(dayText(report.from), dayText(report.to))} · {dayText(report.issuedOn)}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              {(['pdf', 'xlsx'] as const).map((format) => (
                <Button
                  key={format}
                  component="a"
                  href={`/api/v1/reports/${report.id}?format=${format}`}
                  size="xs"
                  variant="default"
                  aria-label={`${words[format]} ${report.number}`}
                >
                  {words[format]}
                </Button>
              ))}
            </Group>
          </li>
        ))}
      </ul>
      <MoreButton hasNextPage={hasNextPage} isFetchingNextPage={isFetchingNextPage} fetchNextPage={fetchNextPage} />
    </Section>
  );
}

import { SimpleGrid } from '@mantine/core';
import { lazy } from 'react';
import type { ReportFigures } from '../api/api-contract.ts';
import { ChartFigure } from '../charts/chart-figure.tsx';
import { numberText, shareText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { furthestBehind, heightOf, mostMail, termsOf } from './chart-rows.ts';

const BarsChart = lazy(() => import('../charts/bars-chart.tsx'));

/** A report's figures drawn: only what there is something of. */
export function ReportCharts({ figures }: { readonly figures: ReportFigures }) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing="xl">
      <MailByUnit figures={figures} />
      <DutiesByUnit figures={figures} />
      <Accounts figures={figures} />
      <RequestTerms figures={figures} />
    </SimpleGrid>
  );
}

interface Props {
  readonly figures: ReportFigures;
}

function MailByUnit({ figures }: Props) {
  const { wording, language } = useLanguage();
  const { reports: words } = wording;
  const count = (value: number) => numberText(value, language);
  const units = mostMail(figures);
  const [first] = units;
  if (first === undefined || units.length < 2) return null;
  const height = heightOf(units.length, 2);
  return (
    <ChartFigure
      title={words.charts.mail}
      summary={words.charts.mailText(first.name, count(first.all.mail.received), count(first.all.mail.sent))}
      head={[words.byUnit, words.received, words.sent]}
      rows={units.map(({ name, all }) => [name, count(all.mail.received), count(all.mail.sent)])}
      height={height}
    >
      <BarsChart
        rows={units.map(({ all: { mail } }) => ({ received: mail.received, sent: mail.sent }))}
        labels={units.map(({ name }) => name)}
        series={[
          { name: 'received', label: words.received },
          { name: 'sent', label: words.sent },
        ]}
        format={count}
        height={height}
      />
    </ChartFigure>
  );
}

function DutiesByUnit({ figures }: Props) {
  const { wording, language } = useLanguage();
  const { reports: words } = wording;
  const units = furthestBehind(figures);
  const [first] = units;
  if (first === undefined || units.length < 2) return null;
  const height = heightOf(units.length);
  return (
    <ChartFigure
      title={words.charts.duties}
      summary={words.charts.dutiesText(first.name, shareText(first.share, 1, language))}
      head={[words.byUnit, words.charts.met]}
      rows={units.map(({ name, share }) => [name, shareText(share, 1, language)])}
      height={height}
    >
      <BarsChart
        rows={units.map(({ share }) => ({ share }))}
        labels={units.map(({ name }) => name)}
        series={[{ name: 'share', label: words.charts.met }]}
        format={(value) => shareText(value, 1, language)}
        height={height}
        highest={1}
      />
    </ChartFigure>
  );
}

function Accounts({ figures: { total } }: Props) {
  const { wording, language } = useLanguage();
  const { reports: words } = wording;
  const count = (value: number) => numberText(value, language);
  const { inService, locked, suspended, left, units } = total.accounts;
  const rows = [
    [words.charts.inService, inService],
    [words.charts.locked, locked],
    [words.charts.suspended, suspended],
    [words.charts.left, left],
    [words.charts.unitMailboxes, units],
  ] as const;
  const height = heightOf(rows.length);
  return (
    <ChartFigure
      title={words.accounts}
      summary={words.charts.accountsText(count(inService), count(units))}
      head={[words.charts.kind, words.charts.amount]}
      rows={rows.map(([name, amount]) => [name, count(amount)])}
      height={height}
    >
      <BarsChart
        rows={rows.map(([, amount]) => ({ amount }))}
        labels={rows.map(([name]) => name)}
        series={[{ name: 'amount', label: words.charts.amount }]}
        format={count}
        height={height}
      />
    </ChartFigure>
  );
}

function RequestTerms({ figures }: Props) {
  const { wording, language } = useLanguage();
  const { reports: words } = wording;
  const count = (value: number) => numberText(value, language);
  const { waiting, overdue } = figures.requests;
  const { inTime, late } = termsOf(figures);
  const rows = [
    [words.charts.inTime, inTime],
    [words.charts.late, late],
    [words.charts.waiting, waiting],
    [words.charts.overdue, overdue],
  ] as const;
  if (rows.every(([, amount]) => amount === 0)) return null;
  const height = heightOf(rows.length);
  return (
    <ChartFigure
      title={words.charts.terms}
      summary={words.charts.termsText(count(inTime), shareText(inTime, inTime + late, language))}
      head={[words.charts.kind, words.charts.amount]}
      rows={rows.map(([name, amount]) => [name, count(amount)])}
      height={height}
    >
      <BarsChart
        rows={rows.map(([, amount]) => ({ amount }))}
        labels={rows.map(([name]) => name)}
        series={[{ name: 'amount', label: words.charts.amount }]}
        format={count}
        height={height}
      />
    </ChartFigure>
  );
}

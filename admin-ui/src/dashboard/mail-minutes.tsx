import { lazy } from 'react';
import type { SystemStatus } from '../api/api-contract.ts';
import { ChartFigure } from '../charts/chart-figure.tsx';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { minuteRows, sum } from './standing.ts';

const MinutesChart = lazy(() => import('../charts/minutes-chart.tsx'));

const height = 220;
const lately = 5;

/** How much mail comes and goes, minute by minute. */
export function MailMinutes({ status }: { readonly status: SystemStatus }) {
  const { wording, language } = useLanguage();
  const { dashboard: words } = wording;
  const count = (value: number) => numberText(value, language);
  const rate = (amount: number, minutes: number) => count(Math.round((10 * amount) / minutes) / 10);
  const rows = minuteRows(status);
  const { received, sent } = status.mailByMinute;
  const all = received.map((amount, minute) => amount + (sent[minute] ?? 0));
  // The running minute is not over: it would always look as if less came.
  const over = all.slice(0, -1);
  const told = words.minutesText(count(sum(received)), count(sum(sent)), count(sum(status.queue.handedOver)));
  const rates = words.perMinute(rate(sum(over.slice(-lately)), lately), rate(sum(over), Math.max(1, over.length)));
  return (
    <ChartFigure
      title={words.minutes}
      summary={sum(all) === 0 ? words.minutesNone : `${told} ${rates}`}
      head={[words.minuteOf, words.received, words.sent]}
      rows={minuteRows(status, lately).map((row) => [row.at, count(row.received), count(row.sent)])}
      height={height}
    >
      <MinutesChart rows={rows} names={{ received: words.received, sent: words.sent }} height={height} />
    </ChartFigure>
  );
}

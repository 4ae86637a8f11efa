import { AreaChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { ReferenceLine } from 'recharts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { seriesColours } from './colours.ts';

export interface MinuteRow {
  /** `14:05` */
  readonly at: string;
  readonly received: number;
  readonly sent: number;
}

interface Props {
  readonly rows: readonly MinuteRow[];
  readonly names: { readonly received: string; readonly sent: string };
  readonly height: number;
}

/** Mail by minutes, and how much came on average. Still: it is drawn anew every few seconds. */
export default function MinutesChart({ rows, names, height }: Props) {
  const { language } = useLanguage();
  const average = rows.reduce((sum, { received }) => sum + received, 0) / Math.max(1, rows.length);
  return (
    <AreaChart
      h={height}
      data={[...rows]}
      dataKey="at"
      series={[
        { name: 'received', label: names.received, color: seriesColours.first },
        { name: 'sent', label: names.sent, color: seriesColours.second },
      ]}
      curveType="monotone"
      withDots={false}
      withLegend
      valueFormatter={(value) => numberText(value, language)}
      areaChartProps={{ accessibilityLayer: false }}
      areaProps={{ isAnimationActive: false }}
      xAxisProps={{ minTickGap: 40 }}
      yAxisProps={{ allowDecimals: false, width: 36 }}
    >
      {average > 0 && <ReferenceLine y={average} strokeDasharray="4 4" stroke="var(--mantine-color-dimmed)" />}
    </AreaChart>
  );
}

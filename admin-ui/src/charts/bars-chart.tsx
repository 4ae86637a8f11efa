import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useMediaQuery } from '@mantine/hooks';
import { seriesColours } from './colours.ts';

interface Props {
  readonly rows: readonly Readonly<Record<string, number>>[];
  readonly labels: readonly string[];
  /** By their names in the rows. */
  readonly series: readonly { readonly name: string; readonly label: string }[];
  readonly format: (value: number) => string;
  readonly height: number;
  /** Of the axis; else as high as the figures are. */
  readonly highest?: number;
}

const colours = [seriesColours.first, seriesColours.second];

/** Bars that lie, one under the other, so that names of units can be read. */
export default function BarsChart({ rows, labels, series, format, height, highest }: Props) {
  const isNarrow = useMediaQuery('(max-width: 36em)');
  // On one line: a second one would touch the marks of the first.
  const lettersMax = isNarrow ? 14 : 24;
  const brief = (name: string) => (name.length > lettersMax ? `${name.slice(0, lettersMax - 1)}…` : name);
  return (
    <BarChart
      h={height}
      data={rows.map((row, place) => ({ ...row, label: labels[place] }))}
      dataKey="label"
      orientation="vertical"
      series={series.map(({ name, label }, place) => ({ name, label, color: colours[place % colours.length]! }))}
      withLegend={series.length > 1}
      valueFormatter={format}
      barChartProps={{ accessibilityLayer: false, barCategoryGap: 6 }}
      barProps={{ isAnimationActive: false, radius: 2 }}
      maxBarWidth={18}
      xAxisProps={{ allowDecimals: false, ...(highest === undefined ? {} : { domain: [0, highest] }) }}
      yAxisProps={{ width: isNarrow ? 120 : 200, tickFormatter: brief, interval: 0 }}
      gridAxis="y"
    />
  );
}

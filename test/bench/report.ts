import { benchLimits } from './limits.ts';
import { type Hold, median, type Row } from './run-cases.ts';

/** The table: medians, the lowest and highest measurement in brackets, and how many times as fast as the peer ours is. */
export function table(rows: readonly Row[], ours: string, peer: string | null): string {
  const heads = ['', ours, ...(peer === null ? [] : [peer]), '', ...(peer === null ? [] : ['times as fast'])];
  const lines = rows.map((row) => [
    row.name,
    shown(row.values[ours]),
    ...(peer === null ? [] : [shown(row.values[peer])]),
    row.unit,
    ...(peer === null ? [] : [shownRatio(speedRatio(row, ours, peer))]),
  ]);
  return aligned([heads, ...lines]);
}

export const isOverLine = ({ isCrowd, ms }: Hold) => !isCrowd && median(ms) > benchLimits.eventLoopHoldMsMax;

/** How long each case held an event loop of ours at most; what is over the line is marked. */
export function holdTable(holds: readonly Hold[]): string {
  const lines = holds.map((hold) => [hold.name, shown(hold.ms), isOverLine(hold) ? 'over' : hold.isCrowd ? 'many clients' : '']);
  return aligned([[`Event loop held at most (line: ${benchLimits.eventLoopHoldMsMax} ms)`, 'ms', ''], ...lines]);
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '))
    .join('\n');
}

/** Above 1, ours is better, whether the figure is a rate, a time or memory. null when one side has none. */
export function speedRatio(row: Row, ours: string, peer: string): number | null {
  const [own, other] = [row.values[ours], row.values[peer]];
  if (!own || !other) return null;
  return row.unit === 'messages/s' || row.unit === 'operations/s' ? median(own) / median(other) : median(other) / median(own);
}

const shownRatio = (ratio: number | null) => (ratio === null ? '' : ratio.toFixed(2));

function shown(values: readonly number[] | undefined): string {
  if (!values) return '–';
  const text = rounded(median(values));
  return values.length === 1 ? text : `${text} (${rounded(Math.min(...values))}–${rounded(Math.max(...values))})`;
}

const rounded = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

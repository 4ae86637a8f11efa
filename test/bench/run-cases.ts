import type { Bench, BenchCase, Figure } from './bench-case.ts';
import type { MailSide } from './sides/mail-side.ts';

/** A line of the table: all measurements of one figure, a list a side. */
export interface Row {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly values: Record<string, number[]>;
}

/**
 * Each case on each side in turn, round after round, so that a machine that grows slower or faster meets both alike. The first side
 * changes with each round.
 */
export async function runCases(cases: readonly BenchCase[], sides: readonly MailSide[], bench: Bench): Promise<Row[]> {
  const rows = new Map<string, Row>();
  for (const [index, one] of cases.entries()) {
    console.error(`${index + 1}/${cases.length} ${one.name}`);
    const rounds = one.once ? 1 : bench.options.rounds;
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        for (const figure of (await one.measure(side, bench)) ?? []) note(rows, one, side, figure);
      }
    }
  }
  return [...rows.values()];
}

function note(rows: Map<string, Row>, { name: caseName }: BenchCase, side: MailSide, { what, unit, value }: Figure): void {
  const name = what === '' ? caseName : `${caseName}: ${what}`;
  const row = rows.get(name) ?? { name, unit, values: {} };
  rows.set(name, row);
  const values = row.values[side.name] ?? [];
  row.values[side.name] = [...values, value];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

import type { Bench, BenchCase, Figure } from './bench-case.ts';
import type { MailSide } from './sides/mail-side.ts';

/** A line of the table: all measurements of one figure, a list a side. */
export interface Row {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly values: Record<string, number[]>;
}

/** The longest turn of a worker's event loop while a case was measured. */
export interface Hold {
  readonly name: string;
  readonly isCrowd: boolean;
  readonly ms: number;
}

/**
 * Each case on each side in turn, round after round, so that a machine that grows slower or faster meets both alike. The first side
 * changes with each round.
 */
export async function runCases(
  cases: readonly BenchCase[],
  sides: readonly MailSide[],
  bench: Bench,
): Promise<{ rows: Row[]; holds: Hold[] }> {
  const rows = new Map<string, Row>();
  const holds = new Map<BenchCase, number>();
  for (const [index, one] of cases.entries()) {
    console.error(`${index + 1}/${cases.length} ${one.name}`);
    const rounds = one.once ? 1 : bench.options.rounds;
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const { figures, heldMs } = await measure(one, side, bench).catch((cause: Error) => {
          throw new Error(`${one.name}, ${side.name}: ${cause.message}`, { cause });
        });
        for (const figure of figures) note(rows, one, side, figure);
        if (heldMs !== null) holds.set(one, Math.max(holds.get(one) ?? 0, heldMs));
      }
    }
  }
  return { rows: [...rows.values()], holds: [...holds].map(([{ name, isCrowd = false }, ms]) => ({ name, isCrowd, ms })) };
}

async function measure(one: BenchCase, side: MailSide, bench: Bench): Promise<{ figures: readonly Figure[]; heldMs: number | null }> {
  await one.prepare?.(side, bench);
  await side.takeLongestHoldMs?.(); // what was before is another's
  const figures = (await one.measure(side, bench)) ?? [];
  const heldMs = one.restarts ? null : ((await side.takeLongestHoldMs?.()) ?? null);
  return { figures, heldMs };
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

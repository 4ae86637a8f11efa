import type { Bench, BenchCase, Figure } from './bench-case.ts';
import { benchLimits } from './limits.ts';
import type { MailSide } from './sides/mail-side.ts';

/** A line of the table: all measurements of one figure, a list a side. */
export interface Row {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly values: Record<string, number[]>;
}

/** The longest turns of a worker's event loop while a case was measured. */
export interface Hold {
  readonly name: string;
  readonly isCrowd: boolean;
  /** Of each round. What the program does by itself comes again in each; what the machine does to it (no processor free) does not. */
  readonly ms: readonly number[];
}

export interface Outcome {
  readonly rows: readonly Row[];
  readonly holds: readonly Hold[];
  /** Cases that a side did not carry out as it should: they have no figures, or not all. */
  readonly failed: readonly string[];
}

/**
 * Each case on each side in turn, round after round, so that a machine that grows slower or faster meets both alike. The first side
 * changes with each round.
 */
export async function runCases(cases: readonly BenchCase[], sides: readonly MailSide[], bench: Bench): Promise<Outcome> {
  const rows = new Map<string, Row>();
  const holds: Hold[] = [];
  const failed: string[] = [];
  for (const [index, one] of cases.entries()) {
    console.error(`${index + 1}/${cases.length} ${one.name}`);
    try {
      const ms = await runRounds(one, sides, bench, rows);
      if (ms.length > 0) holds.push({ name: one.name, isCrowd: one.isCrowd ?? false, ms });
    } catch (error) {
      console.error(error);
      failed.push(one.name);
    }
  }
  return { rows: [...rows.values()], holds, failed };
}

/** The longest hold of each round. */
async function runRounds(one: BenchCase, sides: readonly MailSide[], bench: Bench, rows: Map<string, Row>): Promise<number[]> {
  const holds: number[] = [];
  for (let round = 0; round < (one.once ? 1 : bench.options.rounds); round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const { figures, heldMs } = await measure(one, side, bench).catch((cause: Error) => {
        throw new Error(`${one.name}, ${side.name}: ${cause.message}`, { cause });
      });
      for (const figure of figures) note(rows, one, side, figure);
      if (heldMs !== null) holds.push(heldMs);
    }
  }
  return holds;
}

async function measure(one: BenchCase, side: MailSide, bench: Bench): Promise<{ figures: readonly Figure[]; heldMs: number | null }> {
  await one.prepare?.(side, bench);
  await side.takeLongestHoldMs?.(); // what was before is another's
  const figures = (await one.measure(side, bench)) ?? [];
  await side.untilIndexed?.(benchLimits.backgroundMsMax);
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

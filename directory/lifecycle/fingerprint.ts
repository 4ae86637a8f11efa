import { createHash } from 'node:crypto';
import type { FactDifference, Facts, MadePlan } from './plan.ts';

/** Of what a plan was made from and what it will do: the same as long as making it again would give the same. */
export function fingerprintOf({ facts, deeds }: Pick<MadePlan, 'facts' | 'deeds'>): string {
  const sorted = Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sorted, deeds]))
    .digest('hex');
}

/** What is not as it was, in the order of what it is about. */
export function differencesOf(planned: Facts, now: Facts): readonly FactDifference[] {
  return [...new Set([...Object.keys(planned), ...Object.keys(now)])]
    .filter((about) => planned[about] !== now[about])
    .toSorted()
    .map((about) => ({ about, planned: planned[about] ?? null, now: now[about] ?? null }));
}

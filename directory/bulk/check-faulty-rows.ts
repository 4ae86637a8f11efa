import { findPeople } from '#directory/lifecycle/people/known-person-sql.ts';
import { readMeant } from '#directory/lifecycle/people/person-state-sql.ts';
import { isProblem } from '#directory/lifecycle/units/find-unit.ts';
import { readUnits } from '#directory/lifecycle/units/org-state-sql.ts';
import type { Tx } from '#kernel/tx.ts';
import { headingOf } from './columns.ts';
import { dateProblems, type RecruitDates } from './dates-of-recruit.ts';
import { bulkLimits } from './limits.ts';
import { type BulkProblem, problemAt } from './problem.ts';
import { UnitFinder } from './unit-finder.ts';
import { unknownPerson } from './unknown-person.ts';

/** A row that is of no use as it stands, with what else of it could be read. */
export interface FaultyRow {
  readonly row: number;
  readonly unit: string | undefined;
  readonly person: string | undefined;
  readonly dates: RecruitDates;
}

/** What is wrong with them beside what their cells show, so that everything is told at once. */
export async function checkFaultyRows(tx: Tx, rows: readonly FaultyRow[], on: string): Promise<readonly BulkProblem[]> {
  if (rows.length === 0) return [];
  const finder = new UnitFinder({ units: await readUnits(tx), profiles: new Map() });
  const texts = [...new Set(rows.flatMap(({ person }) => person ?? []))].slice(0, bulkLimits.eventsMax);
  const people = await findPeople(tx, texts, on);
  const unknown = new Set(texts.filter((text) => !people.get(text)?.length));
  const meant = await readMeant(tx, [...unknown].slice(0, bulkLimits.peopleExplainedMax), people);
  return rows.flatMap(({ row, unit, person, dates }) => {
    const found = unit === undefined ? undefined : finder.find(unit);
    return [
      ...(found !== undefined && isProblem(found) ? [problemAt(row, headingOf('unit'), found.what, found.vi, found.en)] : []),
      ...(person !== undefined && unknown.has(person) ? [unknownPerson(row, person, meant.get(person))] : []),
      ...dateProblems(row, dates, on),
    ];
  });
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { isProblem } from '#directory/lifecycle/units/find-unit.ts';
import { profiles } from '#directory/lifecycle/units/org-state.fixture.ts';
import { readUnits } from '#directory/lifecycle/units/org-state-sql.ts';
import { inTransaction } from '#io/database.ts';
import { readSpreadsheet } from '#io/spreadsheet/read-spreadsheet.fixture.ts';
import { BulkHouse } from './bulk-house.fixture.ts';
import { columns } from './columns.ts';
import { headingsIn } from './find-headings.ts';
import { actWords, capacityWords, kindWords, valueOfWord } from './row-acts.ts';
import { makeTemplate } from './template.ts';
import { UnitFinder } from './unit-finder.ts';

let house: BulkHouse;
beforeAll(async () => {
  house = await BulkHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

it('the template is a table that is read, with choices that mean what they say', async () => {
  await house.people.someone('Trần Văn Cũ', 'Sở Nội vụ', { title: 'Giám đốc', kind: 'head' });
  const read = await readSpreadsheet(await makeTemplate(house.database));
  if (!read.ok) throw new Error(read.refusal.inBoth.en);
  const [people, guide, choices] = read.value;
  const found = headingsIn(people!.rows);
  expect(found?.unknown).toEqual([]);
  expect(found?.columns.map(({ key }) => key)).toEqual(
    columns.map(({ key }) => key).filter((key) => key !== 'familyMiddle' && key !== 'given'),
  );
  expect(guide!.rows.flatMap(({ cells }) => cells[0])).toEqual(expect.arrayContaining(columns.map(({ vi }) => vi)));
  expect(choices!.isHidden).toBe(true);
  const units = await inTransaction(house.database, readUnits);
  const finder = new UnitFinder({ units, profiles });
  const named = choices!.rows.slice(1).flatMap(({ cells }) => (typeof cells[0] === 'string' ? [cells[0]] : []));
  expect(named).toHaveLength(units.length);
  for (const name of named) expect(isProblem(finder.find(name)) ? name : 'found').toBe('found');
  expect(choices!.rows[1]!.cells[1]).toBe('Giám đốc');
});

it.each(
  [...actWords, ...kindWords, ...capacityWords].flatMap(({ vi, also, value }) =>
    [vi, ...also, vi.toUpperCase()].map((word) => [word, value] as const),
  ),
)('the word %s is understood', (word, value) => {
  const lists = [actWords, kindWords, capacityWords] as const;
  expect(lists.map((words) => valueOfWord<string>(words, word))).toContainEqual({ value });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { noteRule } from './note-rule.ts';
import { readRules } from './rule-sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const twice = ['00:00-12:00', '12:00-24:00'];
const once = ['00:00-24:00'];
const rules = async () => (await readRules(test.database)).map(({ validFrom, parts }) => `${validFrom}: ${parts.length}`);

it('the duty as the configuration has it begins the day after, is kept with its days, and is written only when it changes', async () => {
  await Promise.all([noteRule(test.database, twice, '2026-02-28'), noteRule(test.database, twice, '2026-02-28')]);
  await noteRule(test.database, twice, '2026-03-05');
  expect(await rules()).toEqual(['2026-03-01: 2']);
  await noteRule(test.database, once, '2026-03-05');
  expect(await rules()).toEqual(['2026-03-01: 2', '2026-03-06: 1']);
  await noteRule(test.database, ['08:00-11:00', '13:00-16:00', '16:00-17:00'], '2026-03-05');
  expect(await rules()).toEqual(['2026-03-01: 2', '2026-03-06: 3']);
});

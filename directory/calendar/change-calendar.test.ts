import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction, type Database, sql } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { changeCalendar } from './change-calendar.ts';
import { nameCharactersMax } from './limits.ts';
import { exceptionalDays, readCalendar } from './read-calendar.ts';

let test: TestDatabase;
let database: Database;
let staff: AccountId;

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  const directory = new SmallDirectory(database);
  ({ accountId: staff } = await directory.staff(await directory.domain('backan.gov.vn'), 'anhnv'));
});
afterAll(() => test[Symbol.asyncDispose]());

type Set = { isWorking: boolean; name: string } | null;

const change = (day: string, set: Set, actorAccountId: AccountId | null = null) =>
  attemptInTransaction(database, (tx) => changeCalendar(tx, { day, set, actorAccountId, reason: 'TB 12' }));

const off = { isWorking: false, name: 'Nghỉ hoán đổi' };

describe('a change of the calendar', () => {
  it('is the operator’s alone', async () => {
    expect(await change('2026-08-31', off, staff)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });

  it.each([
    ['2026-02-30', off],
    ['2026-8-31', off],
    ['1989-12-31', off],
    ['2200-01-01', off],
    ['2026-08-31', { isWorking: false, name: ' ' }],
    ['2026-08-31', { isWorking: false, name: 'a\nb' }],
    ['2026-08-31', { isWorking: false, name: 'x'.repeat(nameCharactersMax + 1) }],
  ])('that makes no sense is refused: %s %j', async (day, set) => {
    expect(await change(day, set)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  });

  it('to a day that nobody set is none to take back', async () => {
    expect(await change('2026-08-28', null)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
  });

  it('counts at once, is listed and audited, and may be changed and taken back', async () => {
    const isWorking = async (day: string) => (await readCalendar(database, { from: day, to: day })).isWorkingDay(day);
    const listed = async () => (await exceptionalDays(database, 2026)).filter(({ from }) => from === 'set');
    expect(await change('2026-08-31', off)).toEqual({ ok: true });
    expect(await isWorking('2026-08-31')).toBe(false);
    expect(await change('2026-08-22', { isWorking: true, name: 'Làm bù' })).toEqual({ ok: true });
    expect(await isWorking('2026-08-22')).toBe(true);
    expect(await change('2026-08-31', { ...off, name: 'Nghỉ Quốc khánh' })).toEqual({ ok: true });
    expect((await listed()).map(({ day, isWorking, name }) => [day, isWorking, name.vi])).toEqual([
      ['2026-08-22', true, 'Làm bù'],
      ['2026-08-31', false, 'Nghỉ Quốc khánh'],
    ]);
    expect(await change('2026-08-31', null)).toEqual({ ok: true });
    expect(await isWorking('2026-08-31')).toBe(true);
    const { rows } =
      await sql`SELECT before, after, detail FROM audit WHERE act = 'calendar.set' AND target = '2026-08-31' ORDER BY id`.execute(
        database.kysely,
      );
    const detail = { reason: 'TB 12' };
    expect(rows).toEqual([
      { before: {}, after: off, detail },
      { before: off, after: { ...off, name: 'Nghỉ Quốc khánh' }, detail },
      { before: { ...off, name: 'Nghỉ Quốc khánh' }, after: {}, detail },
    ]);
  });
});

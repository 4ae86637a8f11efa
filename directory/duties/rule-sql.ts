import { type Database, tablesOf } from '#io/database.ts';
import type { DayPart, DutyRule } from './rules.ts';
import type { DutyTables } from './tables.ts';

/** Every rule there was, the oldest first. */
export async function readRules(database: Database): Promise<readonly DutyRule[]> {
  return tablesOf<DutyTables>(database)
    .selectFrom('duty_rule')
    .select(['valid_from as validFrom', 'parts'])
    .orderBy('valid_from')
    .execute();
}

/** Sets the rule from a day on, over one that was to begin on that very day. */
export async function putRule(database: Database, validFrom: string, parts: readonly DayPart[]): Promise<void> {
  await tablesOf<DutyTables>(database)
    .insertInto('duty_rule')
    .values({ valid_from: validFrom, parts: [...parts] })
    .onConflict((conflict) => conflict.column('valid_from').doUpdateSet({ parts: [...parts], set_at: new Date() }))
    .execute();
}

import { addDays } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import { putRule, readRules } from './rule-sql.ts';
import type { DayPart } from './rules.ts';

/**
 * Keeps how the configuration has the duty, from tomorrow on where it is not as it was: nobody is held today to what they could not know this
 * morning, and what was met under the rule of its day stays met.
 */
export async function noteRule(database: Database, parts: readonly DayPart[], today: string): Promise<void> {
  const latest = (await readRules(database)).at(-1);
  if (latest === undefined || latest.parts.join() !== parts.join()) await putRule(database, addDays(today, 1), parts);
}

import type { Config } from '#config/schema.ts';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import type { DrawDeps } from '#directory/reports/draw-figures.ts';
import type { Database } from '#io/database.ts';
import { mailFigures } from './mail-figures.ts';

/** What the figures of reports are drawn from. */
export function reportDeps(database: Database, config: Config): DrawDeps {
  return { database, mail: mailFigures(database), week: workingWeek(config.calendar) };
}

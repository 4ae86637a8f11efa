import type { Config } from '#config/schema.ts';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { RequestDeps, Terms } from '#directory/requests/request.ts';
import type { Database } from '#io/database.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { personPlans } from './plan-deps.ts';

/** What requests are made and carried out with. `sendNotices`: left out, nobody is told. */
export function requestDeps(database: Database, config: Config, sendNotices?: SendNotices): RequestDeps {
  return {
    ...{ database, sendNotices, personPlans, createMailboxes: createDefaultMailboxes, twoPeople: config.access.twoPeople },
    ...{ terms: requestTerms(config), week: workingWeek(config.calendar) },
  };
}

export function requestTerms({ requests }: Pick<Config, 'requests'>): Terms {
  return { unitAboveDays: requests.unitAboveWorkingDays, operatorDays: requests.operatorWorkingDays };
}

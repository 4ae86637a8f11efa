import type { MailFigures } from '#directory/reports/ports.ts';
import { ownersOfSenders } from '#directory/reports/sender-owners-sql.ts';
import type { Database } from '#io/database.ts';
import { gatherTraffic } from '#mail/traffic/gather-traffic.ts';
import { countedSince, sumTraffic } from '#mail/traffic/read-traffic-sql.ts';

/** What the mail side counted, as reports ask for it. */
export function mailFigures(database: Database): MailFigures {
  const ownersOf = (addresses: readonly string[]) => ownersOfSenders(database, addresses);
  return {
    async gather() {
      await gatherTraffic({ database, ownersOf });
    },
    countedSince: () => countedSince(database),
    sum: (spans) => sumTraffic(database, spans),
  };
}

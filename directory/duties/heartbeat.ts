import { type Database, inTransaction } from '#io/database.ts';
import { beatNow, lockBeat } from './heartbeat-sql.ts';
import { outageLimits } from './limits.ts';
import { insertOutage } from './outage-sql.ts';

/** A stretch of time in which no process of this program could say that it was there. */
export interface Silence {
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

/**
 * Says that the program is there. Where nobody had said so for longer than a restart takes, the program or its database was not, and that is
 * an outage, noted by whichever process comes first (REQ-CMP-4). The database's clock is everybody's.
 */
export async function beat(database: Database, silenceMsMax: number = outageLimits.silenceMsMax): Promise<Silence | null> {
  return inTransaction(database, async (tx) => {
    const last = await lockBeat(tx);
    const endsAt = await beatNow(tx);
    if (last === undefined || endsAt.getTime() - last.getTime() <= silenceMsMax) return null;
    await insertOutage(tx, { kind: 'stopped', beginsAt: last, endsAt, note: '' }, null);
    return { beginsAt: last, endsAt };
  });
}

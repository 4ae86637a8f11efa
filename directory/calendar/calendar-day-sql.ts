import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { CalendarTables } from './tables.ts';

/** A day that somebody set: off, or worked. */
export interface SetDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly name: string;
}

/** Days set from `from` to `to`, both included, in order. */
export async function setDays(database: Database, { from, to }: { readonly from: string; readonly to: string }): Promise<SetDay[]> {
  return tablesOf<CalendarTables>(database)
    .selectFrom('calendar_day')
    .select(['day', 'is_working as isWorking', 'name'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
}

/** What was set for a day, if anything was; locked until the transaction ends. */
export async function lockSetDay(tx: Tx, day: string): Promise<SetDay | undefined> {
  return tablesIn<CalendarTables>(tx)
    .selectFrom('calendar_day')
    .select(['day', 'is_working as isWorking', 'name'])
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirst();
}

export async function putSetDay(tx: Tx, { day, isWorking, name }: SetDay, by: AccountId | null): Promise<void> {
  const row = { is_working: isWorking, name, set_by: by };
  await tablesIn<CalendarTables>(tx)
    .insertInto('calendar_day')
    .values({ day, ...row })
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ ...row, set_at: new Date() }))
    .execute();
}

export async function removeSetDay(tx: Tx, day: string): Promise<void> {
  await tablesIn<CalendarTables>(tx).deleteFrom('calendar_day').where('day', '=', day).execute();
}

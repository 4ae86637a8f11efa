import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { standardWeek, type WorkingCalendar, weekdayOf } from '#directory/calendar/working-calendar.ts';
import { openDatabase } from '#io/database.ts';
import type { AccountId, DomainId, PersonId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase } from '#test/helpers/test-database.ts';
import { putRule } from './rule-sql.ts';
import { halfHourAt } from './rules.ts';

export const twiceADay = ['00:00-12:00', '12:00-24:00'];

/** Monday to Friday, but for days named. */
export function weekdays(...daysOff: readonly string[]): WorkingCalendar {
  return { week: standardWeek, isWorkingDay: (day) => weekdayOf(day) <= 5 && !daysOff.includes(day) };
}

/** A directory as it was long ago, with the duty to read twice a day. 2026-03-02 is a Monday. */
export async function openDutyHouse() {
  const test = await createTestDatabase();
  const { database } = test;
  const owner = openDatabase(test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
  const directory = new SmallDirectory(database);
  const domain: DomainId = await directory.domain('backan.gov.vn');
  await putRule(database, '2020-01-01', twiceADay);
  const query = (statement: string, values: readonly unknown[] = []) => database.pool.query(statement, [...values]);
  const longAgo = () =>
    query("UPDATE unit SET valid_from = '2000-01-01' WHERE valid_to IS NULL; UPDATE account SET created_at = '2020-01-01 00:00+07'");

  return {
    ...{ test, database, directory, domain, query, longAgo },
    /** What the application may not. */
    asOwner: (statement: string) => owner.pool.query(statement),
    async office(name: string, parent: UnitId | null = null) {
      const made = await directory.office(domain, name, parent);
      await longAgo();
      return made;
    },
    async person(name: string, unitId: UnitId, kind: 'head' | 'clerk' | 'staff' = 'staff', from = '2020-01-01', to: string | null = null) {
      const made: { personId: PersonId; accountId: AccountId } = await directory.staff(domain, name);
      await directory.appoint(made.personId, unitId, kind, from, to);
      await longAgo();
      return made;
    },
    /** Looks at times of a day: `look(tt, an, '2026-03-02', '08:00', '14:30')`. */
    async look(mailbox: { accountId: AccountId }, actor: { accountId: AccountId }, day: string, ...times: readonly string[]) {
      const bits = times.reduce((sum, time) => sum | (1n << BigInt(halfHourAt(time))), 0n);
      await query('INSERT INTO duty_look (day, account_id, actor_account_id, half_hours) VALUES ($1, $2, $3, $4)', [
        ...[day, mailbox.accountId, actor.accountId, bits.toString()],
      ]);
    },
    async [Symbol.asyncDispose]() {
      await owner.close();
      await test[Symbol.asyncDispose]();
    },
  };
}

export type DutyHouse = Awaited<ReturnType<typeof openDutyHouse>>;

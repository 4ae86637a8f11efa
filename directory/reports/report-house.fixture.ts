import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { standardWeek } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import { openDatabase } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase } from '#test/helpers/test-database.ts';
import type { MailFigures, MailSpan, MailTotals } from './ports.ts';

export const noMail: MailTotals = {
  ...{ received: 0, receivedOutside: 0, receivedSigned: 0, receivedOctets: 0 },
  ...{ sent: 0, sentOutside: 0, sentSigned: 0, sentOctets: 0, stopped: 0 },
};

/** What the mail side would say: totals of accounts by days, each given once. */
export class MailBook implements MailFigures {
  readonly #days = new Map<string, Partial<MailTotals>>();
  gathered = 0;

  note(accountId: AccountId | 0, day: string, mail: Partial<MailTotals>): void {
    this.#days.set(`${accountId} ${day}`, mail);
  }

  async gather(): Promise<void> {
    this.gathered += 1;
  }

  async countedSince(): Promise<string> {
    return '2025-01-01';
  }

  async sum(spans: readonly MailSpan[]): Promise<ReadonlyMap<number, MailTotals>> {
    const sums = new Map<number, MailTotals>();
    for (const { accountId, group, from, to } of spans)
      for (const [key, mail] of this.#days) {
        const [account, day] = key.split(' ') as [string, string];
        if (Number(account) !== accountId || day < from || day > to) continue;
        const sum = { ...(sums.get(group) ?? noMail) };
        for (const [name, value] of Object.entries(mail)) sum[name as keyof MailTotals] += value;
        sums.set(group, sum);
      }
    return sums;
  }
}

/** A province as it was, made row by row. Units and accounts are of long ago unless said otherwise. */
export async function openReportHouse() {
  const test = await createTestDatabase();
  const { database } = test;
  const owner: Database = openDatabase(test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
  const directory = new SmallDirectory(database);
  const domain = await directory.domain('backan.gov.vn');
  const query = (statement: string, values: readonly unknown[] = []) => owner.pool.query(statement, [...values]);

  async function madeOn(accountId: AccountId, day: string): Promise<void> {
    await query(`UPDATE account SET created_at = $2::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' WHERE id = $1`, [accountId, `${day} 12:00`]);
  }

  return {
    ...{ test, database, directory, domain, query, madeOn, mail: new MailBook(), week: standardWeek },

    async unit(name: string, parent: { unitId: UnitId } | null = null, kind = 'agency') {
      const made = await directory.office(domain, name, parent?.unitId ?? null);
      await query(`UPDATE unit SET valid_from = '2010-08-12', kind = $2, name = $3 WHERE id = $1`, [made.unitId, kind, `Đơn vị ${name}`]);
      await madeOn(made.accountId, '2010-08-12');
      return made;
    },

    /** posts: `[unit, from, to]`, the main one of the day first. */
    async person(name: string, posts: readonly (readonly [{ unitId: UnitId }, string, string | null])[], since = '2020-01-01') {
      const made: { personId: PersonId; accountId: AccountId } = await directory.staff(domain, name);
      for (const [{ unitId }, from, to] of posts) await directory.appoint(made.personId, unitId, 'staff', from, to);
      await madeOn(made.accountId, since);
      return made;
    },

    /** As if the state had been changed at noon of days, the last of them being what it is. */
    async states(accountId: AccountId, ...changes: readonly (readonly [day: string, state: 'active' | 'locked' | 'closed'])[]) {
      await query('UPDATE account SET state = $2 WHERE id = $1', [accountId, changes.at(-1)![1]]);
      await query('DELETE FROM account_state_change WHERE account_id = $1', [accountId]);
      for (const [day, state] of changes)
        await query('INSERT INTO account_state_change VALUES ($1, $2, $3)', [accountId, new Date(`${day}T12:00:00+07:00`), state]);
    },

    away: (accountId: AccountId, kind: 'suspended' | 'left', from: string, to: string | null = null) =>
      query('INSERT INTO account_absence (account_id, kind, valid_from, valid_to, delete_after) VALUES ($1, $2, $3, $4, $5)', [
        ...[accountId, kind, from, to, kind === 'left' ? '2099-12-31' : null],
      ]),

    async [Symbol.asyncDispose]() {
      await owner.close();
      await test[Symbol.asyncDispose]();
    },
  };
}

export type ReportHouse = Awaited<ReturnType<typeof openReportHouse>>;

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePlan } from '#directory/lifecycle/make-plan.ts';
import { findPlan } from '#directory/lifecycle/plan-sql.ts';
import { createUnits } from '#directory/org/create-units.ts';
import { inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { PlanId } from '#kernel/ids.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { startDuePlans } from './due-plans.ts';
import { personPlans, planDeps, unitPlans } from './plan-deps.ts';
import { planNotices } from './plan-notices.ts';
import { readProfile } from './read-province.ts';

let test: TestDatabase;
const logged: Record<string, unknown>[] = [];
const note = (fields: Record<string, unknown>) => logged.push(fields);
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;

beforeAll(async () => {
  test = await createTestDatabase();
  const unit = { kind: 'agency', name: 'Sở Nội vụ', code: null, parent: null, domain: 'backan.gov.vn' } as const;
  const input = { profile: await readProfile('bac-kan'), units: [{ ...unit, key: 1 }], quotaOctets: 1000 };
  await inTransaction(test.database, (tx) => createUnits({ tx, createMailboxes: createDefaultMailboxes }, input));
  await test.database.pool.query(`UPDATE unit SET valid_from = '2010-08-12'`);
});
afterAll(() => test[Symbol.asyncDispose]());

async function rename(name: string, newName: string): Promise<PlanId> {
  const request = { changes: [{ do: 'rename', unit: name, name: newName }] };
  const plan = { request, effectiveOn: '2020-01-02', today: '2020-01-01', actorAccountId: null };
  const made = await makePlan(planDeps(test.database), unitPlans, plan);
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value.planId;
}

describe('plans whose day has come', () => {
  it('are carried out beside other processes that would, one is told as done and one that is stale as refused', async () => {
    const fresh = await rename('Sở Nội vụ', 'Sở Tài chính');
    const stale = await rename('Sở Nội vụ', 'Sở Tổ chức');
    {
      await using _one = startDuePlans({ database: test.database, log }, 5);
      await using _other = startDuePlans({ database: test.database, log }, 5);
      await waitUntil('both are settled', async () => logged.length >= 2);
    }
    const [first, second] = await Promise.all([fresh, stale].map((id) => findPlan(test.database, id)));
    expect(first?.state).toBe('carried-out');
    expect(second?.state).toBe('planned');
    expect(second?.refusedBecause).toMatch(/^Kế hoạch đã cũ.* \/ The plan is stale/);
    expect(logged.filter(({ event }) => event !== 'jobs.plan-carried-out' && event !== 'jobs.plan-refused')).toEqual([]);
    expect(logged).toContainEqual({ event: 'jobs.plan-carried-out', planId: fresh });
    expect(logged).toContainEqual(
      expect.objectContaining({ event: 'jobs.plan-refused', planId: stale, differences: [expect.objectContaining({ about: 'unit 1' })] }),
    );
  });

  it('are carried out for people too: somebody new has a mailbox from the day on, and is told; the unit too', async () => {
    const person = { name: { family: 'Ma', middle: 'Thị', given: 'Lan' } };
    const request = { do: 'appoint', person, posts: [{ unit: '#1', title: 'Chuyên viên' }] };
    const plan = { request, effectiveOn: '2020-01-02', today: '2020-01-01', actorAccountId: null };
    const made = await makePlan(planDeps(test.database), personPlans, plan);
    if (!made.ok) throw new Error(made.refusal.message);
    {
      const sendNotices = planNotices({ aside: test.database, bodiesFolder: '/nowhere', hostname: 'mail.backan.gov.vn' });
      await using _jobs = startDuePlans({ database: test.database, log, sendNotices }, 5);
      await waitUntil('it is settled', async () => (await findPlan(test.database, made.value.planId))?.state === 'carried-out');
    }
    const { rows } = await test.database.pool.query(
      `SELECT address.kind, mailbox.messages FROM person JOIN account ON account.person_id = person.id JOIN address ON address.account_id = account.id
      JOIN mailbox ON mailbox.account_id = account.id WHERE person.display_name = 'Ma Thị Lan' AND mailbox.name = 'INBOX'`,
    );
    expect(rows).toEqual([{ kind: 'primary', messages: 1 }]);
    const told = await test.database.pool.query(
      `SELECT local_part, subject, convert_from(prefix, 'UTF8') AS prefix FROM message JOIN content ON content.id = content_id
      JOIN address ON address.account_id = message.account_id AND address.kind = 'primary' ORDER BY 1`,
    );
    expect(told.rows).toMatchObject([
      {
        local_part: 'lanmt.nv',
        subject: expect.stringContaining('Bổ nhiệm: Ma Thị Lan'),
        prefix: expect.stringContaining('Return-Path: <>'),
      },
      { local_part: 'nv', subject: expect.stringContaining('Bổ nhiệm: Ma Thị Lan') },
    ]);
  });
});

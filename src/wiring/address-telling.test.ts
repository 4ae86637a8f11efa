import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePlan } from '#directory/lifecycle/make-plan.ts';
import { countAddressNotices } from '#directory/lifecycle/units/address-notice-sql.ts';
import { createUnits } from '#directory/org/create-units.ts';
import { inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { startAddressTelling } from './address-telling.ts';
import { planDeps, unitPlans } from './plan-deps.ts';
import { planNotices } from './plan-notices.ts';
import { readProfile } from './read-province.ts';

let test: TestDatabase;
const logged: Record<string, unknown>[] = [];
const note = (fields: Record<string, unknown>) => logged.push(fields);
const log = { info: note, error: note } as unknown as Log;

beforeAll(async () => {
  test = await createTestDatabase();
  const unit = { kind: 'agency', name: 'Sở Nội vụ', code: null, parent: null, domain: 'backan.gov.vn' } as const;
  const input = { profile: await readProfile('bac-kan'), units: [{ ...unit, key: 1 }], quotaOctets: 1000 };
  await inTransaction(test.database, (tx) => createUnits({ tx, createMailboxes: createDefaultMailboxes }, input));
  await test.database.pool.query(`UPDATE unit SET valid_from = '2010-08-12'`);
});
afterAll(() => test[Symbol.asyncDispose]());

const messages = async () =>
  (await test.database.pool.query('SELECT subject, uid FROM message JOIN content ON content.id = content_id')).rows;

it('puts one message into the INBOX of whoever has a new address, beside another process that would too, and after a fault', async () => {
  const request = { addresses: 'renew', changes: [{ do: 'rename', unit: 'Sở Nội vụ', name: 'Sở Tổ chức cán bộ' }] };
  const made = await makePlan(planDeps(test.database), unitPlans, {
    ...{ request, effectiveOn: '2020-01-02', today: '2020-01-02', actorAccountId: null },
  });
  if (!made.ok) throw new Error(made.refusal.message);
  expect(await messages()).toEqual([]);
  const deps = { database: test.database, log };
  const broken = async () => {
    throw new Error('no room on the disk');
  };
  {
    await using _broken = startAddressTelling({ ...deps, sendNotices: broken }, 5);
    await waitUntil('the fault is told', async () => logged.length > 0);
  }
  expect(logged[0]).toMatchObject({ event: 'jobs.failed', job: 'address-telling' });
  expect(await messages()).toEqual([]);
  const sendNotices = planNotices({ aside: test.database, bodiesFolder: '/nowhere', hostname: 'mail.backan.gov.vn' });
  {
    await using _one = startAddressTelling({ ...deps, sendNotices }, 5);
    await using _other = startAddressTelling({ ...deps, sendNotices }, 5);
    await waitUntil('it is told', async () => (await countAddressNotices(test.database, made.value.planId)).told === 1);
  }
  expect(await messages()).toEqual([{ uid: 1, subject: 'Địa chỉ thư mới / New mail address: tccb@backan.gov.vn' }]);
  expect(logged.filter(({ event }) => event === 'jobs.addresses-told')).toEqual([{ event: 'jobs.addresses-told', settled: 1 }]);
});

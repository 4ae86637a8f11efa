import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCertificate } from '#directory/certificates/add-certificate.ts';
import { certificatePem } from '#directory/certificates/certificate.fixture.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { BulkHouse, today } from './bulk-house.fixture.ts';

let house: BulkHouse;
beforeAll(async () => {
  house = await BulkHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

async function certificate(id: AccountId, address: string): Promise<number> {
  const file = Buffer.from(certificatePem({ addresses: [address] }));
  const input = { account: { id, address }, file, post: null, actorAccountId: null, reason: null, now: new Date(`${today}T03:00:00Z`) };
  const added = await attemptInTransaction(house.database, (tx) => addCertificate(tx, input));
  if (!added.ok) throw new Error(added.refusal.message);
  return added.value.id;
}

it('a table has certificates revoked of who leaves, and a unit’s handed over to a head who is new', async () => {
  const { accountId, address } = await house.people.someone('Trần Văn Cũ', 'Sở Nội vụ', { title: 'Giám đốc', kind: 'head' });
  const own = await certificate(accountId, address);
  const unit = await certificate(house.people.mailboxes.nv, 'nv@tinh.gov.vn');
  const rows = [
    'Việc;Họ và tên;Đơn vị;Chức vụ;Loại chức vụ;Địa chỉ hiện có',
    `Thôi việc;;;;;${address}`,
    ';Phan Thị Mới;Sở Nội vụ;Giám đốc;Đứng đầu;',
  ];
  const { made } = await house.check(rows);
  expect(made.notes.events[0]?.notes.certificates.map(({ id, becomes }) => [id, becomes])).toEqual([
    [own, 'to-revoke'],
    [unit, 'to-hand-over'],
  ]);
  const planId = await house.done(rows);
  const heir = await house.people.facts('Phan Thị Mới');
  expect(await house.people.rows(`SELECT id, state, hand_over_to AS "to", plan_id AS "planId" FROM certificate ORDER BY id`)).toEqual([
    { id: own, state: 'to-revoke', to: null, planId },
    { id: unit, state: 'to-hand-over', to: heir.id, planId },
  ]);
});

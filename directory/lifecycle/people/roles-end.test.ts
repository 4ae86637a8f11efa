import { afterAll, beforeAll, expect, it } from 'vitest';
import { PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const standing = (accountId: number) =>
  house.rows<{ role: string }>(`SELECT role FROM role_assignment WHERE account_id = $1 AND revoked_at IS NULL`, [accountId]);

it('roles end with the service of who had them, are in the audit, and do not come back with the person', async () => {
  const who = await house.someone('Bế Văn Chức', 'Sở Nội vụ');
  await house.rows(
    `INSERT INTO role_assignment (account_id, role, valid_from, valid_to)
    VALUES ($1, 'auditor', '2020-01-01', NULL), ($1, 'auditor', '2999-01-01', NULL), ($1, 'auditor', '2019-01-01', '2019-12-31')`,
    [who.accountId],
  );
  await house.done({ do: 'leave', person: who.address });
  expect(await standing(who.accountId)).toHaveLength(1); // the one that had ended by itself
  const acts = await house.rows(`SELECT detail->>'because' AS because FROM audit WHERE act = 'role.revoke' AND account_id = $1`, [
    who.accountId,
  ]);
  expect(acts).toEqual([{ because: 'service ended' }, { because: 'service ended' }]);
  await house.done({ do: 'appoint', person: who.address, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên viên' }] });
  expect(await standing(who.accountId)).toHaveLength(1);
});

it('roles stay with who is transferred or away: they were given by name, and are taken back by name', async () => {
  const who = await house.someone('Bế Thị Chuyển', 'Sở Nội vụ');
  await house.rows(`INSERT INTO role_assignment (account_id, role, valid_from) VALUES ($1, 'auditor', '2020-01-01')`, [who.accountId]);
  await house.done({ do: 'transfer', person: who.address, posts: [{ unit: 'Sở Y tế', title: 'Chuyên viên' }] });
  await house.done({ do: 'suspend', person: who.address });
  expect(await standing(who.accountId)).toHaveLength(1);
});

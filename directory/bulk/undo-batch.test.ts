import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanId } from '#kernel/ids.ts';
import { BulkHouse, today } from './bulk-house.fixture.ts';
import { giveFirstPasswords } from './first-passwords.ts';
import { undoBatch } from './undo-batch.ts';

const heading = 'Việc;Họ và tên;Ngày sinh;Đơn vị;Chức vụ;Địa chỉ hiện có';
const hash = async (password: string) => `$argon2id$v=19$m=8,t=1,p=1$${Buffer.from(password).toString('base64')}$aaaa`;

describe('an undo', () => {
  let house: BulkHouse;
  beforeAll(async () => {
    house = await BulkHouse.open();
  });
  afterAll(() => house[Symbol.asyncDispose]());
  const refusalOf = async (planId: number, now = new Date()) => {
    const undone = await undoBatch(house.deps, { planId: planId as PlanId, actorAccountId: null, now });
    return undone.ok ? undone.value : undone.refusal.kind;
  };

  it('is refused of what is no batch, waits for its day, or is older than a day', async () => {
    const other = await house.people.done({
      do: 'appoint',
      person: { name: { family: 'Lý', given: 'Ba' } },
      posts: [{ unit: 'Sở Y tế', title: 'Y tá' }],
    });
    expect(await refusalOf(other)).toBe('not-found');
    expect(await refusalOf(999_999)).toBe('not-found');
    const kept = await house.apply([heading, ';Lý Văn Chờ;;Sở Y tế;Y tá'], { on: '2026-04-01' });
    expect(kept.ok && (await refusalOf(kept.value.planId))).toBe('conflict');
    const old = await house.done([heading, ';Lý Văn Xưa;;Sở Y tế;Y tá']);
    expect(await refusalOf(old, new Date(Date.now() + 24 * 60 * 60_000 + 60_000))).toBe('limit');
  });

  it('takes back what nobody has used: the mailbox closes, the post never began, and nothing is deleted', async () => {
    const planId = await house.done([heading, ';Hà Văn Một;;Sở Tài chính;Kế toán', ';Hà Văn Hai;;Sở Tài chính;Kế toán']);
    expect(await house.undo(planId, { isDryRun: true })).toMatchObject({ takenBack: [{ row: 2 }, { row: 3 }], kept: [] });
    expect(await house.people.receiver('mothv.tc@tinh.gov.vn')).toBeDefined();
    expect(await house.undo(planId)).toMatchObject({ takenBack: [{ row: 2, address: 'mothv.tc@tinh.gov.vn' }, { row: 3 }], kept: [] });
    expect(await house.people.receiver('mothv.tc@tinh.gov.vn')).toBeUndefined();
    expect(house.people.told.at(-1)).toMatchObject({
      address: 'tc@tinh.gov.vn',
      text: expect.stringContaining('- Hà Văn Một <mothv.tc@tinh.gov.vn>\n- Hà Văn Hai'),
    });
    expect((await house.peopleNow()).filter((line) => line.startsWith('Hà'))).toEqual([
      'Hà Văn Một: mothv.tc@tinh.gov.vn, closed',
      'Hà Văn Hai: haihv.tc@tinh.gov.vn, closed',
    ]);
    expect(
      await house.people.rows(`SELECT FROM post WHERE title = 'Kế toán' AND (valid_to IS NULL OR valid_to >= valid_from)`),
    ).toHaveLength(0);
    const acts = await house.people.rows<{ act: string }>(`SELECT act FROM audit WHERE plan_id = $1 AND act LIKE 'bulk.%' ORDER BY id`, [
      planId,
    ]);
    expect(acts.map(({ act }) => act)).toEqual(['bulk.undo', 'bulk.take-back', 'bulk.take-back']);
    expect(await house.undo(planId)).toMatchObject({ takenBack: [], kept: [] });
  });

  it('keeps what has been used, and says why', async () => {
    const names = ['Đăng', 'Thư', 'Kế', 'Uỷ', 'Khoá', 'Không'];
    const planId = await house.done(
      [heading, ...names.map((name) => `;Bàn Văn ${name};;Sở Y tế;Y tá`), 'Đổi tên;Lý Văn Xưa Cũ;;;;xualv.yt@tinh.gov.vn'],
      {
        notify: false,
      },
    );
    const account = (name: string) => `(SELECT account.id FROM account JOIN person ON person.id = person_id WHERE given_name = '${name}')`;
    await house.people.rows(
      `INSERT INTO audit (actor_account_id, act, target, detail) VALUES (${account('Đăng')}, 'session.sign-in', 'x', '{}')`,
    );
    await house.people.rows(`UPDATE account SET used_messages = 1 WHERE id = ${account('Thư')}`);
    const [ke] = await house.people.rows<{ address: string }>(
      `SELECT local_part || '@tinh.gov.vn' AS address FROM address WHERE account_id = ${account('Kế')}`,
    );
    await house.people.done({ do: 'transfer', person: ke!.address, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên viên' }] }, today);
    await house.people.rows(
      `INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights) VALUES (${account('Uỷ')}, 'head', 1, '{read}')`,
    );
    await house.people.rows(`INSERT INTO legal_hold (account_id, reason) VALUES (${account('Khoá')}, 'x')`);
    const { takenBack, kept } = await house.undo(planId);
    expect(takenBack.map(({ name }) => name)).toEqual(['Bàn Văn Không']);
    expect(kept.map(({ row, why }) => `${row} ${why.map(({ en }) => en).join(', ')}`)).toEqual([
      '2 has signed in',
      '3 has mail',
      '4 a later plan is about them, has another address',
      '5 has a delegation, a role or a group',
      '6 is under legal hold',
      '8 was there before: use the person commands',
    ]);
  });

  it('leaves the address to nobody but somebody of the same name, who gets the same', async () => {
    const table = (row: string) => [heading, row];
    await house.undo(await house.done(table(';Vi Trung Hoàng;1/1/1991;Sở Nội vụ;Chuyên viên')));
    const [first] = await house.people.rows<{ id: number }>(`SELECT id FROM person WHERE display_name = 'Vi Trung Hoàng'`);
    await house.done(table(';Vũ Trường Hoàng;;Sở Nội vụ;Chuyên viên'));
    await house.done(table(';Vi Trung Hoàng;2/1/1991;Sở Nội vụ;Chuyên viên'));
    expect((await house.peopleNow()).filter((line) => line.includes(' Hoàng:'))).toEqual([
      'Vi Trung Hoàng: hoangvt.nv@tinh.gov.vn, active, Chuyên viên (staff) in Sở Nội vụ from 2026-03-02',
      'Vũ Trường Hoàng: hoangvt2.nv@tinh.gov.vn, active, Chuyên viên (staff) in Sở Nội vụ from 2026-03-02',
    ]);
    const used = await house.people.rows(`SELECT FROM account_use JOIN account ON account.id = account_id WHERE person_id = $1`, [
      first!.id,
    ]);
    expect(used).toHaveLength(1);
    expect(await house.people.rows(`SELECT id, birth_date FROM person WHERE display_name = 'Vi Trung Hoàng'`)).toEqual([
      { id: first!.id, birth_date: '1991-01-02' },
    ]);
  });

  it('may be done again after what it took back was given again', async () => {
    const rows = [heading, ';Lò Văn Lại;;Sở Y tế;Y tá'];
    const before = await house.done(rows);
    await house.undo(before);
    const again = await house.done(rows);
    expect(await house.undo(before)).toMatchObject({ takenBack: [], kept: [] });
    expect((await house.undo(again)).takenBack).toHaveLength(1);
    expect((await house.peopleNow()).filter((line) => line.startsWith('Lò'))).toEqual(['Lò Văn Lại: lailv.yt@tinh.gov.vn, closed']);
  });

  it('takes first passwords with it, unless somebody has one of their own', async () => {
    const planId = await house.done([heading, ';Ma Văn Mật;;Sở Y tế;Y tá', ';Ma Văn Riêng;;Sở Y tế;Y tá']);
    const kept: string[] = [];
    const order = {
      planId,
      actorAccountId: null,
      keep: async (all: readonly { address: string; password: string }[]) =>
        void kept.push(...all.map(({ address, password }) => `${address} ${password}`)),
    };
    expect(await giveFirstPasswords({ database: house.database, hash }, order)).toEqual({ ok: true, value: 2 });
    expect(kept[0]).toMatch(/^matmv\.yt@tinh\.gov\.vn ([a-z2-9]{4}-){2}[a-z2-9]{4}$/);
    expect(await giveFirstPasswords({ database: house.database, hash }, order)).toEqual({ ok: true, value: 0 });
    expect(
      await house.people.rows(
        `SELECT must_change FROM password JOIN account ON account.id = account_id JOIN person ON person.id = person_id WHERE family_name = 'Ma'`,
      ),
    ).toEqual([{ must_change: true }, { must_change: true }]);
    await house.people.rows(
      `UPDATE password SET must_change = false WHERE account_id = (SELECT account.id FROM account JOIN person ON person.id = person_id WHERE given_name = 'Riêng')`,
    );
    const undone = await house.undo(planId);
    expect(undone.takenBack.map(({ name }) => name)).toEqual(['Ma Văn Mật']);
    expect(undone.kept.map(({ why }) => why[0]?.en)).toEqual(['has a password of their own']);
    expect(
      await house.people.rows(
        `SELECT FROM password JOIN account ON account.id = account_id JOIN person ON person.id = person_id WHERE family_name = 'Ma'`,
      ),
    ).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { approveAct, proposeAct } from '#directory/access/two-people/approve.ts';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { remakePlan } from '../carry-out-plan.ts';
import { makePlan, previewPlan } from '../make-plan.ts';
import { profiles } from '../units/org-state.fixture.ts';
import { day, PersonHouse } from './person-house.fixture.ts';
import { personPlanKind } from './person-plan-kind.ts';

let house: PersonHouse;
let [first, second]: { accountId: AccountId; address: string }[] = [];
beforeAll(async () => {
  house = await PersonHouse.open();
  [first, second] = [await house.someone('Quản Văn Nhất', 'Sở Nội vụ'), await house.someone('Quản Văn Nhị', 'Sở Nội vụ')];
  const directory = new SmallDirectory(house.test.database);
  for (const operator of [first!, second!]) await directory.assign(operator.accountId, 'operator');
});
afterAll(() => house[Symbol.asyncDispose]());

const kind = personPlanKind(async () => profiles);
const make = (request: object, actorAccountId: AccountId | null, effectiveOn = day) =>
  makePlan({ ...house.deps, twoPeople: true }, kind, { request, effectiveOn, today: day, actorAccountId });
const grants = (accountId: AccountId) =>
  house.rows(`SELECT rights FROM access_grant WHERE target_account_id = $1 AND revoked_at IS NULL`, [accountId]);

/** The second operator's approval of what the first was refused. */
async function approve(refused: Awaited<ReturnType<typeof make>>): Promise<void> {
  const proposal = refused.ok ? undefined : proposalIn(refused.refusal);
  if (proposal === undefined) throw new Error(`nothing was proposed: ${JSON.stringify(refused)}`);
  const done = await attemptInTransaction(house.test.database, async (tx) => {
    const asked = { ...proposal, actorAccountId: first!.accountId };
    const proposed = await proposeAct(tx, { asked, reason: 'bàn giao' });
    return proposed.ok ? approveAct(tx, { approvalId: proposed.value.approvalId, approverAccountId: second!.accountId }) : proposed;
  });
  if (!done.ok) throw new Error(done.refusal.message);
}

describe('a plan that makes somebody head', () => {
  it('is not made by them, whoever they are; others and the console make it, by one person', async () => {
    const posts = [{ unit: 'Sở Tài chính', title: 'Giám đốc', kind: 'head' }];
    const appoint = { do: 'appoint', person: first!.address, posts };
    expect(await make(appoint, first!.accountId)).toMatchObject({
      ok: false,
      refusal: { message: 'Nobody may appoint a head for themselves' },
    });
    expect((await make({ ...appoint, posts: [{ ...posts[0], kind: 'deputy', title: 'Phó Giám đốc' }] }, first!.accountId)).ok).toBe(true);
    expect((await make(appoint, second!.accountId)).ok).toBe(true);
  });
});

describe('a plan that makes somebody new head', () => {
  it('asks for it as for anybody else; one that makes them anything else does not', async () => {
    const asksOf = async (posts: object) => {
      const request = { do: 'appoint', person: { name: { family: 'Hoàng', middle: 'Thị', given: 'Mới' } }, posts: [posts] };
      const made = await previewPlan(house.deps, kind, { request, effectiveOn: day });
      return made.ok ? made.value.asks : made.refusal;
    };
    const unitId = house.units.tochuc;
    expect(await asksOf({ unit: 'Phòng Tổ chức', title: 'Trưởng phòng', kind: 'head' })).toMatchObject([
      { act: 'head.appoint', target: { of: 'system' }, request: { unitId }, shown: expect.stringContaining('Phòng Tổ chức') },
    ]);
    expect(await asksOf({ unit: 'Phòng Tổ chức', title: 'Phó Trưởng phòng', kind: 'deputy' })).toEqual([]);
  });
});

describe('a plan that opens a mailbox', () => {
  it('is not made by whoever would read it: by name, or as the head of the unit whose head may', async () => {
    const leaver = await house.someone('Hứa Văn Rời', 'Sở Y tế');
    const operator = await house.someone('Quản Văn Tam', 'Sở Y tế', { title: 'Giám đốc', kind: 'head' });
    await new SmallDirectory(house.test.database).assign(operator.accountId, 'operator');
    for (const to of [operator.address, 'Sở Y tế']) {
      const leave = { do: 'leave', person: leaver.address, lend: { to, until: '2025-07-31' } };
      const alone = { effectiveOn: day, today: day, actorAccountId: operator.accountId };
      expect(await makePlan(house.deps, kind, { request: leave, ...alone }), to).toMatchObject({
        ok: false,
        refusal: { message: expect.stringContaining('for themselves') },
      });
    }
    expect(await grants(leaver.accountId)).toEqual([]);
  });

  it('takes two people where that is asked for, as any way of opening one does; every other plan one', async () => {
    const [leaver, reader] = [await house.someone('Hứa Văn Nghỉ', 'Sở Y tế'), await house.someone('Hứa Thị Đọc', 'Sở Y tế')];
    const leave = { do: 'leave', person: leaver.address, lend: { to: reader.address, until: '2025-07-31' } };
    for (const actor of [null, first!.accountId])
      expect(await make(leave, actor)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect((await house.facts('Hứa Văn Nghỉ')).accountId).toBe(leaver.accountId);
    expect(await house.rows(`SELECT FROM plan WHERE title LIKE '%Hứa Văn Nghỉ%' AND kind = 'person' AND effective_on = $1`, [day])).toEqual(
      [],
    );

    await approve(await make(leave, first!.accountId));
    const longer = { ...leave, lend: { to: reader.address, until: '2025-08-31' } };
    expect((await make(longer, first!.accountId)).ok).toBe(false);
    expect((await make(leave, second!.accountId)).ok).toBe(false);
    expect(await make(leave, first!.accountId)).toMatchObject({ ok: true, value: { state: 'carried-out' } });
    expect(await grants(leaver.accountId)).toEqual([{ rights: ['read'] }]);

    const other = await house.someone('Hứa Văn Thôi', 'Sở Y tế');
    expect((await make({ do: 'leave', person: other.address }, first!.accountId)).ok).toBe(true);
  });

  it('is not made for oneself, with or without a second person', async () => {
    const leaver = await house.someone('Hứa Thị Vắng', 'Sở Y tế');
    const leave = { do: 'leave', person: leaver.address, lend: { to: first!.address, until: '2025-07-31' } };
    const answer = await make(leave, first!.accountId);
    expect(answer).toMatchObject({ ok: false, refusal: { message: expect.stringContaining('for themselves') } });
    const alone = await makePlan(house.deps, kind, { request: leave, effectiveOn: day, today: day, actorAccountId: first!.accountId });
    expect(alone).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect((await make(leave, second!.accountId)).ok).toBe(false);
  });

  it('takes them anew when it is remade, and what is refused leaves the plan as it was', async () => {
    const [leaver, reader] = [await house.someone('Hứa Văn Lùi', 'Sở Y tế'), await house.someone('Hứa Thị Xem', 'Sở Y tế')];
    const leave = { do: 'leave', person: leaver.address, lend: { to: reader.address, until: '2998-12-31' } };
    await approve(await make(leave, first!.accountId, '2998-01-01'));
    const made = await make(leave, first!.accountId, '2998-01-01');
    if (!made.ok) throw new Error(made.refusal.message);
    const { planId } = made.value;
    const again = { planId, actorAccountId: first!.accountId, today: day };
    expect(await remakePlan({ ...house.deps, twoPeople: true }, again)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect(await house.rows('SELECT state FROM plan WHERE id = $1', [planId])).toEqual([{ state: 'planned' }]);
    expect((await remakePlan(house.deps, again)).ok).toBe(true);
  });
});

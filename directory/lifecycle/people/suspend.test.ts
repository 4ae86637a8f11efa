import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOutDuePlans } from '../carry-out-due-plans.ts';
import { cancelPlan } from '../carry-out-plan.ts';
import { findPlan, listPlans } from '../plan-sql.ts';
import { day, PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const suspend = (person: string, until: string) => ({ do: 'suspend', person, until, reason: 'QĐ 5' });
const planned = async () =>
  (await listPlans(house.test.database, 'planned')).map(({ id, title, effectiveOn }) => ({ id, title, effectiveOn }));
const stateOf = async (accountId: number) =>
  (await house.rows<{ state: string }>('SELECT state FROM account WHERE id = $1', [accountId]))[0]?.state;
const due = (today: string) => carryOutDuePlans(house.deps, { today, onFault: (_plan, fault) => expect.fail(String(fault)) });

describe('a suspension to a day', () => {
  it('does not end before it begins', async () => {
    const { address } = await house.someone('Lý Văn Sớm', 'Sở Nội vụ');
    expect(await house.problems(suspend(address, '2025-06-30'))).toEqual(['dates-cross']);
    expect(await house.problems(suspend(address, day))).toEqual([]);
  });

  it('says in its preview when it ends, and plans nothing yet', async () => {
    const { address } = await house.someone('Lý Thị Xem', 'Sở Nội vụ');
    const { deeds, summary } = await house.preview(suspend(address, '2025-08-31'));
    expect(deeds.returnsOn).toBe('2025-09-01');
    expect(summary.map(({ en }) => en)).toContain('Returns on 2025-09-01 by a plan that is made for it');
    expect(await planned()).toEqual([]);
  });

  it('ends by itself the day after, and no sooner', async () => {
    const who = await house.someone('Lý Văn Về', 'Sở Nội vụ');
    await house.done(suspend(who.address, '2025-07-31'));
    expect(await planned()).toEqual([
      { id: expect.any(Number), title: `Trở lại công tác: Lý Văn Về <${who.address}>`, effectiveOn: '2025-08-01' },
    ]);
    expect((await due('2025-07-31')).carriedOut).toEqual([]);
    expect(await stateOf(who.accountId)).toBe('locked');
    expect(await due('2025-08-01')).toMatchObject({ carriedOut: [expect.any(Number)], refused: [] });
    expect(await stateOf(who.accountId)).toBe('active');
    const acts = await house.rows(
      `SELECT act, detail->>'reason' AS reason FROM audit WHERE account_id = $1 AND act LIKE 'person.%' ORDER BY id`,
      [who.accountId],
    );
    expect(acts.slice(-2)).toEqual([
      { act: 'person.suspend', reason: 'QĐ 5' },
      { act: 'person.return', reason: 'QĐ 5' },
    ]);
  });

  it('ends by itself also when the unit was renamed meanwhile: nobody has to make the plan anew', async () => {
    const who = await house.someone('Lý Thị Đổi', 'Sở Y tế');
    await house.done(suspend(who.address, '2025-07-31'));
    await house.rows(`UPDATE unit SET name = 'Sở Y tế mới' WHERE id = $1 RETURNING id`, [house.units.yt]);
    expect(await due('2025-08-02')).toMatchObject({ carriedOut: [expect.any(Number)], refused: [] });
    expect(await stateOf(who.accountId)).toBe('active');
    expect(await planned()).toEqual([]);
  });

  it.each(['return', 'leave'])('is over sooner by %s: the plan is cancelled, which the preview says', async (event) => {
    const who = await house.someone(`Lý Văn ${event}`, 'Sở Nội vụ');
    await house.done(suspend(who.address, '2025-09-30'));
    const [plan] = await planned();
    const sooner = { do: event, person: who.address };
    expect((await house.preview(sooner, '2025-07-15')).notes.remarks.map(({ en }) => en)).toContainEqual(
      expect.stringMatching(new RegExp(`^Plan ${plan?.id} .* is cancelled$`)),
    );
    await house.done(sooner, '2025-07-15');
    expect(await findPlan(house.test.database, plan!.id)).toMatchObject({ state: 'cancelled' });
    const [act] = await house.rows<{ detail: object }>(`SELECT detail FROM audit WHERE act = 'plan.cancel' ORDER BY id DESC LIMIT 1`, []);
    expect(act?.detail).toEqual({ planId: plan?.id, because: expect.stringMatching(/^plan \d+$/) });
    expect(await due('2025-10-01')).toEqual({ carriedOut: [], refused: [] });
  });

  it('goes on when its return was cancelled by hand, until somebody brings the person back', async () => {
    const who = await house.someone('Lý Thị Hoãn', 'Sở Nội vụ');
    await house.done(suspend(who.address, '2025-07-31'));
    const [plan] = await planned();
    expect((await cancelPlan(house.test.database, { planId: plan!.id, actorAccountId: null })).ok).toBe(true);
    expect(await due('2025-08-01')).toEqual({ carriedOut: [], refused: [] });
    expect(await stateOf(who.accountId)).toBe('locked');
    await house.done({ do: 'return', person: who.address }, '2025-08-02');
    expect(await stateOf(who.accountId)).toBe('active');
  });
});

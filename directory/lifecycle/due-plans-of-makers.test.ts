import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { carryOutDuePlans } from './carry-out-due-plans.ts';
import { cancelPlan, carryOutPlan, remakePlan } from './carry-out-plan.ts';
import { makePlan } from './make-plan.ts';
import { PersonHouse } from './people/person-house.fixture.ts';
import { personPlanKind } from './people/person-plan-kind.ts';
import { findPlan } from './plan-sql.ts';
import { profiles } from './units/org-state.fixture.ts';

let house: PersonHouse;
let directory: SmallDirectory;
let made = 0;
const kind = personPlanKind(async () => profiles);
const [before, day, later] = ['2025-06-30', '2025-07-01', '2025-07-02'] as const;
beforeAll(async () => {
  house = await PersonHouse.open();
  directory = new SmallDirectory(house.test.database);
});
afterAll(() => house[Symbol.asyncDispose]());

async function operator(name: string) {
  const person = await house.someone(name, 'Sở Nội vụ');
  return { ...person, assignmentId: await directory.assign(person.accountId, 'operator') };
}

/** Somebody's suspension, planned for the day. */
async function planned(actorAccountId: AccountId | null, more: object = {}): Promise<PlanId> {
  made += 1;
  const { address } = await house.someone(`Lò Văn ${'Abcdefghik'[made]}`, 'Sở Y tế');
  const request = { do: 'suspend', person: address, ...more };
  const plan = await makePlan(house.deps, kind, { request, effectiveOn: day, today: before, actorAccountId });
  if (!plan.ok) throw new Error(JSON.stringify(plan.refusal));
  return plan.value.planId;
}

const deps = () => ({ ...house.deps, kinds: [kind] });
const due = (today: string = day) =>
  carryOutDuePlans(deps(), {
    today,
    onFault(_planId, fault) {
      throw fault;
    },
  });
const endRole = (id: number) => house.rows('UPDATE role_assignment SET revoked_at = now() WHERE id = $1', [id]);

describe('a plan whose day has come is refused, and says so in the list', () => {
  it('when its maker has lost the role; another operator carries it out, or makes it anew', async () => {
    const [one, other] = [await operator('Quản Văn Một'), await operator('Quản Văn Hai')];
    const [carriedOut, remade] = [await planned(one.accountId), await planned(one.accountId)];
    await endRole(one.assignmentId);
    expect((await due()).refused.map(({ planId, refusal }) => [planId, refusal.kind])).toEqual([
      [carriedOut, 'forbidden'],
      [remade, 'forbidden'],
    ]);
    expect(await findPlan(house.test.database, carriedOut)).toMatchObject({
      state: 'planned',
      refusedBecause: expect.stringMatching(/^Người lập kế hoạch không còn quyền.* \/ Whoever made the plan may no longer/),
    });
    const act = { today: day, actorAccountId: one.accountId };
    expect((await carryOutPlan(deps(), { ...act, planId: carriedOut })).ok).toBe(false);
    expect((await remakePlan(deps(), { ...act, planId: remade })).ok).toBe(false);
    const byOther = { ...act, actorAccountId: other.accountId };
    expect((await carryOutPlan(deps(), { ...byOther, planId: carriedOut })).ok).toBe(true);
    expect(await remakePlan(deps(), { ...byOther, planId: remade })).toMatchObject({ ok: true, value: { state: 'carried-out' } });
  });

  it('while its maker is locked, and is carried out the day after that is over', async () => {
    const { accountId } = await operator('Quản Văn Ba');
    const planId = await planned(accountId);
    await directory.set(accountId, 'locked');
    expect(await due()).toMatchObject({ carriedOut: [], refused: [{ planId, refusal: { kind: 'forbidden' } }] });
    await directory.set(accountId, 'active');
    expect(await due(later)).toEqual({ carriedOut: [planId], refused: [] });
  });

  it('when its maker would by now be who reads the mailbox that it opens', async () => {
    const { accountId, id } = await operator('Quản Văn Tư');
    const planId = await planned(accountId, { do: 'leave', lend: { to: 'Sở Tài chính', until: '2025-12-31' } });
    await directory.appoint(id, house.units.tc, 'head');
    const { refused } = await due();
    expect(refused).toMatchObject([{ planId, refusal: { inBoth: { en: expect.stringContaining('for themselves') } } }]);
  });
});

describe('a plan is carried out on its day', () => {
  it('of whoever may still, and of the console', async () => {
    const { accountId } = await operator('Quản Văn Năm');
    const plans = [await planned(accountId), await planned(null)];
    expect((await due()).carriedOut).toEqual(plans);
  });

  it('as the end of another that was carried out, whatever became of who made that', async () => {
    const { accountId, assignmentId } = await operator('Quản Văn Sáu');
    const { address, accountId: suspended } = await house.someone('Lò Văn Nghỉ', 'Sở Y tế');
    const request = { do: 'suspend', person: address, until: day };
    const plan = await makePlan(house.deps, kind, { request, effectiveOn: before, today: before, actorAccountId: accountId });
    expect(plan).toMatchObject({ ok: true, value: { state: 'carried-out' } });
    await endRole(assignmentId);
    expect((await due(later)).carriedOut).toHaveLength(1);
    expect(await house.rows('SELECT state FROM account WHERE id = $1', [suspended])).toEqual([{ state: 'active' }]);
  });
});

describe('a rehearsal', () => {
  it('of cancelling, remaking or carrying out says whether it would be done, and leaves the plan and everybody as they were', async () => {
    const planId = await planned(null);
    const act = { planId, actorAccountId: null, today: day, isRehearsal: true };
    expect((await carryOutPlan(deps(), { ...act, today: before })).ok).toBe(false);
    for (const rehearsed of [await carryOutPlan(deps(), act), await remakePlan(deps(), act), await cancelPlan(house.test.database, act)])
      expect(rehearsed.ok).toBe(true);
    expect(await findPlan(house.test.database, planId)).toMatchObject({ state: 'planned', settledAt: null });
    expect(await house.rows(`SELECT FROM audit WHERE plan_id = $1 AND act <> 'plan.make'`, [planId])).toEqual([]);
    expect((await due()).carriedOut).toContain(planId);
  });
});

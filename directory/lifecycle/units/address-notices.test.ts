import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '#directory/org/mail-port.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { carryOutPlan } from '../carry-out-plan.ts';
import { makePlan, previewPlan } from '../make-plan.ts';
import { day, PersonHouse } from '../people/person-house.fixture.ts';
import { countAddressNotices } from './address-notice-sql.ts';
import { profiles } from './org-state.fixture.ts';
import { tellAddresses } from './tell-addresses.ts';
import { unitPlanKind } from './unit-plan-kind.ts';

let house: PersonHouse;
const kind = unitPlanKind(async () => profiles);
beforeAll(async () => {
  house = await PersonHouse.open();
  await house.someone('Lò Văn Anh', 'Sở Y tế');
});
afterAll(() => house[Symbol.asyncDispose]());

const code = (to: string, more: object = {}) => ({ addresses: 'renew', changes: [{ do: 'code', unit: 'Sở Y tế', code: to }], ...more });
const summaryOf = async (request: object) => {
  const made = await previewPlan(house.deps, kind, { request, effectiveOn: day });
  return made.ok ? made.value.summary.map(({ vi }) => vi) : [];
};
async function carriedOut(request: object): Promise<PlanId> {
  const made = await makePlan(house.deps, kind, { request, effectiveOn: day, today: day, actorAccountId: null });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.value.planId;
}
const told: Notice[] = [];
/** Puts nothing anywhere: what mail makes of it is tested where it is delivered. */
const tell = (reached = (_accountId: AccountId) => true) =>
  tellAddresses({
    database: house.test.database,
    sendNotices: async (_tx, notices) => {
      told.push(...notices);
      return notices.map(({ accountId }) => accountId).filter(reached);
    },
  });
const progress = (planId: PlanId) => countAddressNotices(house.test.database, planId);

describe('of a new address', () => {
  it('nobody is told where that is not wanted, and the preview says so', async () => {
    expect(await summaryOf(code('syt', { notify: false }))).toContain('Không gửi thư báo địa chỉ mới');
    const planId = await carriedOut(code('syt', { notify: false }));
    expect(await progress(planId)).toEqual({ told: 0, waiting: 0, unreached: 0 });
    expect(await tell()).toBe(0);
  });

  it('nobody is told before the day, and never of a plan that was cancelled or refused', async () => {
    const made = await makePlan(house.deps, kind, { request: code('yte'), effectiveOn: '2099-01-01', today: day, actorAccountId: null });
    if (!made.ok) throw new Error(made.refusal.message);
    expect(await tell()).toBe(0);
    const { planId } = made.value;
    expect((await carryOutPlan({ ...house.deps, kinds: [kind] }, { planId, actorAccountId: null, today: day })).ok).toBe(false);
    expect(await progress(planId)).toEqual({ told: 0, waiting: 0, unreached: 0 });
  });

  it('each unit and person is told once: both addresses, until when the old one receives, what to change', async () => {
    const request = code('soyte', { oldAddresses: '2099-12-31', title: 'Đổi mã' });
    expect(await summaryOf(request)).toContain('Được báo địa chỉ mới bằng thư: 2');
    const planId = await carriedOut(request);
    expect(await progress(planId)).toEqual({ told: 0, waiting: 2, unreached: 0 });
    told.length = 0;
    expect(await tell()).toBe(2);
    expect(await tell()).toBe(0);
    expect(await progress(planId)).toEqual({ told: 2, waiting: 0, unreached: 0 });
    expect(told.map(({ address }) => address)).toEqual(['soyte@tinh.gov.vn', 'anhlv.soyte@tinh.gov.vn']);
    expect(told[1]).toMatchObject({ subject: 'Địa chỉ thư mới / New mail address: anhlv.soyte@tinh.gov.vn' });
    for (const text of ['Kính gửi: Lò Văn Anh', '“Đổi mã”', 'anhlv.syt@tinh.gov.vn', 'đến hết ngày 2099-12-31', 'goes on receiving up to'])
      expect(told[1]!.text).toContain(text);
    expect(told[0]!.text).toContain('hộp thư của đơn vị có địa chỉ mới');
  });

  it('a telling that fails has told nobody, and is tried again', async () => {
    const planId = await carriedOut(code('ytinh'));
    const failing = tellAddresses({
      database: house.test.database,
      sendNotices: async () => {
        throw new Error('the process died');
      },
    });
    await expect(failing).rejects.toThrow('the process died');
    expect(await progress(planId)).toMatchObject({ told: 0, waiting: 2 });
    expect(await tell()).toBe(2);
    expect(await progress(planId)).toMatchObject({ told: 2, waiting: 0 });
  });

  it('two processes at once tell each of them once; who has no mailbox is counted and not tried again', async () => {
    const planId = await carriedOut(code('sytinh'));
    told.length = 0;
    const { mailboxes } = house;
    const both = await Promise.all([1, 2].map(() => tell((accountId) => accountId !== mailboxes.yt)));
    expect(both.toSorted()).toEqual([0, 2]);
    expect(told).toHaveLength(2);
    expect(await progress(planId)).toEqual({ told: 1, waiting: 0, unreached: 1 });
    expect(await tell()).toBe(0);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '#directory/org/mail-port.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type DutyHouse, openDutyHouse, weekdays } from './duty-house.fixture.ts';
import { remind } from './remind.ts';

let house: DutyHouse;
let tt: Awaited<ReturnType<DutyHouse['office']>>;
let head: Awaited<ReturnType<DutyHouse['person']>>;
let clerk: Awaited<ReturnType<DutyHouse['person']>>;
beforeAll(async () => {
  house = await openDutyHouse();
  tt = await house.office('tt');
  head = await house.person('truong', tt.unitId, 'head');
  clerk = await house.person('vanthu', tt.unitId, 'clerk');
  await house.directory.grant(tt.accountId, { principal: ['head', tt.unitId], rights: ['read', 'organise'] });
  await house.directory.grant(tt.accountId, { principal: ['person', clerk.personId], rights: ['read'] });
  await house.query("UPDATE access_grant SET valid_from = '2020-01-01'");
});
beforeEach(async () => {
  await house.asOwner("DELETE FROM duty_look; DELETE FROM duty_reminder; DELETE FROM account_absence; UPDATE account SET state = 'active'");
  await house.asOwner('DELETE FROM account_state_change');
  sent.length = 0;
  unread = new Map([[tt.accountId, 3]]);
});
afterAll(() => house[Symbol.asyncDispose]());

const sent: Notice[] = [];
let unread: Map<AccountId, number>;
const deps = () => ({
  database: house.database,
  inboxes: { unread: async (ids: readonly AccountId[]) => new Map([...unread].filter(([id]) => ids.includes(id))) },
  sendNotices: async (_: unknown, notices: readonly Notice[]) => {
    sent.push(...notices);
    return notices.map(({ accountId }) => accountId);
  },
});
type Reminding = Parameters<typeof remind>[1];
const at = (time: string, more: Partial<Reminding> = {}) =>
  remind(deps(), {
    ...{ now: new Date(`2026-03-02T${time}:00+07:00`), calendar: weekdays(), at: ['15:30', '10:30'], kinds: ['unit'] },
    ...more,
  });
const told = () => sent.map(({ address }) => address).sort();
const both = ['truong@backan.gov.vn', 'vanthu@backan.gov.vn'];

describe('nobody is reminded', () => {
  it('before the hour or long after it, on a day off, before there was a rule, when it is switched off, or of parts without a duty', async () => {
    await at('10:29');
    await at('10:50');
    await at('10:30', { calendar: weekdays('2026-03-02') });
    await at('10:30', { now: new Date('2019-12-31T10:30:00+07:00') });
    await at('10:30', { at: [] });
    await at('10:30', { kinds: [] });
    await house.asOwner("INSERT INTO duty_rule (valid_from, parts) VALUES ('2030-01-01', '{08:00-10:30,12:00-15:30}')");
    await at('10:30', { now: new Date('2030-03-04T10:30:00+07:00') });
    expect(told()).toEqual([]);
  });

  it('of a mailbox without unread mail, one that somebody looked at in this part of the day, or one that is not in use', async () => {
    unread = new Map();
    await at('10:30');
    unread = new Map([[tt.accountId, 1]]);
    await house.look(tt, clerk, '2026-03-02', '08:00');
    await at('10:30');
    expect(told()).toEqual([]);
    await at('15:30');
    expect(told()).toEqual(both);
    await house.query("UPDATE account SET state = 'closed' WHERE id = $1", [tt.accountId]);
    await house.asOwner("UPDATE account_state_change SET changed_at = '2026-02-01'");
    await at('15:30', { now: new Date('2026-03-03T15:30:00+07:00') });
    expect(sent).toHaveLength(2);
  });

  it('who is locked out, away, only inspects from elsewhere, or may no longer read', async () => {
    const elsewhere = await house.person('thanhtra', (await house.office('ttra')).unitId);
    const inspects = await house.directory.grant(tt.accountId, { principal: ['person', elsewhere.personId], rights: ['read'] });
    const helps = await house.person('giup', (await house.office('khac')).unitId);
    const ended = await house.directory.grant(tt.accountId, { principal: ['person', helps.personId], rights: ['read', 'organise'] });
    await house.query('UPDATE access_grant SET revoked_at = now() WHERE id = $1', [ended]);
    await house.directory.set(head.accountId, 'locked');
    await house.query("INSERT INTO account_absence (account_id, kind, valid_from) VALUES ($1, 'suspended', '2026-03-01')", [
      clerk.accountId,
    ]);
    expect(await at('10:30')).toBe(0);
    await house.query('UPDATE access_grant SET revoked_at = NULL WHERE id = $1', [ended]);
    expect(await at('10:30')).toBe(1);
    expect(told()).toEqual(['giup@backan.gov.vn']);
    await house.query('UPDATE access_grant SET revoked_at = now() WHERE id IN ($1, $2)', [ended, inspects]);
  });
});

describe('who is responsible', () => {
  it('is told once at each hour, by however many processes, of which mailboxes and how much', async () => {
    const reminded = await Promise.all([at('10:30'), at('10:31'), at('10:32')]);
    expect(reminded.reduce((sum, one) => sum + one)).toBe(2);
    await at('10:45');
    expect(told()).toEqual(both);
    expect(sent[0]).toMatchObject({
      subject: 'Nhắc đọc thư: tt@backan.gov.vn',
      text: expect.stringMatching(
        /Đến 10:30 ngày 02\/03\/2026 .*00:00-12:00[\s\S]*- tt <tt@backan.gov.vn>: 3 thư chưa đọc[\s\S]*at least twice/,
      ),
    });
    await at('15:30');
    expect(sent).toHaveLength(4);
  });

  it('for several mailboxes gets one mail of all', async () => {
    const second = await house.office('hai');
    await house.directory.appoint(head.personId, second.unitId, 'head');
    await house.directory.grant(second.accountId, { principal: ['head', second.unitId], rights: ['read'] });
    unread.set(second.accountId, 1);
    unread.set(head.accountId, 7);
    await at('10:30', { kinds: ['unit', 'personal'] });
    const [ofHead, ...others] = sent.filter(({ accountId }) => accountId === head.accountId);
    expect(others).toEqual([]);
    expect(ofHead?.subject).toBe('Nhắc đọc thư: 3 hộp thư có thư chưa đọc');
    expect(ofHead?.text).toMatch(/truong@backan.gov.vn: 7 unread[\s\S]*tt@backan.gov.vn: 3 unread[\s\S]*hai@backan.gov.vn: 1 unread/);
  });

  it('for a mailbox that others looked at as well is reminded of the own one', async () => {
    unread = new Map([[clerk.accountId, 2]]);
    await house.look(clerk, head, '2026-03-02', '08:00');
    await at('10:30', { kinds: ['personal'] });
    expect(told()).toEqual(['vanthu@backan.gov.vn']);
  });
});

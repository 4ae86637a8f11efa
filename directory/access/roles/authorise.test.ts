import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DomainId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { SmallDirectory } from '../testing/small-directory.ts';
import { authorise, type Target } from './authorise.ts';
import type { AccessAct } from './policy.ts';

type Staff = Awaited<ReturnType<SmallDirectory['staff']>>;

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let province: UnitId;
let department: UnitId;
let office: UnitId;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  province = await directory.unit(domain, 'Tỉnh');
  department = await directory.unit(domain, 'Sở', province);
  office = await directory.unit(domain, 'Phòng', department);
});
afterAll(() => test[Symbol.asyncDispose]());

const someone = () => directory.staff(domain, `nguoi${made++}`);
const may = async (actor: Staff, act: AccessAct, target: Target) =>
  (await authorise({ database: test.database }, { actorAccountId: actor.accountId, act, target })).ok;
const on = ({ accountId }: { accountId: Staff['accountId'] }): Target => ({ of: 'account', accountId });
const at = (unitId: UnitId): Target => ({ of: 'unit', unitId });
const system: Target = { of: 'system' };

describe('a role', () => {
  it('gives nothing before its first day, after its last, or once revoked', async () => {
    for (const days of [{ valid_from: '2100-01-01' }, { valid_to: '2020-12-31' }, { revoked_at: new Date() }]) {
      const actor = await someone();
      await directory.assign(actor.accountId, 'operator', null, days);
      expect(await may(actor, 'queue.read', system), JSON.stringify(days)).toBe(false);
    }
    const actor = await someone();
    await directory.assign(actor.accountId, 'operator', null, { valid_to: '2100-01-01' });
    expect(await may(actor, 'queue.read', system)).toBe(true);
  });

  it.each(['locked', 'closed'] as const)('gives nothing to a %s account, nor does an appointment', async (state) => {
    const actor = await someone();
    await directory.assign(actor.accountId, 'operator');
    await directory.appoint(actor.personId, office, 'head');
    await directory.set(actor.accountId, state);
    for (const target of [system, on(actor), at(office)]) expect(await may(actor, 'directory.read', target)).toBe(false);
  });

  it('gives nothing to a unit’s account, which nobody signs in to, nor to one that does not exist', async () => {
    const unit = await directory.office(domain, 'donvi');
    await directory.assign(unit.accountId, 'operator');
    expect(await may({ ...unit, personId: 0 as never }, 'queue.read', system)).toBe(false);
    expect(await may({ accountId: 999_999 as never, personId: 0 as never }, 'directory.read', system)).toBe(false);
  });

  it('for a unit reaches it and what is below, as the tree is today', async () => {
    const actor = await someone();
    await directory.assign(actor.accountId, 'unit-administrator', department);
    const wandering = await directory.unit(domain, 'Ban', province);
    const reached = async () => Promise.all([province, department, office, wandering].map((unit) => may(actor, 'post.write', at(unit))));
    expect(await reached()).toEqual([false, true, true, false]);
    await test.database.pool.query('UPDATE unit SET parent_id = $1 WHERE id = $2', [office, wandering]);
    expect(await reached()).toEqual([false, true, true, true]);
    await test.database.pool.query('UPDATE unit SET parent_id = $1 WHERE id = $2', [province, wandering]);
    expect(await reached()).toEqual([false, true, true, false]);
  });

  it('reaches a person only where all posts of today are within it, and nobody without one', async () => {
    const actor = await someone();
    await directory.assign(actor.accountId, 'unit-administrator', department);
    const person = await someone();
    expect(await may(actor, 'password.reset', on(person))).toBe(false);
    await directory.appoint(person.personId, office, 'staff');
    expect(await may(actor, 'password.reset', on(person))).toBe(true);
    await directory.appoint(person.personId, province, 'staff', '2020-01-01', '2020-12-31');
    expect(await may(actor, 'password.reset', on(person))).toBe(true);
    await directory.appoint(person.personId, province, 'clerk');
    expect(await may(actor, 'password.reset', on(person))).toBe(false);
  });

  it('does not reach whoever has a wider one, even one that is to begin', async () => {
    const actor = await someone();
    await directory.assign(actor.accountId, 'unit-administrator', department);
    const wider = await someone();
    await directory.appoint(wider.personId, office, 'staff');
    await directory.assign(wider.accountId, 'unit-administrator', office);
    expect(await may(actor, 'account.lock', on(wider))).toBe(true);
    await directory.assign(wider.accountId, 'auditor', null, { valid_from: '2100-01-01' });
    expect(await may(actor, 'account.lock', on(wider))).toBe(false);
  });
});

describe('a unit that was reorganised', () => {
  it('ends the roles over it: nobody comes to rule what it was merged into', async () => {
    const actor = await someone();
    const old = await directory.unit(domain, 'Huyện cũ', province);
    await directory.assign(actor.accountId, 'unit-administrator', old);
    expect(await may(actor, 'post.write', at(old))).toBe(true);
    await directory.end(old, 'merge', province);
    for (const unit of [old, province, office]) expect(await may(actor, 'post.write', at(unit)), String(unit)).toBe(false);
  });

  it('is, with its mailbox, where it went: within reach of those over its heir', async () => {
    const old = await directory.office(domain, 'phongcu', province);
    const actor = await someone();
    await directory.assign(actor.accountId, 'unit-administrator', department);
    const head = await someone();
    await directory.appoint(head.personId, office, 'head');
    expect(await may(actor, 'account.lock', on(old))).toBe(false);
    const between = await directory.unit(domain, 'Phòng giữa', province);
    await directory.end(old.unitId, 'merge', between);
    await directory.end(between, 'dissolve', office);
    expect(await may(actor, 'account.lock', on(old))).toBe(true);
    expect(await may(head, 'delegation.manage', on(old))).toBe(true);
  });

  it('that went to several is within reach only of those over all of them', async () => {
    const old = await directory.office(domain, 'sotach', province);
    const [narrow, wide] = [await someone(), await someone()];
    await directory.assign(narrow.accountId, 'unit-administrator', department);
    await directory.assign(wide.accountId, 'unit-administrator', province);
    await directory.end(old.unitId, 'split', office, await directory.unit(domain, 'Sở kia', province));
    expect(await may(narrow, 'account.lock', on(old))).toBe(false);
    expect(await may(wide, 'account.lock', on(old))).toBe(true);
  });

  it('in a circle of lineage or of parents is nowhere, and asking ends', async () => {
    const [one, other] = [await directory.unit(domain, 'A', province), await directory.unit(domain, 'B', province)];
    await directory.end(one, 'merge', other);
    await directory.end(other, 'merge', one);
    const [above, below] = [await directory.unit(domain, 'C'), await directory.unit(domain, 'D')];
    await test.database.pool.query('UPDATE unit SET parent_id = CASE id WHEN $1 THEN $2::bigint ELSE $1::bigint END WHERE id IN ($1, $2)', [
      above,
      below,
    ]);
    const actor = await someone();
    await directory.assign(actor.accountId, 'unit-administrator', province);
    for (const unit of [one, above]) expect(await may(actor, 'post.write', at(unit))).toBe(false);
  });
});

describe('the head of a unit', () => {
  it('has its mailbox to delegate while the appointment lasts', async () => {
    const unit = await directory.office(domain, 'donvitruong', province);
    const [now, past, deputy] = [await someone(), await someone(), await someone()];
    await directory.appoint(now.personId, unit.unitId, 'head');
    await directory.appoint(past.personId, unit.unitId, 'head', '2020-01-01', '2020-12-31');
    await directory.appoint(deputy.personId, unit.unitId, 'deputy');
    expect(await Promise.all([now, past, deputy].map((one) => may(one, 'delegation.manage', on(unit))))).toEqual([true, false, false]);
    expect(await may(now, 'mail.read', on(await directory.office(domain, 'donvikhac')))).toBe(false);
  });

  it('may entrust that to others, for the mailbox that was named', async () => {
    const unit = await directory.office(domain, 'donviuyquyen');
    const [delegate, narrow] = [await someone(), await someone()];
    const inbox = (await directory.mailbox(unit.accountId, 'INBOX')) as never;
    await directory.grant(unit.accountId, { principal: ['person', delegate.personId], rights: ['read', 'manage'] });
    await directory.grant(unit.accountId, { principal: ['person', narrow.personId], rights: ['manage'] }, { target_mailbox_id: inbox });
    expect(await may(delegate, 'delegation.manage', on(unit))).toBe(true);
    expect(await may(narrow, 'delegation.manage', on(unit))).toBe(false);
    expect(await may(narrow, 'delegation.manage', { of: 'account', accountId: unit.accountId, mailboxId: inbox })).toBe(true);
  });
});

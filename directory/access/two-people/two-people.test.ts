import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptInTransaction, openDatabase, sql } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { accessActs } from '../roles/policy.ts';
import { SmallDirectory } from '../testing/small-directory.ts';
import { listApprovals } from './approval-sql.ts';
import { approveAct, proposeAct } from './approve.ts';
import { type AskedAct, permit, proposalIn } from './permit.ts';
import { takesTwo } from './takes-two.ts';

type Staff = Awaited<ReturnType<SmallDirectory['staff']>>;
type Asked = AskedAct & { readonly actorAccountId: AccountId };

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let [first, second, third]: Staff[] = [];
let owner: Staff;
let reader: Staff;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  [first, second, third] = [await operator(), await operator(), await operator()];
  [owner, reader] = [await someone(), await someone()];
});
afterAll(() => test[Symbol.asyncDispose]());

const someone = () => directory.staff(domain, `nguoi${made++}`);
async function operator(): Promise<Staff> {
  const staff = await someone();
  await directory.assign(staff.accountId, 'operator');
  return staff;
}

const opening = (actor: Staff, request: AskedAct['request'] = { rights: ['read'], turn: made++ }): Asked => ({
  actorAccountId: actor.accountId,
  act: 'mail.open',
  target: { of: 'account', accountId: owner.accountId, gainer: reader.accountId },
  request,
  shown: 'Mở hộp thư',
});
const ask = (asked: AskedAct, twoPeople = true) => attemptInTransaction(test.database, (tx) => permit({ tx, twoPeople }, asked));
const propose = (asked: Asked, reason = 'thanh tra') => attemptInTransaction(test.database, (tx) => proposeAct(tx, { asked, reason }));
const approve = (approvalId: number, by: Staff) =>
  attemptInTransaction(test.database, (tx) => approveAct(tx, { approvalId, approverAccountId: by.accountId }));

async function proposed(asked: Asked): Promise<number> {
  const done = await propose(asked);
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value.approvalId;
}

describe('a dangerous act', () => {
  it('is one person’s where two are not asked for', async () => {
    expect(await ask(opening(first!), false)).toEqual({ ok: true, value: { by: 'operator' } });
  });

  it('is refused to one person, who learns what is to be approved; nothing is kept of it', async () => {
    const asked = opening(first!);
    const answer = await ask(asked);
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'forbidden', inBoth: { vi: 'Việc này cần người thứ hai duyệt' } } });
    expect(answer.ok ? null : proposalIn(answer.refusal)).toEqual(asked);
    expect(await listApprovals(test.database, true)).toEqual([]);
  });

  it('is refused at the console, which has no name', async () => {
    const answer = await ask({ ...opening(first!), actorAccountId: null });
    expect(answer).toMatchObject({ refusal: { message: expect.stringContaining('say who proposes it') } });
  });

  it('is not even proposed by whoever may not do it', async () => {
    const outsider = await someone();
    const answer = await ask(opening(outsider));
    expect(answer).toMatchObject({ ok: false });
    expect(answer.ok ? null : proposalIn(answer.refusal)).toBeUndefined();
    expect(await propose(opening(outsider))).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });

  it('is done once, after another approved it, and the permit names both', async () => {
    const asked = opening(first!);
    const id = await proposed(asked);
    expect((await ask(asked)).ok).toBe(false);
    expect((await approve(id, second!)).ok).toBe(true);
    expect(await ask(asked)).toEqual({ ok: true, value: { by: 'operator', approvalId: id, approvedBy: second!.accountId } });
    expect((await ask(asked)).ok).toBe(false);
  });

  it('that is asked for twice at the same time is done once', async () => {
    const asked = opening(first!);
    await approve(await proposed(asked), second!);
    const answers = await Promise.all([ask(asked), ask(asked), ask(asked)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('that is refused for another reason leaves the approval to be used', async () => {
    const asked = opening(first!);
    await approve(await proposed(asked), second!);
    const failing = attemptInTransaction(test.database, async (tx) => {
      expect((await permit({ tx, twoPeople: true }, asked)).ok).toBe(true);
      return { ok: false, refusal: { kind: 'conflict', message: 'after all not' } } as const;
    });
    expect(await failing).toMatchObject({ ok: false });
    expect((await ask(asked)).ok).toBe(true);
  });

  it('is that act by that person on that target, and no other', async () => {
    const asked = opening(first!, { rights: ['read'], validTo: '2026-12-31' });
    await approve(await proposed(asked), second!);
    const others: AskedAct[] = [
      { ...asked, request: { rights: ['read', 'organise'], validTo: '2026-12-31' } },
      { ...asked, request: { rights: ['read'], validTo: '2027-12-31' } },
      { ...asked, request: { rights: ['read'] } },
      { ...asked, target: { of: 'account', accountId: owner.accountId, gainer: third!.accountId } },
      { ...asked, target: { of: 'account', accountId: reader.accountId, gainer: reader.accountId } },
      { ...asked, actorAccountId: second!.accountId },
      { ...asked, actorAccountId: third!.accountId },
      { ...asked, act: 'account.delete' },
    ];
    for (const other of others) expect((await ask(other)).ok, JSON.stringify(other)).toBe(false);
    expect((await ask({ ...asked, request: { validTo: '2026-12-31', rights: ['read'] } })).ok).toBe(true);
  });

  it('is refused when who approved it may no longer do it', async () => {
    const leaving = await operator();
    const asked = opening(first!);
    await approve(await proposed(asked), leaving);
    await directory.set(leaving.accountId, 'locked');
    expect(await ask(asked)).toMatchObject({ refusal: { message: expect.stringContaining('propose it again') } });
  });
});

describe('an approval', () => {
  it('is not given by who proposed it, by another account of theirs, or by who comes by something', async () => {
    const id = await proposed(opening(first!));
    expect(await approve(id, first!)).toMatchObject({ refusal: { message: 'Nobody approves what they proposed themselves' } });
    const otherAccount = await directory.account({ personId: first!.personId });
    await directory.address(otherAccount, domain, `haitaikhoan${made++}`, 'primary');
    await directory.assign(otherAccount, 'operator');
    expect(await approve(id, { ...first!, accountId: otherAccount })).toMatchObject({ refusal: { kind: 'forbidden' } });
    await directory.assign(reader.accountId, 'operator', null, { valid_to: '2100-01-01' });
    expect(await approve(id, reader)).toMatchObject({ refusal: { message: expect.stringContaining('for themselves') } });
  });

  it('is not given by who may not do the act, nor for one who no longer may', async () => {
    const leaving = await operator();
    const id = await proposed(opening(leaving));
    expect(await approve(id, await someone())).toMatchObject({ refusal: { kind: 'forbidden' } });
    await directory.set(leaving.accountId, 'locked');
    expect(await approve(id, second!)).toMatchObject({ refusal: { kind: 'forbidden' } });
  });

  it('is not given twice, nor too late, nor for what does not exist; and is not used too late', async () => {
    const asked = opening(first!);
    const id = await proposed(asked);
    expect(await approve(999_999, second!)).toMatchObject({ refusal: { kind: 'not-found' } });
    await approve(id, second!);
    expect(await approve(id, third!)).toMatchObject({ refusal: { kind: 'conflict' } });
    const late = await proposed(opening(first!));
    await asOwner(
      `UPDATE approval SET proposed_at = now() - interval '5 days', expires_at = now() - interval '1 s' WHERE id IN (${id}, ${late})`,
    );
    expect(await approve(late, second!)).toMatchObject({ refusal: { kind: 'not-found' } });
    expect((await ask(asked)).ok).toBe(false);
  });

  it('of an act that exists no more is refused, whatever the database holds', async () => {
    const id = await proposed(opening(first!));
    await asOwner(`UPDATE approval SET act = 'mail.burn' WHERE id = ${id}`);
    expect(await approve(id, second!)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });
});

describe('a proposal', () => {
  it('gives its reason, is one however often it is made, and there are not too many', async () => {
    const asker = await operator();
    expect(await propose(opening(asker), '  ')).toMatchObject({ refusal: { kind: 'invalid' } });
    expect(await propose(opening(asker), 'x'.repeat(501))).toMatchObject({ refusal: { kind: 'invalid' } });
    // Whoever approves reads it at a terminal: it is not to hide there what it is the reason of.
    for (const hiding of ['a\u001b[2Ab', 'a\nb', 'a\u009bb', 'a\u202eb', 'a\u2028b'])
      expect(await propose(opening(asker), hiding), JSON.stringify(hiding)).toMatchObject({ refusal: { kind: 'invalid' } });
    const asked = opening(asker);
    expect(await proposed(asked)).toBe(await proposed(asked));
    for (let turn = 1; turn < 20; turn++) await proposed(opening(asker));
    expect(await propose(opening(asker))).toMatchObject({ refusal: { kind: 'limit' } });
    expect((await propose(asked)).ok).toBe(true);
  });

  it('is in the audit with its reason, and so is its approval, under the account it is about', async () => {
    const id = await proposed(opening(first!));
    await approve(id, second!);
    const { rows } = await sql`SELECT act, actor_account_id AS actor, account_id AS account, detail->>'reason' AS reason FROM audit
      WHERE detail->>'approvalId' = ${String(id)} ORDER BY id`.execute(test.database.kysely);
    expect(rows).toEqual([
      { act: 'approval.propose', actor: first!.accountId, account: owner.accountId, reason: 'thanh tra' },
      { act: 'approval.approve', actor: second!.accountId, account: owner.accountId, reason: null },
    ]);
  });
});

it('two people are asked for where one could read, delete, or become two', () => {
  const holder = { roles: [{ role: 'auditor', unitId: null, validTo: null, place: [] }] } as const;
  const two = (target: Parameters<typeof takesTwo>[1], isConsole: boolean) => accessActs.filter((act) => takesTwo(act, target, isConsole));
  const always = ['account.delete', 'account.hold', 'mail.open', 'settings.change', 'role.grant'];
  expect(two({ roles: [] }, false)).toEqual(always);
  expect(two(holder, false)).toEqual([...always.slice(0, 2), 'password.reset', 'second-factor.reset', ...always.slice(2)]);
  expect(two({ roles: [] }, true)).toEqual([...always.slice(0, 2), 'app-password.make', 'token.make', ...always.slice(2)]);
});

async function asOwner(statement: string): Promise<void> {
  await using database = openDatabase(test.owner, { poolSize: 1, applicationName: 'test', onIdleError: () => undefined });
  await database.pool.query(statement);
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attemptInTransaction, sql } from '#io/database.ts';
import type { AccountId, DomainId, GrantId, MailboxId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { endAccess } from './end-access.ts';
import { giveAccess } from './give-access.ts';
import { listGrants } from './grant-list-sql.ts';
import { effectiveRights } from './grants.ts';
import { changeAcl } from './mailbox-acl.ts';
import type { Right } from './rights.ts';
import { SmallDirectory } from './testing/small-directory.ts';

interface Person {
  readonly personId: Awaited<ReturnType<SmallDirectory['staff']>>['personId'];
  readonly accountId: AccountId;
  readonly address: string;
}
type Account = Parameters<typeof giveAccess>[1]['account'];

const now = new Date('2026-03-01T00:00:00Z');
const inAMonth = new Date('2100-04-01T00:00:00Z');
const yearStart = new Date('2100-03-15T00:00:00Z');

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let operator: Person;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  operator = await person();
  await directory.assign(operator.accountId, 'operator');
});
afterAll(() => test[Symbol.asyncDispose]());

async function person(): Promise<Person> {
  const localPart = `nguoi${made++}`;
  return { ...(await directory.staff(domain, localPart)), address: `${localPart}@backan.gov.vn` };
}
const personal = ({ accountId: id, address }: Person): Account => ({ id, address, kind: 'personal' });
async function unitWithHead() {
  const localPart = `donvi${made++}`;
  const { unitId, accountId } = await directory.office(domain, localPart);
  const head = await person();
  await directory.appoint(head.personId, unitId, 'head');
  const all: Right[] = ['read', 'organise', 'delete', 'send-as', 'send-on-behalf', 'manage'];
  await directory.grant(accountId, { principal: ['head', unitId], rights: all });
  return { unit: { id: accountId, address: `${localPart}@backan.gov.vn`, kind: 'unit' } as Account, head };
}

type More = Partial<Pick<Parameters<typeof giveAccess>[1], 'rights' | 'validTo' | 'reason' | 'now'>> & { twoPeople?: boolean };
const give = (actor: Person | null, account: Account, to: Person, { twoPeople = false, ...more }: More = {}) =>
  attemptInTransaction(test.database, (tx) =>
    giveAccess(
      { tx, twoPeople },
      {
        actorAccountId: actor?.accountId ?? null,
        account,
        to,
        rights: ['read'],
        validTo: inAMonth,
        reason: 'bàn giao',
        now: yearStart,
        ...more,
      },
    ),
  );
const rightsOf = async (who: Person, account: Account) =>
  [...(await effectiveRights({ database: test.database }, { personId: who.personId, targetAccountId: account.id }))].sort();

describe('a mailbox is not opened', () => {
  it('by a colleague, the auditor or the administrator of the unit', async () => {
    const [owner, to, auditor, administrator] = [await person(), await person(), await person(), await person()];
    const unit = await directory.unit(domain, `Phòng ${made++}`);
    await directory.appoint(owner.personId, unit, 'staff');
    await directory.assign(auditor.accountId, 'auditor');
    await directory.assign(administrator.accountId, 'unit-administrator', unit);
    for (const actor of [to, auditor, administrator])
      expect(await give(actor, personal(owner), to)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect(await rightsOf(to, personal(owner))).toEqual([]);
  });

  it('by the operator for themselves, without a reason, without an end, for long, or to more than reading a person’s', async () => {
    const [owner, to] = [await person(), await person()];
    expect(await give(operator, personal(owner), operator)).toMatchObject({ refusal: { message: expect.stringContaining('themselves') } });
    const wrong: More[] = [
      { reason: null },
      { validTo: null },
      { validTo: new Date('2101-06-01T00:00:00Z') },
      { validTo: now },
      { rights: ['read', 'organise'] },
      { rights: ['send-as'] },
      { rights: [] },
    ];
    for (const more of wrong)
      for (const actor of [operator, null])
        expect(await give(actor, personal(owner), to, more)).toMatchObject({ refusal: { kind: 'invalid' } });
    expect(await give(null, personal(owner), owner)).toMatchObject({ refusal: { message: 'The owner has every right' } });
  });

  it('by one person where two are asked for, console or not; its owner asks nobody', async () => {
    const [owner, to] = [await person(), await person()];
    for (const actor of [operator, null])
      expect(await give(actor, personal(owner), to, { twoPeople: true })).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect((await give(owner, personal(owner), to, { twoPeople: true, validTo: null, reason: null })).ok).toBe(true);
  });
});

describe('a mailbox is opened', () => {
  it('by the operator, until a day, with the reason in the audit; once', async () => {
    const [owner, to] = [await person(), await person()];
    expect((await give(operator, personal(owner), to)).ok).toBe(true);
    expect(await give(operator, personal(owner), to)).toMatchObject({ refusal: { kind: 'already-exists' } });
    expect(await rightsOf(to, personal(owner))).toEqual(['read']);
    const { rows } = await sql`SELECT actor_account_id AS actor, target, detail->>'reason' AS reason, detail->>'by' AS by FROM audit
      WHERE act = 'delegation.grant' ORDER BY id DESC LIMIT 1`.execute(test.database.kysely);
    expect(rows).toEqual([{ actor: operator.accountId, target: owner.address, reason: 'bàn giao', by: 'operator' }]);
  });

  it('never by the head of a unit to the mailboxes of those who work there: these are their own', async () => {
    const { unitId, accountId } = await directory.office(domain, `donvi${made++}`);
    const [head, member] = [await person(), await person()];
    await directory.appoint(head.personId, unitId, 'head');
    await directory.appoint(member.personId, unitId, 'staff');
    await directory.grant(accountId, { principal: ['head', unitId], rights: ['read', 'manage'] });
    for (const to of [head, await person()])
      expect(await give(head, personal(member), to, { reason: null, validTo: null })).toMatchObject({ ok: false });
    expect(await rightsOf(head, personal(member))).toEqual([]);
  });

  it('by a unit’s head to anything, by a delegate to no more than they have', async () => {
    const { unit, head } = await unitWithHead();
    const [delegate, third] = [await person(), await person()];
    expect((await give(head, unit, delegate, { rights: ['read', 'manage'], validTo: null, reason: null })).ok).toBe(true);
    for (const to of [third, delegate])
      expect(await give(delegate, unit, to, { rights: ['read', 'delete'] })).toMatchObject({
        refusal: { message: 'You may not give a right that you do not have' },
      });
    expect((await give(delegate, unit, third)).ok).toBe(true);
    expect(await rightsOf(third, unit)).toEqual(['read']);
  });

  it('by a delegate for no longer than they have it themselves, to others or themselves', async () => {
    const { unit, head } = await unitWithHead();
    const [delegate, third] = [await person(), await person()];
    await give(head, unit, delegate, { rights: ['read', 'manage'], validTo: inAMonth, reason: null });
    for (const to of [third, delegate])
      for (const validTo of [null, new Date(Number(inAMonth) + 1000)])
        expect(await give(delegate, unit, to, { rights: ['read'], validTo })).toMatchObject({
          refusal: { message: 'You may not give a right for longer than you have it' },
        });
    expect((await give(delegate, unit, third, { validTo: inAMonth })).ok).toBe(true);
  });

  it('by a head to others, not to themselves: they would have it after their time', async () => {
    const { unit, head } = await unitWithHead();
    const mailboxId = (await directory.mailbox(unit.id, 'INBOX')) as MailboxId;
    expect(await give(head, unit, head, { validTo: null, reason: null })).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    const set = await attemptInTransaction(test.database, (tx) =>
      changeAcl(tx, {
        ...{ actor: head, target: { accountId: unit.id, mailboxId }, mailboxName: 'INBOX', identifier: head.address },
        ...{ operation: 'set', letters: 'lrs' },
      }),
    );
    expect(set).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    const { rows } = await sql`SELECT FROM access_grant WHERE principal_kind = 'person' AND principal_id = ${head.personId}`.execute(
      test.database.kysely,
    );
    expect(rows).toEqual([]);
  });

  it('by SETACL, which knows no days, for as long as the delegate has it', async () => {
    const { unit, head } = await unitWithHead();
    const [delegate, third, fourth] = [await person(), await person(), await person()];
    await give(head, unit, delegate, { rights: ['read', 'manage'], validTo: inAMonth, reason: null });
    const mailboxId = (await directory.mailbox(unit.id, 'INBOX')) as MailboxId;
    for (const [actor, to] of [
      [delegate, third],
      [head, fourth],
    ] as const)
      await attemptInTransaction(test.database, (tx) =>
        changeAcl(tx, {
          ...{ actor, target: { accountId: unit.id, mailboxId }, mailboxName: 'INBOX', identifier: to.address },
          ...{ operation: 'set', letters: 'lrs' },
        }),
      );
    const ends = async ({ personId }: Person) => {
      const { rows } = await sql<{ validTo: Date | null }>`SELECT valid_to AS "validTo" FROM access_grant
        WHERE principal_id = ${personId} AND principal_kind = 'person' AND target_mailbox_id = ${mailboxId}`.execute(test.database.kysely);
      return rows;
    };
    expect(await ends(third)).toEqual([{ validTo: inAMonth }]);
    expect(await ends(fourth)).toEqual([{ validTo: null }]);
  });

  it('and by SETACL too no delegate gives more than they have, to others or themselves', async () => {
    const { unit, head } = await unitWithHead();
    const [delegate, third] = [await person(), await person()];
    await give(head, unit, delegate, { rights: ['read', 'manage'] });
    const mailboxId = (await directory.mailbox(unit.id, 'INBOX')) as MailboxId;
    const setAcl = (actor: Person, identifier: string, letters: string) =>
      attemptInTransaction(test.database, (tx) =>
        changeAcl(tx, { actor, target: { accountId: unit.id, mailboxId }, mailboxName: 'INBOX', identifier, operation: 'set', letters }),
      );
    for (const to of [third, delegate])
      expect(await setAcl(delegate, to.address, 'lrswteikxa')).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect(await setAcl(third, third.address, 'lrs')).toMatchObject({ refusal: { kind: 'not-found' } });
    expect((await setAcl(delegate, third.address, 'lrs')).ok).toBe(true);
    expect((await setAcl(head, third.address, 'lrswteikx')).ok).toBe(true);
    // What somebody has stays when a delegate sets it again.
    expect((await setAcl(delegate, third.address, 'lrswteikxa')).ok).toBe(true);
  });
});

describe('access that was given', () => {
  const end = (actor: Person | null, account: Account, grantId: GrantId) =>
    attemptInTransaction(test.database, (tx) =>
      endAccess(tx, { actorAccountId: actor?.accountId ?? null, account, grantId, reason: null }),
    );

  it('is not ended by others, as another mailbox’s, twice, or as a head’s', async () => {
    const { unit, head } = await unitWithHead();
    const to = await person();
    await give(head, unit, to);
    const [ofHead, given] = await listGrants({ database: test.database }, unit.id);
    expect(given).toMatchObject({ to: to.address, rights: ['read'], grantedBy: head.address, mailbox: null });
    expect(await end(to, unit, given!.id)).toMatchObject({ refusal: { kind: 'forbidden' } });
    expect(await end(head, unit, ofHead!.id)).toMatchObject({ refusal: { kind: 'invalid' } });
    expect(await end(operator, personal(await person()), given!.id)).toMatchObject({ refusal: { kind: 'not-found' } });
    expect((await end(operator, unit, given!.id)).ok).toBe(true);
    expect(await end(head, unit, given!.id)).toMatchObject({ refusal: { kind: 'not-found' } });
    expect(await rightsOf(to, unit)).toEqual([]);
  });

  it('ends by its giver, and what only began to be is ended too', async () => {
    const { unit, head } = await unitWithHead();
    const to = await person();
    await directory.grant(unit.id, { principal: ['person', to.personId], rights: ['read'] }, { valid_from: inAMonth });
    const [, coming] = await listGrants({ database: test.database }, unit.id);
    expect((await end(head, unit, coming!.id)).ok).toBe(true);
    expect(await listGrants({ database: test.database }, unit.id)).toHaveLength(1);
  });
});

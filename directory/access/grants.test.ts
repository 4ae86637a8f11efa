import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, DomainId, MailboxId, PersonId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { accessibleAccounts, effectiveRights } from './grants.ts';
import { allRights, noRights } from './rights.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let unit: { unitId: UnitId; accountId: AccountId };
let person: { personId: PersonId; accountId: AccountId };
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(() => test[Symbol.asyncDispose]());

const fresh = async () => {
  count += 1;
  unit = await directory.office(domain, `unit${count}`);
  person = await directory.staff(domain, `person${count}`);
};
const rightsOn = (targetAccountId: AccountId, more: { at?: Date; targetMailboxId?: MailboxId } = {}) =>
  effectiveRights({ database: test.database }, { personId: person.personId, targetAccountId, ...more });
const day = (text: string) => new Date(`${text}T12:00:00+07:00`);

describe('rights', () => {
  it('are none without a grant', async () => {
    await fresh();
    expect(await rightsOn(unit.accountId)).toEqual(noRights);
    expect(await rightsOn((await directory.staff(domain, 'other')).accountId)).toEqual(noRights);
  });

  it('are none by a grant that is revoked, over, or yet to begin', async () => {
    await fresh();
    const grant = { principal: ['person', person.personId], rights: ['read'] } as const;
    await directory.grant(unit.accountId, grant, { revoked_at: new Date() });
    await directory.grant(unit.accountId, grant, { valid_from: day('2020-01-01'), valid_to: day('2020-02-01') });
    await directory.grant(unit.accountId, grant, { valid_from: day('2999-01-01') });
    expect(await rightsOn(unit.accountId)).toEqual(noRights);
    expect(await rightsOn(unit.accountId, { at: day('2020-01-15') })).toEqual(new Set(['read']));
    expect(await rightsOn(unit.accountId, { at: day('2020-02-01') })).toEqual(noRights);
  });

  it('are none on a closed account, and remain on a locked one', async () => {
    await fresh();
    await directory.grant(unit.accountId, { principal: ['person', person.personId], rights: ['read'] });
    await directory.set(unit.accountId, 'locked');
    expect(await rightsOn(unit.accountId)).toEqual(new Set(['read']));
    await directory.set(unit.accountId, 'closed');
    expect(await rightsOn(unit.accountId)).toEqual(noRights);
  });

  it('on one mailbox say nothing about the rest of the account', async () => {
    await fresh();
    const [inbox, other] = [await directory.mailbox(unit.accountId, 'A'), await directory.mailbox(unit.accountId, 'B')] as MailboxId[];
    await directory.grant(unit.accountId, { principal: ['person', person.personId], rights: ['read'] }, { target_mailbox_id: inbox! });
    expect(await rightsOn(unit.accountId)).toEqual(noRights);
    expect(await rightsOn(unit.accountId, { targetMailboxId: other! })).toEqual(noRights);
    expect(await rightsOn(unit.accountId, { targetMailboxId: inbox! })).toEqual(new Set(['read']));
  });

  it('are all on one’s own account', async () => {
    await fresh();
    expect(await rightsOn(person.accountId)).toEqual(allRights);
  });

  it('add up over a person, a group and a post', async () => {
    await fresh();
    const group = await directory.group(person.personId);
    const post = await directory.appoint(person.personId, unit.unitId, 'clerk');
    await directory.grant(unit.accountId, { principal: ['person', person.personId], rights: ['read'] });
    await directory.grant(unit.accountId, { principal: ['group', group], rights: ['read', 'organise'] });
    await directory.grant(unit.accountId, { principal: ['post', post], rights: ['send-as'] });
    expect(await rightsOn(unit.accountId)).toEqual(new Set(['read', 'organise', 'send-as']));
  });
});

describe('a head’s rights', () => {
  it('are not a deputy’s, nor another unit’s head’s', async () => {
    await fresh();
    await directory.grant(unit.accountId, { principal: ['head', unit.unitId], rights: ['read'] });
    await directory.appoint(person.personId, unit.unitId, 'deputy');
    await directory.appoint(person.personId, await directory.unit(domain, 'elsewhere'), 'head');
    expect(await rightsOn(unit.accountId)).toEqual(noRights);
  });

  it('follow the appointment, both days included, as days of Vietnam', async () => {
    await fresh();
    const from = { valid_from: day('2000-01-01') };
    await directory.grant(unit.accountId, { principal: ['head', unit.unitId], rights: ['read', 'manage'] }, from);
    await directory.appoint(person.personId, unit.unitId, 'head', '2026-03-10', '2026-03-20');
    const held = new Set(['read', 'manage']);
    expect(await rightsOn(unit.accountId, { at: new Date('2026-03-09T16:59:59Z') })).toEqual(noRights);
    expect(await rightsOn(unit.accountId, { at: new Date('2026-03-09T17:00:00Z') })).toEqual(held);
    expect(await rightsOn(unit.accountId, { at: new Date('2026-03-20T16:59:59Z') })).toEqual(held);
    expect(await rightsOn(unit.accountId, { at: new Date('2026-03-20T17:00:00Z') })).toEqual(noRights);
  });
});

describe('the accounts open to a person', () => {
  it('leave out one’s own, closed ones, and those of other people', async () => {
    await fresh();
    const closed = await directory.office(domain, 'closed-office');
    await directory.grant(closed.accountId, { principal: ['person', person.personId], rights: ['read'] });
    await directory.set(closed.accountId, 'closed');
    const stranger = await directory.staff(domain, 'stranger');
    await directory.grant(unit.accountId, { principal: ['person', stranger.personId], rights: ['read'] });
    expect(await accessibleAccounts({ database: test.database }, person.personId)).toEqual([]);
  });

  it('come by address with the rights on the whole and on single mailboxes', async () => {
    await fresh();
    const first = await directory.office(domain, `a-office${count}`);
    const mailboxId = (await directory.mailbox(unit.accountId, 'Công văn')) as MailboxId;
    await directory.grant(unit.accountId, { principal: ['person', person.personId], rights: ['read'] });
    const onMailbox = { target_mailbox_id: mailboxId };
    await directory.grant(unit.accountId, { principal: ['person', person.personId], rights: ['organise'] }, onMailbox);
    await directory.grant(first.accountId, { principal: ['person', person.personId], rights: ['send-as'] });
    expect(await accessibleAccounts({ database: test.database }, person.personId)).toEqual([
      { accountId: first.accountId, address: `a-office${count}@backan.gov.vn`, rights: new Set(['send-as']), mailboxes: new Map() },
      {
        accountId: unit.accountId,
        address: `unit${count}@backan.gov.vn`,
        rights: new Set(['read']),
        mailboxes: new Map([[mailboxId, new Set(['read', 'organise'])]]),
      },
    ]);
  });
});

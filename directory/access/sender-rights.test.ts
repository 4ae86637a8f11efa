import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, DomainId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Session } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import type { Right } from './rights.ts';
import { maySendAs } from './sender-rights.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let person: { personId: PersonId; accountId: AccountId };
let unit: { unitId: UnitId; accountId: AccountId };
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  count += 1;
  person = await directory.staff(domain, `person${count}`);
  unit = await directory.office(domain, `unit${count}`);
});

const sessionOn = (accountId: AccountId): Session => ({
  actor: { ...person, address: `person${count}@backan.gov.vn` },
  credential: { kind: 'password' },
  account: { id: accountId, address: 'x@backan.gov.vn' },
  accessGeneration: 1,
});
async function asked(localPart: string, session = sessionOn(person.accountId)) {
  const address = parseEmailAddress(localPart.includes('@') ? localPart : `${localPart}@backan.gov.vn`);
  if (!address.ok) throw new Error(address.refusal.message);
  const answer = await maySendAs(test.database, session, address.value);
  return answer.ok ? answer.value : answer.refusal.kind;
}
const grant = (...rights: Right[]) => directory.grant(unit.accountId, { principal: ['person', person.personId], rights });

describe('sending is forbidden', () => {
  it('as another person, as nobody, and as somebody elsewhere, all in the same words', async () => {
    await directory.staff(domain, `other${count}`);
    for (const address of [`other${count}@backan.gov.vn`, 'nobody@backan.gov.vn', 'president@gmail.com']) {
      const parsed = parseEmailAddress(address);
      const answer = await maySendAs(test.database, sessionOn(person.accountId), parsed.ok ? parsed.value : expect.fail());
      expect(answer).toMatchObject({ ok: false, refusal: { kind: 'forbidden', message: `You may not send as ${address}` } });
    }
  });

  it('in an answer that is ASCII, whatever the address', async () => {
    const answer = await maySendAs(test.database, sessionOn(person.accountId), { localPart: 'đức\r\n250 ok', domain: 'backan.gov.vn' });
    expect(answer).toMatchObject({ ok: false, refusal: { message: 'You may not send as that address' } });
  });

  it('as a unit without the right to send, whatever other rights there are', async () => {
    await grant('read', 'organise', 'delete', 'manage');
    expect(await asked(`unit${count}`)).toBe('forbidden');
  });

  it('as a unit by a right to one of its mailboxes', async () => {
    const mailbox = await directory.mailbox(unit.accountId, 'A');
    await directory.grant(unit.accountId, { principal: ['person', person.personId], rights: ['send-as'] }, { target_mailbox_id: mailbox });
    expect(await asked(`unit${count}`)).toBe('forbidden');
  });

  it('as one’s own former address, and as an account that is locked', async () => {
    await directory.address(person.accountId, domain, `former${count}`, 'former', new Date('2999-01-01'));
    await directory.address(person.accountId, domain, `over${count}`, 'alias', new Date('2020-01-01'));
    await grant('send-as');
    await directory.set(unit.accountId, 'locked');
    expect([await asked(`former${count}`), await asked(`over${count}`), await asked(`unit${count}`)]).toEqual(Array(3).fill('forbidden'));
  });

  it('as oneself or another unit in a session that an app password opened on a unit', async () => {
    const other = await directory.office(domain, `other-unit${count}`);
    await grant('read', 'send-as');
    await directory.grant(other.accountId, { principal: ['person', person.personId], rights: ['send-as'] });
    const onUnit = sessionOn(unit.accountId);
    expect(await asked(`person${count}`, onUnit)).toBe('forbidden');
    expect(await asked(`other-unit${count}`, onUnit)).toBe('forbidden');
    expect(await asked(`unit${count}`, onUnit)).toBe('send-as');
  });
});

describe('sending is allowed', () => {
  it('as oneself, by any live name, in any case and with a detail', async () => {
    await directory.address(person.accountId, domain, `alias${count}`, 'alias');
    for (const name of [`person${count}`, `Alias${count}`, `PERSON${count}+shop`]) expect([name, await asked(name)]).toEqual([name, 'own']);
  });

  it('on behalf of a unit, or as the unit where both are granted', async () => {
    await grant('send-on-behalf');
    expect(await asked(`unit${count}`)).toBe('send-on-behalf');
    await grant('send-as');
    expect(await asked(`unit${count}`)).toBe('send-as');
  });

  it('as the unit one heads', async () => {
    await directory.grant(unit.accountId, { principal: ['head', unit.unitId], rights: ['send-as'] });
    expect(await asked(`unit${count}`)).toBe('forbidden');
    await directory.appoint(person.personId, unit.unitId, 'head');
    expect(await asked(`unit${count}`)).toBe('send-as');
  });
});

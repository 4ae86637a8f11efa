import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { type AddressResolver, makeAddressResolver } from './resolve-address.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let resolver: AddressResolver;
let anh: AccountId;
let operator: AccountId;

const address = (text: string) => {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(parsed.refusal.message);
  return parsed.value;
};

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
  anh = (await directory.staff(domain, 'anhnv.tt')).accountId;
  operator = (await directory.staff(domain, 'operator')).accountId;
  resolver = makeAddressResolver(test.database, { postmasterAddress: address('operator@backan.gov.vn'), domainsKeptMsMax: 0 });
});
afterAll(() => test[Symbol.asyncDispose]());

/** By both ways of asking, which must agree. */
async function resolved(text: string, by = resolver) {
  const one = await by.resolveRecipientAddress(address(text));
  const [, many] = await by.resolveRecipientAddresses([address('anhnv.tt@backan.gov.vn'), address(text)]);
  expect(many).toEqual(one);
  return one.outcome === 'local' ? one.accountId : one.outcome;
}

describe('an address', () => {
  it('of another domain is foreign, a subdomain and an address literal too', async () => {
    for (const text of ['anhnv.tt@gmail.com', 'anhnv.tt@mail.backan.gov.vn', 'anhnv.tt@[192.0.2.1]', 'postmaster@gmail.com']) {
      expect([text, await resolved(text)]).toEqual([text, 'foreign']);
    }
  });

  it('that nobody has in our domain is not found', async () => {
    for (const text of [
      'nobody@backan.gov.vn',
      'anhnv@backan.gov.vn',
      '"+anhnv.tt"@backan.gov.vn',
      'x+anhnv.tt@backan.gov.vn',
      'anhnv%@backan.gov.vn',
    ]) {
      expect([text, await resolved(text)]).toEqual([text, 'not-found']);
    }
  });

  it('of a closed account is not found, of a locked one is', async () => {
    const { accountId } = await directory.staff(domain, 'leaver');
    await directory.set(accountId, 'locked');
    expect(await resolver.resolveRecipientAddress(address('leaver@backan.gov.vn'))).toMatchObject({ outcome: 'local', state: 'locked' });
    await directory.set(accountId, 'closed');
    expect(await resolved('leaver@backan.gov.vn')).toBe('not-found');
  });

  it('receives as an alias until its date, as a former address only until one', async () => {
    const [past, future] = [new Date('2020-01-01'), new Date('2999-01-01')];
    const names = [
      ['alias', 'alias', undefined, anh],
      ['alias-over', 'alias', past, 'not-found'],
      ['alias-ending', 'alias', future, anh],
      ['former', 'former', undefined, 'not-found'],
      ['former-over', 'former', past, 'not-found'],
      ['former-ending', 'former', future, anh],
    ] as const;
    for (const [name, kind, until, outcome] of names) {
      await directory.address(anh, domain, name, kind, until);
      expect([name, await resolved(`${name}@backan.gov.vn`)]).toEqual([name, outcome]);
    }
  });

  it('is told with its account’s primary address, kind, quota and use', async () => {
    await directory.address(anh, domain, 'anh', 'alias');
    expect(await resolver.resolveRecipientAddress(address('anh@backan.gov.vn'))).toEqual({
      outcome: 'local',
      accountId: anh,
      primaryAddress: 'anhnv.tt@backan.gov.vn',
      kind: 'personal',
      state: 'active',
      usedOctets: 0,
      quotaOctets: 1000,
      usedMessages: 0,
      quotaMessages: null,
      isAnswered: false,
    });
  });

  it('is found in any case and with any detail', async () => {
    for (const text of ['ANHNV.TT@BackAn.gov.VN', 'anhnv.tt+congvan@backan.gov.vn', 'AnhNV.tt+a+b@backan.gov.vn']) {
      expect([text, await resolved(text)]).toEqual([text, anh]);
    }
  });

  it('with a detail is the mailbox of exactly that name where there is one', async () => {
    const { accountId } = await directory.staff(domain, 'anhnv.tt+own');
    expect(await resolved('anhnv.tt+own@backan.gov.vn')).toBe(accountId);
  });

  it('belongs to its own domain only', async () => {
    const edu = await directory.domain('backan.edu.vn');
    const { accountId } = await directory.staff(edu, 'anhnv.tt');
    expect(await resolved('anhnv.tt@backan.edu.vn')).toBe(accountId);
    expect(await resolved('anhnv.tt@backan.gov.vn')).toBe(anh);
    expect(await resolved('operator@backan.edu.vn')).toBe('not-found');
  });
});

describe('postmaster and abuse', () => {
  it('are not found when nobody is named to get their mail, or it is nobody', async () => {
    const unnamed = makeAddressResolver(test.database);
    const nobody = makeAddressResolver(test.database, { postmasterAddress: address('nobody@backan.gov.vn') });
    expect(await resolved('postmaster@backan.gov.vn', unnamed)).toBe('not-found');
    expect(await resolved('abuse@backan.gov.vn', nobody)).toBe('not-found');
  });

  it('go to the one named, in every domain and any case', async () => {
    await directory.domain('second.gov.vn');
    for (const text of ['postmaster@backan.gov.vn', 'Abuse@backan.gov.vn', 'POSTMASTER+x@second.gov.vn']) {
      expect([text, await resolved(text)]).toEqual([text, operator]);
    }
  });

  it('go to a mailbox of that name where there is one', async () => {
    const third = await directory.domain('third.gov.vn');
    const { accountId } = await directory.staff(third, 'abuse');
    expect(await resolved('abuse@third.gov.vn')).toBe(accountId);
  });
});

describe('many addresses at once', () => {
  it('are answered in order, the same one twice too', async () => {
    const texts = ['operator@backan.gov.vn', 'x@y.vn', 'anhnv.tt@backan.gov.vn', 'gone@backan.gov.vn', 'operator+1@backan.gov.vn'];
    const answers = await resolver.resolveRecipientAddresses(texts.map(address));
    const told = answers.map((one) => (one.outcome === 'local' ? one.accountId : one.outcome));
    expect(told).toEqual([operator, 'foreign', anh, 'not-found', operator]);
    expect(await resolver.resolveRecipientAddresses([])).toEqual([]);
  });
});

describe('a new domain', () => {
  it('is ours as soon as the names kept are too old', async () => {
    const keeping = makeAddressResolver(test.database, { domainsKeptMsMax: 3_600_000 });
    expect(await keeping.isOurDomain('fresh.gov.vn')).toBe(false);
    await directory.domain('fresh.gov.vn');
    expect(await keeping.isOurDomain('fresh.gov.vn')).toBe(false);
    expect(await resolver.isOurDomain('fresh.gov.vn')).toBe(true);
  });
});

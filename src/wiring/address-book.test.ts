import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { noticeTarget, openAddressBook } from './address-book.ts';

let test: TestDatabase;
let administrator: AccountId;
let clerk: AccountId;
const host = 'mail.backan.gov.vn';
const at = (localPart: string, domain = 'backan.gov.vn'): EmailAddress => ({ localPart, domain });

beforeAll(async () => {
  test = await createTestDatabase();
  const directory = new SmallDirectory(test.database);
  const domain = await directory.domain('backan.gov.vn');
  administrator = (await directory.staff(domain, 'quantri')).accountId;
  clerk = (await directory.staff(domain, 'vanthu')).accountId;
});
afterAll(() => test[Symbol.asyncDispose]());

async function book(more: object = {}) {
  return openAddressBook(test.database, await loadConfig(undefined, {}, { hostname: host, ...more }), 'backan.gov.vn');
}

describe('the server’s own name', () => {
  it('is nobody’s but the postmaster’s', async () => {
    const addresses = await book();
    expect(await addresses.resolve(at('vanthu', host))).toEqual({ kind: 'foreign' });
    expect(await addresses.resolve(at('postmaster', 'mail.example.com'))).toEqual({ kind: 'foreign' });
    for (const role of ['postmaster', 'Postmaster', 'abuse'])
      expect(await addresses.resolve(at(role, host))).toMatchObject({
        kind: 'local',
        accountId: administrator,
        address: 'quantri@backan.gov.vn',
      });
  });

  it('has the postmaster that is configured', async () => {
    const addresses = await book({ postmaster: 'vanthu@backan.gov.vn' });
    expect(await addresses.resolve(at('postmaster', host))).toMatchObject({ accountId: clerk });
    expect(await addresses.resolve(at('postmaster'))).toMatchObject({ accountId: clerk });
  });
});

describe('a notice', () => {
  it('goes to an account of ours, elsewhere, or nowhere', async () => {
    const addresses = await book();
    expect(await noticeTarget(addresses, 'VanThu@backan.gov.vn')).toBe(clerk);
    expect(await noticeTarget(addresses, 'ai@example.org')).toBe('elsewhere');
    expect(await noticeTarget(addresses, 'khongco@backan.gov.vn')).toBeNull();
    expect(await noticeTarget(addresses, '')).toBeNull();
  });
});

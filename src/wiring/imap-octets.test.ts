import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { anyOctets, expectDelivered, expectSameOctets } from '#mail/imap/testing/any-octets.ts';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { storeLimits } from '#mail/store/limits.ts';
import { mailboxOf, put } from '#mail/store/store.fixture.ts';
import { ImapHouse } from './imap-house.fixture.ts';

let house: ImapHouse;
let person: Awaited<ReturnType<ImapHouse['person']>>;
let client: RawClient;

beforeAll(async () => {
  house = await ImapHouse.open();
  person = await house.person('an');
  await house.store.database.pool.query('UPDATE account SET quota_octets = 1000000000');
  client = await house.client(person.address);
  await client.command('SELECT INBOX');
});
afterAll(() => house[Symbol.asyncDispose]());

describe('any octets, over the store', () => {
  it('come back as they were appended', async () => {
    await fc.assert(
      fc.asyncProperty(anyOctets, (octets) => expectSameOctets(client, octets, 1_000)),
      { numRuns: 40 },
    );
  });

  it('come back as they were appended when they lie in files, in several frames', async () => {
    const { inlineOctetsMax, frameOctets } = storeLimits;
    for (const octets of [inlineOctetsMax + 1, 2 * frameOctets + 1]) {
      const message = Buffer.alloc(octets, '\r\n--b\r\n\xff\0\rxyz\n', 'latin1');
      Buffer.from('Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\n').copy(message);
      await expectSameOctets(client, message, frameOctets - 7);
    }
  });

  it('come back as they were delivered, after their trace fields', async () => {
    const prefix = Buffer.from('Return-Path: <ai@x.vn>\r\n');
    const inbox = await mailboxOf(house.store.database, person.accountId);
    await fc.assert(
      fc.asyncProperty(anyOctets, async (octets) => {
        await put(house.store, [inbox], octets, { prefix });
        await client.command('NOOP');
        await expectDelivered(client, Buffer.concat([prefix, octets]), 1_000, prefix.length);
      }),
      { numRuns: 20 },
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { readMessage } from '#mail/store/read-message.ts';
import { countBodies, createAccount, createTestStore, mail, mailboxOf, type TestStore } from '#mail/store/store.fixture.ts';
import { deliverNotice } from './deliver-notice.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const notify = (to: string, resolved: AccountId | 'elsewhere' | null, octets = mail(`notice to ${to}`)) =>
  inTransaction(store.database, (tx) =>
    deliverNotice({ bodies: store.bodies, now: () => new Date('2026-11-22T01:02:03Z'), resolve: async () => resolved }, tx, { to, octets }),
  );
const queued = async () =>
  (
    await store.database.pool.query(
      `SELECT envelope_from, address, domain, dsn_notify FROM queue_message JOIN queue_recipient ON queue_message_id = queue_message.id`,
    )
  ).rows;

describe('a notice of our own', () => {
  it.each(['gone@backan.gov.vn', 'not an address'])('to %j, which is ours and nobody’s or no address, is dropped', async (to) => {
    const bodies = await countBodies(store.database);
    expect(await notify(to, null)).toEqual([]);
    expect(await countBodies(store.database)).toBe(bodies);
    expect(await queued()).toEqual([]);
  });

  it('to an address of ours is in its INBOX from the null sender', async () => {
    const account = await createAccount(store.database);
    const inbox = await mailboxOf(store.database, account);
    expect(await notify('anh@backan.gov.vn', account, mail('dsn'))).toEqual([inbox.id]);
    const text = (await readMessage(store, inbox.id, 1, 0, 10_000)).toString();
    expect(text).toBe(`Return-Path: <>\r\nDelivered-To: anh@backan.gov.vn\r\n${mail('dsn')}`);
  });

  it('to an address elsewhere is queued from the null sender, and asks for no notice of its own', async () => {
    expect(await notify('x@example.test', 'elsewhere')).toEqual([]);
    expect(await queued()).toEqual([{ envelope_from: '', address: 'x@example.test', domain: 'example.test', dsn_notify: ['never'] }]);
  });
});

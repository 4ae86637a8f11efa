import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createAccount, createTestStore, mailboxOf, type TestStore } from '#mail/store/store.fixture.ts';
import { planNotices } from './plan-notices.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const notice = (accountId: AccountId) => ({ accountId, address: 'anh@backan.gov.vn', subject: 'Điều động', text: 'Từ ngày mai\n' });
const send = () => planNotices({ aside: store.database, bodiesFolder: '/nowhere', hostname: 'mail.backan.gov.vn' });
const messagesOf = async (account: AccountId) => {
  const { id } = await mailboxOf(store.database, account);
  return (await store.database.pool.query<{ messages: number }>('SELECT messages FROM mailbox WHERE id = $1', [id])).rows[0]?.messages;
};

it('what does not come to pass is told to nobody', async () => {
  const account = await createAccount(store.database);
  const failing = inTransaction(store.database, async (tx) => {
    await send()(tx, [notice(account)]);
    throw new Error('given up');
  });
  await expect(failing).rejects.toThrow('given up');
  expect(await messagesOf(account)).toBe(0);
});

it('who has no INBOX is left out, and keeps nobody else from being told', async () => {
  const account = await createAccount(store.database);
  await inTransaction(store.database, (tx) => send()(tx, [notice(4_711_000 as AccountId), notice(account)]));
  expect(await messagesOf(account)).toBe(1);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobGatherer } from '#io/job-gatherer.ts';
import type { AccountId } from '#kernel/ids.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { changesSince } from '#mail/store/changes-since.ts';
import { BodySwept } from '#mail/store/content-sql.ts';
import { readMessage } from '#mail/store/read-message.ts';
import {
  counters,
  createAccount,
  createAccounts,
  createTestStore,
  currentMailbox,
  everything,
  mail,
  mailboxOf,
  type TestStore,
} from '#mail/store/store.fixture.ts';
import { commitDeliveries, type Delivery, isOneDeliverysFault, NoInbox } from './commit-deliveries.ts';
import { deliveryLimits } from './limits.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

async function deliveryOf(text: string, accounts: readonly AccountId[], remote: readonly string[] = []): Promise<Delivery> {
  const octets = mail(text);
  return {
    content: { body: await store.bodies.prepare(octets), facts: scanContent(octets) },
    local: accounts.map((accountId) => ({ accountId, prefix: Buffer.from(`Delivered-To: ${accountId}\r\n`) })),
    remote:
      remote.length === 0
        ? null
        : {
            prefix: Buffer.from('Received: x\r\n'),
            envelopeFrom: 'a@b.vn',
            envelopeId: null,
            dsnReturn: null,
            requiresSmtpUtf8: false,
            requires8BitMime: false,
            actorAccountId: null,
            recipients: remote.map((address) => ({ address, domain: 'example.test', notify: ['failure'], originalRecipient: null })),
            expiresAt: new Date('2026-12-01'),
          },
    receivedAt: new Date('2026-11-22T08:00:00Z'),
    actorAccountId: null,
    cameFrom: { origin: 'outside', sentAs: null },
  };
}

async function withoutInbox(): Promise<AccountId> {
  const accountId = await createAccount(store.database);
  await store.database.pool.query(`UPDATE mailbox SET deleted_at = now() WHERE account_id = $1 AND name = 'INBOX'`, [accountId]);
  return accountId;
}

const rowCounts = async () =>
  (
    await store.database.pool.query(
      'SELECT (SELECT count(*) FROM body) AS bodies, (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM queue_message) AS queued',
    )
  ).rows[0];

async function messagesIn(accountId: AccountId): Promise<string[]> {
  const inbox = await mailboxOf(store.database, accountId);
  const { changed } = await changesSince(store.database, inbox.id, everything);
  return Promise.all(changed.map(async ({ uid }) => (await readMessage(store, inbox.id, uid, 0, 10_000)).toString()));
}

describe('a delivery', () => {
  it('to an account without INBOX leaves nothing, neither for the other recipients nor in the queue', async () => {
    const [good, bad] = [await createAccount(store.database), await withoutInbox()];
    const before = await rowCounts();
    await expect(commitDeliveries(store.database, [await deliveryOf('half', [good, bad], ['x@example.test'])])).rejects.toThrow(NoInbox);
    expect(await rowCounts()).toEqual(before);
    expect(await messagesIn(good)).toEqual([]);
  });

  it('is counted when it is durable, and not when it is not (docs/decisions/0016)', async () => {
    const counted = async () => (await store.database.pool.query('SELECT * FROM mail_traffic ORDER BY octets')).rows;
    const [good, other, bad] = [await createAccount(store.database), await createAccount(store.database), await withoutInbox()];
    await store.database.pool.query('DELETE FROM mail_traffic');
    await expect(commitDeliveries(store.database, [await deliveryOf('half', [good, bad])])).rejects.toThrow(NoInbox);
    expect(await counted()).toEqual([]);
    const sent = { origin: 'own', sentAs: 'phongcn.tt@backan.gov.vn' } as const;
    const { cameFrom: _, ...notice } = await deliveryOf('a notice of ours, which is longer', [good]);
    await commitDeliveries(store.database, [
      { ...(await deliveryOf('hi', [good, other], ['x@example.test', 'y@example.test'])), cameFrom: sent, actorAccountId: good },
      notice,
    ]);
    expect(await counted()).toMatchObject([
      { origin: 'own', sent_as: sent.sentAs, actor_account_id: good, account_ids: [String(good), String(other)], outside_recipients: 2 },
      { origin: 'system', sent_as: null, account_ids: [String(good)], outside_recipients: 0, is_signed: false, stopped_as: null },
    ]);
  });

  it('is in every mailbox and in the queue, each with its own prefix', async () => {
    const accounts = await createAccounts(store.database, 3);
    const before = await rowCounts();
    const changed = await commitDeliveries(store.database, [await deliveryOf('all', accounts, ['x@example.test', 'y@example.test'])]);
    expect(changed).toHaveLength(3);
    for (const accountId of accounts) expect(await messagesIn(accountId)).toEqual([`Delivered-To: ${accountId}\r\n${mail('all')}`]);
    expect(await rowCounts()).toEqual({ bodies: before.bodies + 1, messages: before.messages + 3, queued: before.queued + 1 });
  });

  it('to nobody local is in the queue alone', async () => {
    expect(await commitDeliveries(store.database, [await deliveryOf('remote', [], ['x@example.test'])])).toEqual([]);
  });

  it('to many is in the order of arrival, whatever the hashes are', async () => {
    const account = await createAccount(store.database);
    const texts = Array.from({ length: 8 }, (_, index) => `in-order-${index}`);
    await commitDeliveries(store.database, await Promise.all(texts.map((text) => deliveryOf(text, [account]))));
    expect((await messagesIn(account)).map((text) => /Subject: (\S+)/.exec(text)?.[1])).toEqual(texts);
  });
});

describe('ten deliveries in one group, one of them to an account without INBOX', () => {
  it('are nine stored and one rejected', async () => {
    const accounts = await createAccounts(store.database, 9);
    const bad = await withoutInbox();
    let transactions = 0;
    const group = new JobGatherer<Delivery, undefined>(
      async (deliveries) => {
        transactions++;
        await commitDeliveries(store.database, deliveries);
        return deliveries.map(() => undefined);
      },
      deliveryLimits.group,
      isOneDeliverysFault,
    );
    const deliveries = await Promise.all([...accounts.slice(0, 4), bad, ...accounts.slice(4)].map((id) => deliveryOf(`ten-${id}`, [id])));
    const outcomes = await Promise.allSettled(deliveries.map((delivery) => group.submit(delivery)));
    expect(outcomes.map((one) => one.status === 'fulfilled')).toEqual([...Array(4).fill(true), false, ...Array(5).fill(true)]);
    expect(transactions).toBe(11);
    for (const id of accounts) expect(await messagesIn(id)).toHaveLength(1);
    const { kept, counted } = await counters(store.database);
    expect(kept).toEqual(counted);
  });
});

describe('a busy server', () => {
  it('delivers overlapping recipients and equal bodies from many groups without deadlock or gap', async () => {
    const accounts = await createAccounts(store.database, 6);
    const group = new JobGatherer<Delivery, undefined>(async (deliveries) => {
      await commitDeliveries(store.database, deliveries);
      return deliveries.map(() => undefined);
    }, deliveryLimits.group);
    await Promise.all(
      Array.from({ length: 90 }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, index % 10));
        const from = index % accounts.length;
        await group.submit(
          await deliveryOf(`busy-${index % 7}`, [...accounts.slice(from), ...accounts.slice(0, from)].slice(0, 1 + (index % 6))),
        );
      }),
    );
    const { kept, counted } = await counters(store.database);
    expect(kept).toEqual(counted);
    for (const id of accounts) {
      const inbox = await mailboxOf(store.database, id);
      const { changed } = await changesSince(store.database, inbox.id, everything);
      expect(changed.map((state) => state.uid)).toEqual(changed.map((_state, index) => index + 1));
      expect((await currentMailbox(store.database, inbox.id)).uidnext).toBe(changed.length + 1);
    }
  });
});

describe("an error is one delivery's own", () => {
  it('when a statement was refused, an INBOX is missing or a body was swept, and not when the server is in trouble', async () => {
    const refusedStatement = await store.database.pool.query('SELECT 1/0').catch((error: unknown) => error);
    expect([refusedStatement, new NoInbox('x'), new BodySwept('x')].map(isOneDeliverysFault)).toEqual([true, true, true]);
    const troubles = [
      Object.assign(new Error(), { code: '57P01', severity: 'FATAL' }),
      Object.assign(new Error(), { code: '53100', severity: 'ERROR' }),
      Object.assign(new Error(), { code: 'EPIPE' }),
      new Error('timeout exceeded when trying to connect'),
    ];
    expect(troubles.map(isOneDeliverysFault)).toEqual([false, false, false, false]);
  });
});

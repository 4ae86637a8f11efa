import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JobGatherer } from '#io/job-gatherer.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { EnvelopeRecipient, ReceivedMessage } from '#mail/smtp/backend.ts';
import { changesSince } from '#mail/store/changes-since.ts';
import { storeLimits } from '#mail/store/limits.ts';
import { readMessage } from '#mail/store/read-message.ts';
import {
  bodyFiles,
  countBodies,
  createAccount,
  createTestStore,
  everything,
  mail,
  mailboxOf,
  type TestStore,
} from '#mail/store/store.fixture.ts';
import { arrive } from './arrive.ts';
import { commitDeliveries, type Delivery, isOneDeliverysFault } from './commit-deliveries.ts';
import type { Arrived, DeliveryDeps } from './delivery-deps.ts';
import { deliveryLimits } from './limits.ts';
import { OctetBudget } from './octet-budget.ts';
import { openSpool } from './spool.ts';

let store: TestStore;
let account: AccountId;
let woken = 0;
const logged: { event?: string }[] = [];
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  account = await createAccount(store.database);
  woken = 0;
  logged.length = 0;
});

function depsOf(changes: Partial<DeliveryDeps> = {}): DeliveryDeps {
  const commit = async (deliveries: readonly Delivery[]) => {
    await commitDeliveries(store.database, deliveries);
    return deliveries.map(() => undefined);
  };
  return {
    hostname: 'mail.backan.gov.vn',
    clock: { now: () => new Date('2026-11-22T01:02:03Z') },
    bodies: store.bodies,
    commits: new JobGatherer(commit, deliveryLimits.group, isOneDeliverysFault),
    checkingMemory: new OctetBudget(1_000_000),
    watch: { announce: () => undefined },
    wakeQueue: () => void woken++,
    scan: async () => ok(),
    maySendAs: async () => ok(),
    log: { info: (fields) => void logged.push(fields) },
    ...changes,
  };
}

const local = (accountId: AccountId, localPart = 'a'): EnvelopeRecipient => ({
  destination: { kind: 'local', accountId, address: `${localPart}@backan.gov.vn` },
  address: { localPart, domain: 'backan.gov.vn' },
  notify: [],
  originalRecipient: null,
});
const remote = (localPart: string): EnvelopeRecipient => ({
  destination: { kind: 'remote', address: { localPart, domain: 'example.test' } },
  address: { localPart, domain: 'example.test' },
  notify: ['failure'],
  originalRecipient: null,
});
const session = {
  actor: { personId: 1 as PersonId, accountId: 1 as AccountId, address: 'anh@backan.gov.vn' },
  credential: { kind: 'password' },
} as unknown as Session;

async function arriveWith(
  octets: Buffer,
  recipients: EnvelopeRecipient[],
  changes: Partial<ReceivedMessage> = {},
  deps = depsOf(),
): Promise<Result<{ id: string }>> {
  await using spool = openSpool(store.folder);
  await spool.write(octets);
  return await arrive(deps, {
    door: 'mx',
    peer: { address: '203.0.113.7', port: 1, secure: false, loopback: false },
    session: null,
    clientName: 'mx.example.test',
    protocol: 'ESMTP',
    tlsCipher: null,
    sender: { localPart: 'out', domain: 'example.test' },
    envelopeId: null,
    dsnReturn: null,
    body: '7bit',
    smtpUtf8: false,
    recipients,
    spool,
    ...changes,
  });
}

async function received(accountId = account): Promise<string[]> {
  const inbox = await mailboxOf(store.database, accountId);
  const { changed } = await changesSince(store.database, inbox.id, everything);
  return Promise.all(changed.map(async ({ uid }) => (await readMessage(store, inbox.id, uid, 0, 1_000_000)).toString()));
}

describe('a message that is refused', () => {
  it.each<[string, Buffer, Partial<ReceivedMessage>, Partial<DeliveryDeps>, string]>([
    ['by a scanner', mail('virus'), {}, { scan: async () => refused(refusal('content-refused', 'Virus')) }, 'content-refused'],
    ['because it goes round in a loop', Buffer.from(`${'Received: x\r\n'.repeat(101)}\r\n`), {}, {}, 'limit'],
    ['because nobody can tell its author', Buffer.from('To: a@b\r\n\r\n'), { session, door: 'submission' }, {}, 'invalid'],
    [
      'because its author is another',
      mail('forged'),
      { session },
      { maySendAs: async () => refused(refusal('forbidden', 'No')) },
      'forbidden',
    ],
  ])('%s leaves nothing', async (_why, octets, message, deps, kind) => {
    const bodies = await countBodies(store.database);
    expect(await arriveWith(octets, [local(account), remote('x')], message, depsOf(deps))).toMatchObject({ ok: false, refusal: { kind } });
    expect(await received()).toEqual([]);
    expect(await countBodies(store.database)).toBe(bodies);
    expect([woken, logged.map((one) => one.event)]).toEqual([0, ['delivery.refused']]);
  });
});

describe('a message that cannot be committed', () => {
  it('is a fault and leaves no file', async () => {
    await store.database.pool.query(`UPDATE mailbox SET deleted_at = now() WHERE account_id = $1 AND name = 'INBOX'`, [account]);
    const files = await bodyFiles(store.folder);
    const large = Buffer.concat([mail('large'), randomBytes(storeLimits.inlineOctetsMax)]);
    await expect(arriveWith(large, [local(account)])).rejects.toThrow('no INBOX');
    expect(await bodyFiles(store.folder)).toEqual(files);
  });
});

describe('a message that arrives', () => {
  it('is stored octet for octet after its trace, once for an account named twice', async () => {
    const octets = Buffer.from('Subject: \xff\0\r\n bare\nlf\r\n\r\n\x80', 'latin1');
    expect(await arriveWith(octets, [local(account, 'first'), local(account, 'second')])).toMatchObject({ ok: true });
    const inbox = await mailboxOf(store.database, account);
    const whole = await readMessage(store, inbox.id, 1, 0, 10_000);
    expect(whole.subarray(-octets.length).equals(octets)).toBe(true);
    expect(whole.toString('latin1')).toMatch(/^Return-Path: <out@example\.test>\r\nDelivered-To: first@backan\.gov\.vn\r\nReceived: /);
    expect(await received()).toHaveLength(1);
    expect([woken, logged.map((one) => one.event)]).toEqual([0, ['delivery.accepted']]);
  });

  it('from staff for elsewhere goes into the queue without Bcc, and the queue is woken', async () => {
    const octets = Buffer.from('From: anh@backan.gov.vn\r\nBcc: secret@example.test\r\n\r\nhi');
    const actor = { ...session, actor: { ...session.actor, accountId: account } };
    expect(await arriveWith(octets, [local(account), remote('x'), remote('y')], { session: actor, door: 'submission' })).toMatchObject({
      ok: true,
    });
    expect(woken).toBe(1);
    const [text] = await received();
    expect(text).toMatch(/Message-ID: <[^>]+>\r\nFrom: anh@backan\.gov\.vn\r\n\r\nhi$/);
    expect(text).not.toContain('secret');
    const { rows } = await store.database.pool.query(
      `SELECT envelope_from, convert_from(prefix, 'UTF8') AS prefix, array_agg(address ORDER BY address) AS addresses, actor_account_id
      FROM queue_message JOIN queue_recipient ON queue_message_id = queue_message.id GROUP BY queue_message.id`,
    );
    expect(rows).toEqual([
      {
        envelope_from: 'out@example.test',
        prefix: expect.stringMatching(/^Received: /),
        addresses: ['x@example.test', 'y@example.test'],
        actor_account_id: account,
      },
    ]);
  });
});

describe('what is counted of a message', () => {
  it('is its sender and addressee when a scanner stops it', async () => {
    const heard: object[] = [];
    const scan: DeliveryDeps['scan'] = async (_octets, _origin, whose) => {
      heard.push(whose);
      return refused(refusal('content-refused', 'Virus'));
    };
    await arriveWith(mail('virus'), [remote('x'), local(account)], {}, depsOf({ scan }));
    await arriveWith(mail('virus'), [remote('x')], { session, door: 'submission' }, depsOf({ scan }));
    const at = new Date('2026-11-22T01:02:03Z');
    expect(heard).toEqual([
      { at, actorAccountId: null, sentAs: null, accountId: account },
      { at, actorAccountId: 1, sentAs: 'out@example.test', accountId: null },
    ]);
  });

  it('is where it came from, whom it was for and that it was signed', async () => {
    await store.database.pool.query('DELETE FROM mail_traffic');
    const signed = Buffer.from(
      'From: a@b.vn\r\nContent-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x\r\n\r\nb\r\n--x--\r\n',
    );
    await arriveWith(signed, [local(account)]);
    await arriveWith(mail('hi'), [local(account), remote('x')], { session, door: 'submission' });
    const { rows } = await store.database.pool.query(
      'SELECT at, origin, sent_as, account_ids::text AS accounts, outside_recipients, is_signed FROM mail_traffic ORDER BY origin DESC',
    );
    const common = { at: new Date('2026-11-22T01:02:03Z'), accounts: `{${account}}` };
    expect(rows).toEqual([
      { ...common, origin: 'own', sent_as: 'out@example.test', outside_recipients: 1, is_signed: false },
      { ...common, origin: 'outside', sent_as: null, outside_recipients: 0, is_signed: true },
    ]);
  });
});

describe('a message for somebody in whose place senders are answered', () => {
  const away = (): EnvelopeRecipient => {
    const destination = { kind: 'local', accountId: account, address: 'a@backan.gov.vn', isAnswered: true } as const;
    return { ...local(account), destination };
  };

  it('is told of once it is durable, as far as an answer needs it, and not where it was refused or is for others', async () => {
    const heard: Arrived[] = [];
    const answer = (arrived: Arrived) => void heard.push(arrived);
    const scan = async () => refused(refusal('content-refused', 'Virus'));
    await arriveWith(mail('virus'), [away()], {}, depsOf({ answer, scan }));
    await arriveWith(mail('others'), [local(account)], {}, depsOf({ answer }));
    const long = Buffer.concat([Buffer.from(`X-Long: ${'a'.repeat(800)}\r\n`.repeat(100)), mail('long')]);
    expect((await arriveWith(long, [away()], {}, depsOf({ answer }))).ok).toBe(true);
    expect(heard).toEqual([]);
    const other = await createAccount(store.database);
    expect((await arriveWith(mail('gone'), [away(), local(other, 'b'), remote('x')], {}, depsOf({ answer }))).ok).toBe(true);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ facts: { subject: 'gone' }, message: { recipients: [away()] } });
    expect(heard[0]!.header).toMatch(/^From: .*Subject: gone\r\n.*\r\n\r\n$/s);
    expect(heard[0]!.header).not.toContain('Xin');
  });
});

describe('a body that the sweeper takes while its message is on the way', () => {
  it('is made anew, and the message is delivered', async () => {
    const octets = Buffer.concat([mail('swept'), randomBytes(storeLimits.inlineOctetsMax)]);
    expect((await arriveWith(octets, [local(account)])).ok).toBe(true);
    let submits = 0;
    const deps = depsOf();
    const tombstoning = {
      submit: async (delivery: Delivery) => {
        if (submits++ === 0)
          await store.database.pool.query('UPDATE body SET tombstoned_at = now() WHERE hash = $1', [delivery.content.body.hash]);
        return deps.commits.submit(delivery);
      },
    } as DeliveryDeps['commits'];
    expect(await arriveWith(octets, [local(account)], {}, { ...deps, commits: tombstoning })).toMatchObject({ ok: true });
    expect(submits).toBe(2);
    expect(await received()).toHaveLength(2);
  });
});

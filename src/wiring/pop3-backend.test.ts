import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AccountId, MailboxId, PersonId, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { Maildrop } from '#mail/pop3/backend.ts';
import { DotStuffer } from '#mail/pop3/message-wire.ts';
import { deletedBit } from '#mail/store/flags.ts';
import { storeLimits } from '#mail/store/limits.ts';
import type { MailboxRow } from '#mail/store/mailbox-sql.ts';
import { MaildropLocks } from '#mail/store/maildrop-locks.ts';
import { counters, createAccount, createTestStore, mail, mailboxOf, put, putSeveral, type TestStore } from '#mail/store/store.fixture.ts';
import { pop3Backend } from './pop3-backend.ts';

let store: TestStore;
let inbox: MailboxRow;
let accountId: AccountId;
let announced: MailboxId[];
let allowed: boolean;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  accountId = await createAccount(store.database);
  inbox = await mailboxOf(store.database, accountId);
  announced = [];
  allowed = true;
});

const counted: unknown[] = [];
const looked: unknown[] = [];
const peer = { address: '127.0.0.1', port: 1, secure: true, loopback: true };
function backend(actorId = accountId) {
  const { database, bodies } = store;
  const locks = new MaildropLocks({
    database,
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => locks[Symbol.asyncDispose]());
  const address = 'an@example.test';
  const session: Session = {
    actor: { personId: 1 as PersonId, accountId: actorId, address },
    credential: { kind: 'password' },
    account: { id: accountId, address },
    accessGeneration: 1,
  };
  return pop3Backend({
    database,
    bodies,
    locks,
    watch: { announce: (ids) => announced.push(...ids), watch: () => () => undefined, async [Symbol.asyncDispose]() {} },
    signIn: async ({ password }) => (password === 'right' ? ok(session) : refused(refusal('unauthenticated', 'Invalid credentials'))),
    stillAllowed: () => allowed,
    looks: { note: (...look) => void looked.push(look) },
    acts: { count: (_, act, { accountId: of, subject }, amount) => void counted.push([act, of, subject, amount]) },
  });
}
const attempt = (password = 'right') => backend().signIn({ username: 'an@example.test', password, peer });
async function open(): Promise<Maildrop> {
  const opened = await attempt();
  if (!opened.ok) throw new Error(opened.refusal.message);
  onTestFinished(() => opened.value.close());
  return opened.value;
}
async function octetsOf(maildrop: Maildrop, uid: Uid): Promise<{ pieces: number; octets: Buffer; sent: number }> {
  const pieces: Buffer[] = [];
  const stuffer = new DotStuffer();
  for await (const piece of maildrop.read(uid)) {
    pieces.push(piece);
    stuffer.push(piece);
  }
  const octets = Buffer.concat(pieces);
  return { pieces: pieces.length, octets, sent: octets.length + stuffer.end().length - '.\r\n'.length };
}
async function expectCountersExact(): Promise<void> {
  const { kept, counted } = await counters(store.database);
  expect(kept).toEqual(counted);
}
const uidsNow = async () => (await open()).messages.map((message) => message.uid);

describe('the audit hears', () => {
  const take = async (actorId: AccountId) => {
    const opened = await backend(actorId).signIn({ username: 'an@example.test', password: 'right', peer });
    if (!opened.ok) throw new Error(opened.refusal.message);
    const [first] = opened.value.messages;
    for await (const _ of opened.value.read(first!.uid));
    await opened.value.close();
    return counted.splice(0);
  };

  it('nothing of one’s own mailbox, and who opened and fetched from another’s', async () => {
    await put(store, [inbox], mail('a'));
    expect(await take(accountId)).toEqual([]);
    expect(await take(77 as AccountId)).toEqual([
      ['mailbox.open', accountId, 'INBOX', 1],
      ['mailbox.fetch', accountId, 'INBOX', 1],
    ]);
  });
});

describe('signing in', () => {
  it('locks nothing for a wrong password', async () => {
    expect(await attempt('wrong')).toMatchObject({ ok: false, refusal: { kind: 'unauthenticated' } });
    expect((await attempt()).ok).toBe(true);
  });

  it('is refused while another session has the mailbox, and possible when that has closed', async () => {
    const first = await open();
    expect(await attempt()).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    await first.close();
    await first.close();
    expect((await attempt()).ok).toBe(true);
  });

  it('gives the mailbox back when the messages cannot be read', async () => {
    await store.database.pool.query("UPDATE mailbox SET name = 'Elsewhere' WHERE id = $1", [inbox.id]);
    await expect(attempt()).rejects.toThrow('has no INBOX');
    await store.database.pool.query("UPDATE mailbox SET name = 'INBOX' WHERE id = $1", [inbox.id]);
    expect((await attempt()).ok).toBe(true);
  });

  it('says when access has ended', async () => {
    const maildrop = await open();
    expect(maildrop.standing()).toBe('good');
    allowed = false;
    expect(maildrop.standing()).toBe('access-ended');
  });
});

describe('the messages', () => {
  it('are those of the INBOX, the ones flagged as deleted too, with sizes that RETR keeps', async () => {
    const noPrefix = { prefix: Buffer.alloc(0) };
    const octets = [mail('one'), Buffer.from('Subject: x\r\n\r\nno end'), Buffer.from('a\n'), Buffer.from('a\r'), Buffer.alloc(0)];
    for (const one of octets) await put(store, [inbox], one, noPrefix);
    for (const one of octets) await put(store, [inbox], one, { flags: { bits: deletedBit, keywords: [] } });
    await put(store, [await mailboxOf(store.database, accountId, 'Archive')], mail('elsewhere'));
    const maildrop = await open();
    expect(maildrop.uidValidity).toBe(inbox.uidvalidity);
    expect(maildrop.messages.map((message) => message.uid)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(maildrop.messages.slice(0, 5).map((message) => message.octets)).toEqual(
      octets.map((one, index) => one.length + [0, 2, 2, 2, 0][index]!),
    );
    for (const { uid, octets } of maildrop.messages) expect((await octetsOf(maildrop, uid)).sent).toBe(octets);
  });

  it('come octet for octet, the prefix first, large ones in pieces', async () => {
    const large = Buffer.concat([mail('large'), Buffer.alloc(storeLimits.frameOctets * 2 + 7, 'abc.\r\n')]);
    const small = mail('small');
    const prefix = Buffer.from('Delivered-To: an@example.test\r\n');
    const [first] = await put(store, [inbox], large, { prefix });
    const [second] = await put(store, [inbox], small, { prefix });
    const maildrop = await open();
    const read = await octetsOf(maildrop, first!.uid);
    expect(read.octets.equals(Buffer.concat([prefix, large]))).toBe(true);
    expect(read.pieces).toBe(4);
    expect((await octetsOf(maildrop, second!.uid)).octets.equals(Buffer.concat([prefix, small]))).toBe(true);
  });
});

describe('deleting', () => {
  it('takes the named messages out, exactly counted, and tells other sessions', async () => {
    const uids = await putSeveral(store, inbox, 3);
    const maildrop = await open();
    expect(await maildrop.remove([uids[0]!, uids[2]!])).toMatchObject({ ok: true });
    expect(announced).toEqual([inbox.id]);
    await expectCountersExact();
    expect(await uidsNow()).toEqual([uids[1]]);
  });

  it('frees the mailbox with the same commit', async () => {
    const [uid] = await putSeveral(store, inbox, 1);
    await (await open()).remove([uid!]);
    expect((await attempt()).ok).toBe(true);
  });

  it('passes over what is gone already, and still lets the session read it', async () => {
    const uids = await putSeveral(store, inbox, 2);
    const maildrop = await open();
    await maildrop.remove([uids[0]!]);
    expect((await octetsOf(maildrop, uids[0]!)).octets.length).toBe(maildrop.messages[0]!.octets);
    const second = await open();
    expect(await second.remove(uids)).toMatchObject({ ok: true });
    await expectCountersExact();
    expect(await uidsNow()).toEqual([]);
  });

  it('is refused whole when the lock went to another session', async () => {
    const uids = await putSeveral(store, inbox, 2);
    const killed = await open();
    await store.database.pool.query("UPDATE pop3_lock SET leased_until = clock_timestamp() - interval '1 s'");
    const next = await open();
    expect(await killed.remove(uids)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(announced).toEqual([]);
    await next.close();
    expect(await uidsNow()).toEqual(uids);
  });
});

describe('the duty to read', () => {
  it('hears of a message that was read to its end, not of its beginning', async () => {
    const [uid] = await putSeveral(store, inbox, 1);
    const maildrop = await open();
    const heard = () => looked.splice(0).map((look) => (look as unknown[]).join(' '));
    expect(heard()).toContain(`${accountId} ${accountId} checked`);
    for await (const _ of maildrop.read(uid!)) break;
    expect(heard()).toEqual([]);
    await octetsOf(maildrop, uid!);
    expect(heard()).toEqual([`${accountId} ${accountId} read`]);
    await maildrop.remove([]);
    expect(heard()).toEqual([]);
    await (await open()).remove([uid!]);
    expect(heard()).toEqual([`${accountId} ${accountId} checked`, `${accountId} ${accountId} read`]);
  });
});

it('leaves flags alone when a message is read', async () => {
  const [uid] = await putSeveral(store, inbox, 1);
  const maildrop = await open();
  await octetsOf(maildrop, uid!);
  expect(await mailboxOf(store.database, accountId)).toMatchObject({ unseen: 1, messages: 1 });
});

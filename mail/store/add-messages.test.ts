import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { ModSeq, Uid } from '#kernel/ids.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { addMessages } from './add-messages.ts';
import { changeFlags } from './change-flags.ts';
import { changesSince } from './changes-since.ts';
import { storeContents } from './content-sql.ts';
import { deletedBit, noFlags, seenBit } from './flags.ts';
import {
  countBodies,
  counters,
  createAccount,
  createAccounts,
  createTestStore,
  currentMailbox,
  everything,
  mail,
  mailboxOf,
  newMessage,
  put,
  type TestStore,
} from './store.fixture.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const options = { flags: noFlags, prefix: Buffer.alloc(0) };

async function contentOf(octets: Buffer) {
  const body = await store.bodies.prepare(octets);
  return inTransaction(store.database, async (tx) => (await storeContents(tx, [{ body, facts: scanContent(octets) }]))[0]!);
}

describe('adding messages', () => {
  it('answers null when one of the mailboxes is gone', async () => {
    const inbox = await mailboxOf(store.database, await createAccount(store.database));
    await store.database.pool.query('UPDATE mailbox SET deleted_at = now() WHERE id = $1', [inbox.id]);
    const contentId = await contentOf(mail('gone'));
    const rollBack = new Error('rolled back');
    const adding = inTransaction(store.database, async (tx) => {
      expect(await addMessages(tx, [newMessage(inbox, contentId, 10, options)])).toBeNull();
      throw rollBack;
    });
    await expect(adding).rejects.toBe(rollBack);
  });

  it("is a fault when the mailbox is another account's: the counters would go astray", async () => {
    const [one, other] = await createAccounts(store.database, 2);
    const inbox = await mailboxOf(store.database, one!);
    const contentId = await contentOf(mail('astray'));
    const adding = inTransaction(store.database, (tx) =>
      addMessages(tx, [newMessage({ ...inbox, account_id: other! }, contentId, 10, options)]),
    );
    await expect(adding).rejects.toThrow('not of');
  });

  it('gives one message to 162 accounts as one body, one content, 162 rows and exact counters', async () => {
    const inboxes = await Promise.all((await createAccounts(store.database, 162)).map((id) => mailboxOf(store.database, id)));
    const bodies = await countBodies(store.database);
    const octets = mail('broadcast');
    const added = await put(store, inboxes.toReversed(), octets);
    expect(await countBodies(store.database)).toBe(bodies + 1);
    expect(new Set(added.map((one) => one.mailboxId)).size).toBe(162);
    const { rows } = await store.database.pool.query(
      'SELECT count(*) AS messages, count(DISTINCT content_id) AS contents, count(DISTINCT email_id) AS identities FROM message WHERE mailbox_id = ANY ($1)',
      [inboxes.map((inbox) => inbox.id)],
    );
    expect(rows[0]).toEqual({ messages: 162, contents: 1, identities: 162 });
    const { kept, counted } = await counters(store.database);
    expect(kept).toEqual(counted);
  });

  it('takes UIDs in the order given, under one modseq a mailbox, and counts flags', async () => {
    const accountId = await createAccount(store.database);
    const [inbox, sent] = [await mailboxOf(store.database, accountId), await mailboxOf(store.database, accountId, 'Sent')];
    const contentId = await contentOf(mail('order'));
    const seen = { flags: { bits: seenBit, keywords: ['$Forwarded', 'Khẩn'.normalize('NFD')] }, prefix: Buffer.from('X: y\r\n') };
    const deleted = { flags: { bits: deletedBit, keywords: [] }, prefix: Buffer.alloc(0) };
    const added = await inTransaction(store.database, (tx) =>
      addMessages(tx, [
        newMessage(inbox, contentId, 100, seen),
        newMessage(sent, contentId, 100, options),
        newMessage(inbox, contentId, 100, deleted),
      ]),
    );
    expect(added!.map(({ mailboxId, uid }) => [mailboxId, uid])).toEqual([
      [inbox.id, 1],
      [sent.id, 1],
      [inbox.id, 2],
    ]);
    expect(added![0]!.modSeq).toBe(added![2]!.modSeq);
    expect(await currentMailbox(store.database, inbox.id)).toMatchObject({
      messages: 2,
      unseen: 1,
      deleted: 1,
      uidnext: 3,
      size_octets: 206,
      highestmodseq: added![0]!.modSeq,
    });
    const changes = await changesSince(store.database, inbox.id, everything);
    expect(changes.changed.map((state) => state.keywords)).toEqual([seen.flags.keywords, []]);
  });
});

describe('30 deliveries at once to one mailbox', () => {
  it('take UIDs without gaps, and a reader that follows by modseq misses none', async () => {
    const inbox = await mailboxOf(store.database, await createAccount(store.database));
    const heard = new Map<Uid, { bits: number; modSeq: ModSeq }>();
    let seen = everything;
    let looks = 0;
    const look = async () => {
      const changes = await changesSince(store.database, inbox.id, seen);
      for (const { uid, flags, modseq } of changes.changed) heard.set(uid, { bits: flags, modSeq: modseq });
      seen = changes;
      looks++;
    };
    let writing = true;
    const reading = (async () => {
      while (writing) await look();
    })();
    const deliver = async (index: number) => {
      for (let turn = 0; turn < 3; turn++) {
        const [added] = await inTransaction(store.database, async (tx) => {
          const octets = mail(`many-${index}-${turn}`);
          const contentId = (await storeContents(tx, [{ body: await store.bodies.prepare(octets), facts: scanContent(octets) }]))[0]!;
          const rows = await addMessages(tx, [newMessage(inbox, contentId, octets.length, options)]);
          await sleep(Math.random() * 3); // holds the modseq back while others wait
          return rows!;
        });
        const ref = { accountId: inbox.account_id, mailboxId: inbox.id };
        const change = { operation: 'add', flags: { bits: seenBit, keywords: [] } } as const;
        await inTransaction(store.database, (tx) => changeFlags(tx, ref, [added!.uid], change, null));
      }
    };
    await Promise.all(Array.from({ length: 30 }, (_, index) => deliver(index)));
    writing = false;
    await reading;
    await look();
    expect(looks).toBeGreaterThan(2);
    const truth = await changesSince(store.database, inbox.id, everything);
    expect(truth.changed.map((state) => state.uid)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
    expect(heard).toEqual(new Map(truth.changed.map(({ uid, flags, modseq }) => [uid, { bits: flags, modSeq: modseq }])));
    expect(truth.changed.every((state) => state.flags === seenBit)).toBe(true);
  });
});

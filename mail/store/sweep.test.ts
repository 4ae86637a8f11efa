import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { BodyId } from '#kernel/ids.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { addMessages } from './add-messages.ts';
import { BodyStore } from './body-store.ts';
import { changesSince } from './changes-since.ts';
import { BodySwept, storeContents } from './content-sql.ts';
import { fileBodyDriver } from './file-body-driver.ts';
import { deletedBit } from './flags.ts';
import { storeLimits } from './limits.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { deleteMailbox } from './mailboxes.ts';
import { octetsPlaceOf } from './message-sql.ts';
import { readMessage } from './read-message.ts';
import {
  bodyFiles,
  countBodies,
  createAccount,
  createTestStore,
  everything,
  mail,
  mailboxOf,
  newMessage,
  put,
  putSeveral,
  type TestStore,
} from './store.fixture.ts';
import { sweep } from './sweep.ts';
import { tombstone } from './sweep-sql.ts';
import { sweepStrayOctets } from './sweep-stray-octets.ts';
import { expungeDeleted } from './take-out-messages.ts';

let store: TestStore;
let inbox: MailboxRow;
beforeEach(async () => {
  store = await createTestStore();
  inbox = await mailboxOf(store.database, await createAccount(store.database));
});
afterEach(() => store[Symbol.asyncDispose]());

const large = () => Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), randomBytes(storeLimits.inlineOctetsMax + 1)]);
const deleted = { flags: { bits: deletedBit, keywords: [] } };
const ref = () => ({ accountId: inbox.account_id, mailboxId: inbox.id });
const expungeAll = () => inTransaction(store.database, (tx) => expungeDeleted(tx, ref(), null));
const dayMs = 24 * 60 * 60 * 1000;
const inDays = (days: number, ages?: Parameters<typeof sweep>[1]) =>
  sweep({ ...store, clock: { now: () => new Date(Date.now() + days * dayMs) } }, ages);

describe('the sweeper', () => {
  it('looks once more before it tombstones: a reference may have been committed while it was locking', async () => {
    await put(store, [inbox], mail('just referred to'));
    await inTransaction(store.database, async (tx) => {
      await storeContents(tx, [{ body: await store.bodies.prepare(mail('unused')), facts: scanContent(mail('unused')) }]);
    });
    const { rows } = await store.database.pool.query<{ id: BodyId }>('SELECT id FROM body ORDER BY id');
    const ids = rows.map((row) => row.id);
    expect(ids).toHaveLength(2);
    expect(await inTransaction(store.database, (tx) => tombstone(tx, ids, new Date()))).toBe(1);
    const tombstoned = await store.database.pool.query('SELECT id FROM body WHERE tombstoned_at IS NOT NULL');
    expect(tombstoned.rows).toEqual([{ id: ids[1] }]);
  });

  it('leaves alone what is referred to, what is young, and what was expunged lately', async () => {
    await put(store, [inbox], large());
    await put(store, [inbox], large(), deleted);
    await expungeAll();
    await inTransaction(store.database, async (tx) => {
      await storeContents(tx, [{ body: await store.bodies.prepare(mail('young')), facts: scanContent(mail('young')) }]);
    });
    expect(await inDays(0.5)).toMatchObject({ forgotten: 0, tombstoned: 0, buried: 0 });
    expect(await bodyFiles(store.folder)).toHaveLength(2);
  });

  it('forgets an expunged message after its retention, tombstones its body, and buries it with its octets after the grace', async () => {
    const [kept] = await put(store, [inbox], large());
    await put(store, [inbox], large(), deleted);
    await expungeAll();
    const before = (await changesSince(store.database, inbox.id, everything)).highestModSeq;
    expect(await inDays(31)).toMatchObject({ forgotten: 1, tombstoned: 1, buried: 0 });
    expect(await bodyFiles(store.folder)).toHaveLength(2);
    expect((await changesSince(store.database, inbox.id, { highestModSeq: before - 1, uidNext: 1 })).vanished).toBeNull();
    expect(await inDays(31.9)).toMatchObject({ buried: 0 });
    expect(await inDays(32.1)).toMatchObject({ buried: 1 });
    expect(await countBodies(store.database)).toBe(1);
    expect(await bodyFiles(store.folder)).toHaveLength(1);
    expect((await readMessage(store, inbox.id, kept!.uid, 0, 1_000)).length).toBe(1_000);
  });

  it('forgets the messages of deleted mailboxes too', async () => {
    const archive = await mailboxOf(store.database, inbox.account_id, 'Archive');
    await putSeveral(store, archive, 2);
    await inTransaction(store.database, (tx) => deleteMailbox(tx, inbox.account_id, 'Archive'));
    expect(await inDays(31)).toMatchObject({ forgotten: 2, tombstoned: 2 });
  });

  it('does both again when it was cut off between octets and rows', async () => {
    await put(store, [inbox], large(), deleted);
    await expungeAll();
    await inDays(31);
    const place = await store.database.pool.query('SELECT location FROM body');
    await fileBodyDriver(store.folder).remove(place.rows[0].location);
    expect(await inDays(33)).toMatchObject({ buried: 1 });
    expect(await countBodies(store.database)).toBe(0);
  });

  it('keeps the rows of a body whose octets it could not remove', async () => {
    await put(store, [inbox], large(), deleted);
    await expungeAll();
    await inDays(31);
    const stuck = new BodyStore(store.database, {
      ...fileBodyDriver(store.folder),
      remove: () => Promise.reject(new Error('read-only file system')),
    });
    await expect(sweep({ ...store, bodies: stuck, clock: { now: () => new Date(Date.now() + 33 * dayMs) } })).rejects.toThrow('read-only');
    expect(await countBodies(store.database)).toBe(1);
  });

  it('looks at all bodies, however many windows and batches they fill', async () => {
    await put(store, [inbox], mail('used'));
    await store.database.pool.query(
      `WITH bodies AS (
        INSERT INTO body (hash, size_octets, storage, encoding, location, octets, created_at)
        SELECT sha256(n::text::bytea), 0, 'inline', 'raw', '', '', now() - interval '2 days' FROM generate_series(1, $1::int) n
        RETURNING id)
      INSERT INTO content (body_id, size_octets, header_octets, envelope, body_structure, body_brief, parts, facts, in_reply_to, reference_ids,
        subject, base_subject, scanner_version)
      SELECT id, 0, 0, '', '', '', '[]', '{}', '{}', '{}', '', '', 1 FROM bodies`,
      [storeLimits.sweepWindowBodies],
    );
    expect(await inDays(0)).toMatchObject({ tombstoned: storeLimits.sweepWindowBodies, buried: 0 });
    expect(await inDays(1.1)).toMatchObject({ tombstoned: 0, buried: storeLimits.sweepWindowBodies });
    expect(await countBodies(store.database)).toBe(1);
  });
});

describe('a body without messages', () => {
  it('is held by the outbound queue', async () => {
    const octets = mail('queued');
    await inTransaction(store.database, async (tx) => {
      await storeContents(tx, [{ body: await store.bodies.prepare(octets), facts: scanContent(octets) }]);
    });
    await store.database.pool.query(
      `INSERT INTO queue_message (content_id, prefix, envelope_from, expires_at) SELECT id, '', '', now() FROM content`,
    );
    expect(await inDays(400)).toMatchObject({ tombstoned: 0 });
    await store.database.pool.query('DELETE FROM queue_message');
    expect(await inDays(400)).toMatchObject({ tombstoned: 1 });
  });
});

describe('octets delivered again while their body is tombstoned', () => {
  it.each([
    ['small', mail('again')],
    ['large', large()],
  ])('make a new body (%s), which stays when the old is buried', async (_size, octets) => {
    await put(store, [inbox], octets, deleted);
    await expungeAll();
    expect(await inDays(31)).toMatchObject({ tombstoned: 1 });
    const [added] = await put(store, [inbox], octets);
    expect(await countBodies(store.database)).toBe(2);
    expect(await inDays(33)).toMatchObject({ buried: 1 });
    const place = await octetsPlaceOf(store.database, inbox.id, added!.uid);
    expect((await store.bodies.read(place!, 0, octets.length)).equals(octets)).toBe(true);
    const fresh = new BodyStore(store.database, fileBodyDriver(store.folder));
    expect((await fresh.read(place!, 0, octets.length)).equals(octets)).toBe(true);
  });
});

describe('sweepers at work without any grace while the same octets are delivered and expunged', () => {
  // Graces of nothing make every race as likely as can be; the file case stays within its grace, as removed octets need it.
  it.each([
    ['small', mail('raced'), 0],
    ['large', large(), dayMs],
  ])('lose nothing (%s)', async (_size, octets, tombstoneGraceMs) => {
    let delivering = true;
    let tombstoned = 0;
    const sweeping = [0, 1].map(async () => {
      while (delivering) {
        await store.database.pool.query(`UPDATE body SET created_at = now() - interval '2 days'`);
        tombstoned += (await inDays(0, { expungedRetentionMs: 0, tombstoneGraceMs })).tombstoned;
      }
    });
    const fresh = new BodyStore(store.database, fileBodyDriver(store.folder));
    const deliverOften = async () => {
      for (let turn = 0; turn < 25 || tombstoned < 2; turn++) {
        await sleep(Math.random() * 12); // now and then nobody holds the body
        const uid = await deliver();
        if (uid === null) continue;
        const place = await octetsPlaceOf(store.database, inbox.id, uid);
        expect((await fresh.read(place!, 0, octets.length)).equals(octets)).toBe(true);
        await inTransaction(store.database, (tx) => expungeDeleted(tx, ref(), [uid]));
      }
    };
    const deliver = async () => {
      const body = await store.bodies.prepare(octets);
      try {
        return await inTransaction(store.database, async (tx) => {
          const contentId = (await storeContents(tx, [{ body, facts: scanContent(octets) }]))[0]!;
          const flags = { bits: deletedBit, keywords: [] };
          const added = await addMessages(tx, [newMessage(inbox, contentId, octets.length, { flags, prefix: Buffer.alloc(0) })]);
          return added![0]!.uid;
        });
      } catch (error) {
        if (error instanceof BodySwept) return null;
        throw error;
      } finally {
        await store.bodies.discard(body);
      }
    };
    await Promise.all([deliverOften(), deliverOften()]).finally(() => {
      delivering = false;
    });
    await Promise.all(sweeping);
  });
});

it('two sweepers and moves between mailboxes never deadlock', async () => {
  const archive = await mailboxOf(store.database, inbox.account_id, 'Archive');
  const fill = async () => {
    for (let turn = 0; turn < 10; turn++) {
      await put(store, turn % 2 ? [inbox, archive] : [archive, inbox], mail(`turn-${turn}`), deleted);
      for (const mailbox of [archive, inbox])
        await inTransaction(store.database, (tx) => expungeDeleted(tx, { accountId: mailbox.account_id, mailboxId: mailbox.id }, null));
    }
  };
  const sweepOften = async () => {
    for (let turn = 0; turn < 15; turn++) await inDays(0, { expungedRetentionMs: 0, tombstoneGraceMs: dayMs });
  };
  await Promise.all([fill(), fill(), sweepOften(), sweepOften()]);
  await inDays(0.01, { expungedRetentionMs: 0, tombstoneGraceMs: dayMs });
  expect((await store.database.pool.query('SELECT count(*) AS count FROM message')).rows).toEqual([{ count: 0 }]);
});

describe('octets that no row names', () => {
  it('are removed after the grace, unfinished writes too, and nothing else is', async () => {
    const [added] = await put(store, [inbox], large());
    await put(store, [inbox], large(), deleted);
    await expungeAll();
    await inDays(31); // tombstoned, not buried: its row still names it
    await store.bodies.prepare(large());
    await writeFile(join(store.folder, 'ab-unfinished.tmp'), 'x');
    const strays = (days: number) =>
      sweepStrayOctets({ ...store, driver: fileBodyDriver(store.folder), clock: { now: () => new Date(Date.now() + days * dayMs) } });
    expect(await strays(0.9)).toBe(0);
    expect(await bodyFiles(store.folder)).toHaveLength(4);
    expect(await strays(1.1)).toBe(2);
    expect(await bodyFiles(store.folder)).toHaveLength(2);
    expect((await readMessage(store, inbox.id, added!.uid, 0, 100)).length).toBe(100);
  });
});

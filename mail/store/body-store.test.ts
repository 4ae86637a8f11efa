import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionConfig, inTransaction } from '#io/database.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import { BodyStore, type PreparedBody } from './body-store.ts';
import { BodySwept, storeContents } from './content-sql.ts';
import { fileBodyDriver } from './file-body-driver.ts';
import { storeLimits } from './limits.ts';
import { octetsPlaceOf } from './message-sql.ts';
import { readMessage } from './read-message.ts';
import {
  bodyFiles,
  countBodies,
  createAccount,
  createAccounts,
  createTestStore,
  mail,
  mailboxOf,
  put,
  type TestStore,
} from './store.fixture.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const { frameOctets, inlineOctetsMax } = storeLimits;

/** Octets that differ everywhere: text that compresses, then random octets that do not. */
function octetsOf(length: number): Buffer {
  const octets = Buffer.alloc(length, `${randomBytes(8).toString('hex')} công văn số 1352/2010/QĐ-UBND\r\n`);
  randomBytes(Math.floor(length / 2)).copy(octets, Math.ceil(length / 2));
  return octets;
}

async function storeBody(octets: Buffer, to: TestStore = store) {
  const inbox = await mailboxOf(to.database, await createAccount(to.database));
  const [added] = await put(to, [inbox], octets);
  return (await octetsPlaceOf(to.database, inbox.id, added!.uid))!;
}

const lives = (body: PreparedBody) =>
  inTransaction(store.database, async (tx) => (await storeContents(tx, [{ body, facts: scanContent(mail('x')) }]))[0]!);

describe('octets of a body', () => {
  it('come back whole at every size around the limits', async () => {
    const sizes = [0, 1, 100, inlineOctetsMax - 1, inlineOctetsMax, inlineOctetsMax + 1, frameOctets - 1, frameOctets, frameOctets + 1];
    for (const size of sizes) {
      const octets = octetsOf(size);
      const place = await storeBody(octets);
      expect(place.storage).toBe(size > inlineOctetsMax ? 'file' : 'inline');
      expect((await store.bodies.read(place, 0, size)).equals(octets)).toBe(true);
    }
  });

  it('come back in any range, also across frames', async () => {
    const octets = octetsOf(3 * frameOctets + 1_000);
    const place = await storeBody(octets);
    const boundary = fc.constantFrom(0, 1, 2, 3).map((frame) => frame * frameOctets);
    const near = fc.tuple(boundary, fc.integer({ min: -2, max: 2 })).map(([at, by]) => at + by);
    const offset = fc.oneof(near, fc.integer({ min: 0, max: octets.length })).map((at) => Math.min(Math.max(at, 0), octets.length));
    await fc.assert(
      fc.asyncProperty(offset, offset, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect((await store.bodies.read(place, start, end)).equals(octets.subarray(start, end))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('are refused outside the body', async () => {
    const place = await storeBody(octetsOf(10));
    await expect(store.bodies.read(place, 5, 11)).rejects.toThrow(RangeError);
    await expect(store.bodies.read(place, -1, 5)).rejects.toThrow(RangeError);
    await expect(store.bodies.read(place, 6, 5)).rejects.toThrow(RangeError);
  });

  it('that were damaged on disk are an error, never wrong octets', async () => {
    const octets = octetsOf(frameOctets * 2);
    const place = await storeBody(octets);
    const { truncate } = await import('node:fs/promises');
    const path = join(store.folder, place.location);
    await truncate(path, (await stat(path)).size - 10);
    expect((await store.bodies.read(place, 0, 100)).equals(octets.subarray(0, 100))).toBe(true);
    await expect(store.bodies.read(place, frameOctets, octets.length)).rejects.toThrow();
  });

  it('are read by nobody else', async () => {
    const place = await storeBody(octetsOf(inlineOctetsMax + 1));
    expect((await stat(join(store.folder, place.location))).mode & 0o777).toBe(0o600);
    expect((await stat(join(store.folder, place.location, '..'))).mode & 0o777).toBe(0o700);
  });
});

describe('a message', () => {
  it('is its prefix and then the content, in any range and past its end', async () => {
    const inbox = await mailboxOf(store.database, await createAccount(store.database));
    const prefix = Buffer.from('Return-Path: <>\r\n');
    const octets = mail('ranges');
    const [added] = await put(store, [inbox], octets, { prefix });
    const whole = Buffer.concat([prefix, octets]);
    const offset = fc.integer({ min: 0, max: whole.length + 20 });
    await fc.assert(
      fc.asyncProperty(offset, offset, async (start, end) => {
        const read = await readMessage(store, inbox.id, added!.uid, start, end);
        expect(read.toString()).toBe(whole.subarray(start, end).toString());
      }),
      { numRuns: 60 },
    );
  });
});

describe('a small body', () => {
  it('is kept as it is, and read as before where an older version compressed it', async () => {
    const octets = octetsOf(storeLimits.plainOctetsMax);
    const place = await storeBody(octets);
    expect(place.encoding).toBe('raw');
    const packed = zstdCompressSync(octets);
    await store.database.pool.query(`UPDATE body SET octets = $2, encoding = 'zstd' WHERE id = $1`, [place.id, packed]);
    const later = new BodyStore(store.database, fileBodyDriver(store.folder));
    expect((await later.read({ ...place, encoding: 'zstd' }, 10, 5_000)).equals(octets.subarray(10, 5_000))).toBe(true);
    const wrong = later.read({ ...place, id: (place.id + 1_000_000) as typeof place.id, encoding: 'zstd' }, 0, 1);
    await expect(wrong).rejects.toThrow('is gone');
  });
});

describe('the same octets', () => {
  it('are one body and one file after 20 deliveries at once', async () => {
    await using own = await createTestStore();
    const inboxes = await Promise.all((await createAccounts(own.database, 20)).map((id) => mailboxOf(own.database, id)));
    for (const octets of [octetsOf(1_000), octetsOf(inlineOctetsMax * 2)]) {
      const before = await countBodies(own.database);
      const added = await Promise.all(inboxes.map((inbox) => put(own, [inbox], octets)));
      expect(await countBodies(own.database)).toBe(before + 1);
      for (const [one] of added) {
        const place = await octetsPlaceOf(own.database, one!.mailboxId, one!.uid);
        expect((await own.bodies.read(place!, 0, octets.length)).equals(octets)).toBe(true);
      }
    }
    expect(await bodyFiles(own.folder)).toHaveLength(1);
  });

  it('delivered crosswise by many transactions never wait for each other in a circle', async () => {
    const contents = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const octets = mail(`crosswise-${index}`);
        return { body: await store.bodies.prepare(octets), facts: scanContent(octets) };
      }),
    );
    const orders = Array.from({ length: 8 }, (_, turn) => [...contents.slice(turn % 6), ...contents.slice(0, turn % 6)]);
    const ids = await Promise.all(orders.map((order) => inTransaction(store.database, (tx) => storeContents(tx, order))));
    for (const [turn, one] of ids.entries()) expect(one).toEqual([...ids[0]!.slice(turn % 6), ...ids[0]!.slice(0, turn % 6)]);
  });
});

describe('a transaction that fails', () => {
  it('leaves no row and no file', async () => {
    await using own = await createTestStore();
    const octets = octetsOf(inlineOctetsMax * 3);
    const body = await own.bodies.prepare(octets);
    expect(await bodyFiles(own.folder)).toHaveLength(1);
    const failing = inTransaction(own.database, async (tx) => {
      await storeContents(tx, [{ body, facts: scanContent(octets) }]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await own.bodies.discard(body);
    expect(await countBodies(own.database)).toBe(0);
    expect(await bodyFiles(own.folder)).toEqual([]);
  });

  it('and whose outcome is not known yet keeps its file when it commits after all', async () => {
    const octets = octetsOf(inlineOctetsMax * 3);
    const body = await store.bodies.prepare(octets);
    let commit!: () => void;
    const committing = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const { promise: named, resolve: isNamed } = Promise.withResolvers<void>();
    const transaction = inTransaction(store.database, async (tx) => {
      await storeContents(tx, [{ body, facts: scanContent(octets) }]);
      isNamed();
      await committing;
    });
    await named;
    const discarding = store.bodies.discard(body);
    await somebodyWaitsForALock();
    commit();
    await Promise.all([transaction, discarding]);
    expect((await stat(join(store.folder, body.location))).isFile()).toBe(true);
  });
});

/** Resolves when a connection of this database waits for another's lock. */
async function somebodyWaitsForALock(): Promise<void> {
  const client = new pg.Client(connectionConfig(store.test.owner));
  await client.connect();
  try {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await client.query(waiting)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  } finally {
    await client.end();
  }
}

describe('a large body that is to be re-used', () => {
  it('is not written a second time, and its file is never discarded by the second delivery', async () => {
    const octets = octetsOf(inlineOctetsMax * 2);
    const first = await store.bodies.prepare(octets);
    const contentId = await lives(first);
    const second = await store.bodies.prepare(octets);
    expect(second.location).toBe(first.location);
    expect(await lives(second)).toBe(contentId);
    await store.bodies.discard(second);
    expect((await stat(join(store.folder, first.location))).isFile()).toBe(true);
  });

  it('and that the sweeper took meanwhile is reported, never named again', async () => {
    const octets = octetsOf(inlineOctetsMax * 2);
    await lives(await store.bodies.prepare(octets));
    const second = await store.bodies.prepare(octets);
    await store.database.pool.query('UPDATE body SET tombstoned_at = now() WHERE hash = $1', [second.hash]);
    await expect(lives(second)).rejects.toThrow(BodySwept);
    const third = await store.bodies.prepare(octets);
    expect(third.location).not.toBe(second.location);
    await lives(third);
  });
});

describe('the file driver', () => {
  it('removes what is not there without complaint, and reports what cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'congthu-driver-'));
    try {
      const driver = fileBodyDriver(folder);
      await driver.remove('ab/cd/none');
      await expect(driver.read('ab/cd/none', [{ start: 0, end: 1, octets: 1 }], 0)).rejects.toThrow('ENOENT');
      const words = [Buffer.from('xin '), Buffer.from('chào')];
      const packed = words.map((word) => zstdCompressSync(word));
      await driver.write('ab/cd/one', packed);
      const whole = packed[0]!.length + packed[1]!.length;
      const second = { start: packed[0]!.length, end: whole, octets: 5 };
      expect((await driver.read('ab/cd/one', [second], 3)).subarray(3).toString()).toBe('chào');
      const both = [{ start: 0, end: second.start, octets: 4 }, second];
      expect((await driver.read('ab/cd/one', both, 0)).toString()).toBe('xin chào');
      // Frames that are not what the index says, and a file that is too short.
      for (const wrong of [
        { ...second, octets: 6 },
        { ...second, octets: 4 },
        { ...second, end: whole - 1 },
        { ...second, end: whole + 1 },
      ])
        await expect(driver.read('ab/cd/one', [wrong], 0)).rejects.toThrow('cannot be read');
      await expect(driver.write('ab/cd/one', [Buffer.from('other')])).rejects.toThrow('EEXIST');
      expect((await driver.read('ab/cd/one', both, 0)).toString()).toBe('xin chào');
      expect(await bodyFiles(folder)).toEqual(['one']);
      await driver.remove('ab/cd/one');
      expect(await bodyFiles(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('facts of a content', () => {
  it('are stored whatever NUL, lone surrogates and 8-bit octets the header holds', async () => {
    const header = Buffer.concat([
      Buffer.from('From: "a\0b" <a\0@example.test>\r\nSubject: x\0y =?utf-16?B?2AA=?= =?utf-8?Q?=00=ED=A0=80?=\r\n', 'latin1'),
      Buffer.from('Message-ID: <\0\xff@x>\r\nIn-Reply-To: <\0a@b>\r\nReferences: <c\0@d>\r\n', 'latin1'),
      Buffer.from('Content-Type: text/plain; name="\0\xe9"; charset="\0"\r\n\r\n\0\0', 'latin1'),
    ]);
    const place = await storeBody(header);
    expect((await store.bodies.read(place, 0, header.length)).equals(header)).toBe(true);
  });

  it('are stored for a Message-ID longer than an index entry may be', async () => {
    const id = randomBytes(6_000).toString('base64url');
    await storeBody(Buffer.from(`Message-ID: <${id}@x>\r\nReferences: <${id}@y>\r\n\r\n`));
  });

  it('are stored for any octets at all', async () => {
    const inbox = await mailboxOf(store.database, await createAccount(store.database));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const octets = Buffer.concat([Buffer.from('Subject: '), bytes]);
        expect(await put(store, [inbox], octets)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });
});

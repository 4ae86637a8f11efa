import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { mail, mailboxOf, put } from '#mail/store/store.fixture.ts';
import { ImapHouse } from './imap-house.fixture.ts';

let house: ImapHouse;
let person: Awaited<ReturnType<ImapHouse['person']>>;
let client: RawClient;
let count = 0;

beforeAll(async () => {
  house = await ImapHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  count += 1;
  person = await house.person(`person${count}`);
  client = await house.client(person.address);
});

const deliver = async (text: string) => put(house.store, [await mailboxOf(house.store.database, person.accountId)], mail(text));

describe('IMAP over the store', () => {
  it('gives back any octets that were appended, NUL included', async () => {
    const octets = Buffer.concat([
      Buffer.from('Subject: a\0b\r\nFrom: a\0 <a@b>\r\n\r\n'),
      Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256)),
    ]);
    expect((await client.command(Buffer.concat([Buffer.from(`APPEND INBOX ~{${octets.length}+}\r\n`), octets]))).at(-1)).toMatch(/^OK/);
    await client.command('SELECT INBOX');
    const [answer] = await client.command('FETCH 1 BINARY.PEEK[]');
    expect(answer).toBe(`* 1 FETCH (BINARY[] ~{${octets.length}}\r\n${octets.toString('latin1')})`);
    expect((await client.command('FETCH 1 ENVELOPE'))[0]).not.toContain('\0');
  });

  it('counts messages against the quota', async () => {
    const limit = (messages: number) =>
      house.store.database.pool.query('UPDATE account SET quota_messages = $1 WHERE id = $2', [messages, person.accountId]);
    await limit(2);
    await deliver('a');
    await client.command('SELECT INBOX');
    expect((await client.command('GETQUOTAROOT INBOX'))[1]).toMatch(/^\* QUOTA "" \(STORAGE 1 \d+ MESSAGE 1 2\)$/);
    expect((await client.command('COPY 1 Drafts')).at(-1)).toMatch(/^OK/);
    const full = 'NO [OVERQUOTA] Mailbox holds as many messages as it may';
    expect((await client.command('COPY 1 Drafts')).at(-1)).toBe(full);
    expect((await client.command('APPEND Drafts {3}')).at(-1)).toBe(full);
    expect((await client.command('MOVE 1 Drafts')).at(-1)).toMatch(/^OK/);
    await client.command('SELECT Drafts');
    await client.command('STORE 1 +FLAGS.SILENT (\\Deleted)');
    const { rows } = await house.store.database.pool.query('SELECT size_octets FROM message WHERE account_id = $1', [person.accountId]);
    expect(await client.command('STATUS Drafts (DELETED DELETED-STORAGE)')).toContain(
      `* STATUS "Drafts" (DELETED 1 DELETED-STORAGE ${rows[0].size_octets})`,
    );
  });

  it('replaces a draft, also by the message sent, and tells of the new one first', async () => {
    await client.command('APPEND Drafts (\\Draft) {14+}\r\nSubject: a\r\n\r\n');
    await client.command('SELECT Drafts');
    const answer = await client.command('REPLACE 1 Drafts (\\Draft) {14+}\r\nSubject: b\r\n\r\n');
    expect(answer.slice(1)).toEqual(['* 2 EXISTS', '* 2 RECENT', '* 1 EXPUNGE', 'OK REPLACE completed']);
    expect((await client.command('UID REPLACE 2 Sent {14+}\r\nSubject: c\r\n\r\n')).slice(1)).toEqual([
      '* 1 EXPUNGE',
      'OK REPLACE completed',
    ]);
    expect(await client.command('UID REPLACE 2 Sent {14+}\r\nSubject: c\r\n\r\n')).toEqual(['NO [NONEXISTENT] No such message']);
    expect(await client.command('STATUS Sent (MESSAGES)')).toContain('* STATUS "Sent" (MESSAGES 1)');
  });

  it('keeps UIDs and UIDVALIDITY through expunges and renames, and gives a name that comes back another', async () => {
    const identity = async (name: string) => (await client.command(`STATUS ${name} (UIDVALIDITY UIDNEXT)`))[0]?.replace(/^.*\(/, '');
    await client.command('CREATE Work');
    for (let made = 0; made < 2; made += 1) await client.command('APPEND Work (\\Deleted) {14+}\r\nSubject: a\r\n\r\n');
    const before = await identity('Work');
    await client.command('SELECT Work');
    await client.command('EXPUNGE');
    expect(await identity('Work')).toBe(before);
    await client.command('RENAME Work Done');
    expect(await identity('Done')).toBe(before);
    await client.command('CREATE Work');
    expect((await identity('Work'))?.split(' ')[1]).not.toBe(before?.split(' ')[1]);
  });

  it('keeps a thread together', async () => {
    for (const octets of ['Message-ID: <a@x>', 'Message-ID: <b@x>\r\nReferences: <a@x>', 'Subject: c'].map((fields) => `${fields}\r\n\r\n`))
      await client.command(`APPEND INBOX {${octets.length}+}\r\n${octets}`);
    await client.command('SELECT INBOX');
    const ids = (await client.command('FETCH 1:* THREADID')).slice(0, 3).map((line) => /\((T\S+?)\)/.exec(line)?.[1]);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect((await client.command(`SEARCH THREADID ${ids[0]}`))[0]).toBe('* SEARCH 1 2');
  });

  it('finds groups by their names', async () => {
    const octets = 'To: =?utf-8?Q?Ph=C3=B2ng_CNTT?=: a@x.vn;\r\n\r\n';
    await client.command(`APPEND INBOX {${octets.length}+}\r\n${octets}`);
    await deliver('other');
    await client.command('SELECT INBOX');
    expect((await client.command('SEARCH TO "phong cntt"'))[0]).toBe('* SEARCH 1');
  });

  it('shows each message as recent to one session, counted for all others until then', async () => {
    const other = await house.client(person.address);
    await deliver('a');
    await deliver('b');
    expect(await other.command('STATUS INBOX (RECENT)')).toContain('* STATUS INBOX (RECENT 2)');
    expect(await other.command('EXAMINE INBOX')).toContain('* 2 RECENT');
    expect(await client.command('SELECT INBOX')).toContain('* 2 RECENT');
    expect(await other.command('SELECT INBOX')).toContain('* 0 RECENT');
    await deliver('c');
    expect(await other.command('NOOP')).toContain('* 1 RECENT');
    expect((await client.command('NOOP')).join()).not.toContain('RECENT');
    expect((await client.command('SEARCH RECENT'))[0]).toBe('* SEARCH 1 2');
    expect(await client.command('STATUS INBOX (RECENT)')).toContain('* STATUS INBOX (RECENT 0)');
  });
});

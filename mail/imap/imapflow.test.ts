import { ImapFlow } from 'imapflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: ImapFlow;
beforeEach(async () => {
  harness = await startHarness({ plaintext: false });
  harness.backend.inbox.add(message('một'), { prefix: 'Return-Path: <x@example.vn>\r\n' });
  client = new ImapFlow({
    host: '127.0.0.1',
    port: harness.port,
    secure: false,
    doSTARTTLS: true,
    auth: { user: 'an@example.vn', pass: 'secret' },
    tls: { rejectUnauthorized: false },
    logger: false,
  });
  await client.connect();
});
afterEach(async () => {
  client.close();
  await harness[Symbol.asyncDispose]();
});

describe('imapflow', () => {
  it('lists, creates and finds special folders', async () => {
    const created = await client.mailboxCreate(['Công văn', 'đến']);
    expect(created.path).toBe('Công văn/đến');
    const folders = await client.list({ statusQuery: { messages: true, unseen: true } });
    expect(folders.map((folder) => [folder.path, folder.specialUse]).sort()).toContainEqual(['Sent', '\\Sent']);
    expect(folders.find((folder) => folder.path === 'INBOX')?.status?.messages).toBe(1);
    await client.mailboxRename('Công văn/đến', 'Công văn đến');
    await client.mailboxDelete('Công văn đến');
    expect(await client.status('INBOX', { messages: true, uidNext: true })).toMatchObject({ messages: 1, uidNext: 2 });
  });

  it('appends, fetches, flags, searches, copies, moves and expunges', async () => {
    const lock = await client.getMailboxLock('INBOX');
    const appended = await client.append('INBOX', message('hai'), ['\\Seen', '$Label'], new Date('2026-03-04T05:06:07Z'));
    expect(appended).toMatchObject({ uid: 2 });
    const fetched = await client.fetchAll('1:*', {
      uid: true,
      flags: true,
      envelope: true,
      bodyStructure: true,
      size: true,
      internalDate: true,
      source: true,
      headers: ['subject'],
    });
    expect(fetched.map((one) => one.envelope?.subject)).toEqual(['một', 'hai']);
    expect(fetched[1]!.source?.equals(message('hai'))).toBe(true);
    expect(fetched[0]!.source?.toString('latin1').startsWith('Return-Path: <x@example.vn>\r\nFrom:')).toBe(true);
    expect([...fetched[1]!.flags!]).toEqual(['\\Seen', '$Label']);
    expect(await client.search({ header: { subject: 'hai' } }, { uid: true })).toEqual([2]);
    await client.messageFlagsAdd('1', ['\\Flagged']);
    const copied = await client.messageCopy('1', 'Trash');
    expect(copied).toMatchObject({ uidMap: new Map([[1, 1]]) });
    const moved = await client.messageMove('1', 'Sent');
    expect(moved).toMatchObject({ uidMap: new Map([[1, 1]]) });
    await client.messageDelete('1:*');
    expect(await client.search({ all: true })).toEqual([]);
    lock.release();
  });

  it('downloads a part', async () => {
    await client.mailboxOpen('INBOX');
    const { content } = await client.download('1', '1');
    const chunks: Buffer[] = [];
    for await (const chunk of content!) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('Hello\r\n');
  });

  it('hears of new mail while idle', async () => {
    await client.mailboxOpen('INBOX');
    const heard = new Promise<{ count: number }>((resolve) => client.once('exists', resolve));
    const idling = client.idle();
    harness.backend.inbox.add(message('ba'));
    expect((await heard).count).toBe(2);
    await client.noop();
    await idling;
  });
});

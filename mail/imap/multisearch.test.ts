import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  const { backend } = harness;
  backend.inbox.add(message('họp'));
  backend.inbox.add(message('khác'));
  backend.inbox.add(message('họp lại'));
  for (const name of ['Dự án', 'Dự án/2026', 'Dự án/2026/Quý 1']) backend.make(name, null).add(message('họp'));
  backend.mailboxes.get('Sent')!.add(message('khác'));
  client = await harness.signedIn();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const answer = async (text: string) => {
  client.send(`a ESEARCH ${text}\r\n`);
  return client.until('a');
};

describe('ESEARCH', () => {
  it.each([
    'SUBJECT hop',
    'IN () SUBJECT hop',
    'IN (selected) SUBJECT hop',
    'IN (foo) SUBJECT hop',
    'IN (mailboxes) SUBJECT hop',
    'IN (mailboxes ()) SUBJECT hop',
    'IN inboxes SUBJECT hop',
    'IN (inboxes)',
    'IN (inboxes) 1:2',
    'IN (inboxes) NOT (OR SEEN $)',
    'IN (inboxes) RETURN (SAVE) ALL',
  ])('refuses %s where nothing is selected', async (text) => {
    expect((await answer(text)).at(-1)).toMatch(/^a BAD /);
  });

  it('names each mailbox in which something was found, with its UIDs', async () => {
    await client.command('ENABLE IMAP4rev2');
    const lines = await answer('IN (mailboxes (INBOX Sent "Không có") subtree "Dự án") RETURN (COUNT ALL) SUBJECT hop');
    const place = (name: string, validity: number) => `* ESEARCH (TAG "a" MAILBOX ${name} UIDVALIDITY ${validity}) UID`;
    expect(lines).toEqual([
      `${place('INBOX', 1001)} COUNT 2 ALL 1,3`,
      `${place('"Dự án"', 1005)} COUNT 1 ALL 1`,
      `${place('"Dự án/2026"', 1006)} COUNT 1 ALL 1`,
      `${place('"Dự án/2026/Quý 1"', 1007)} COUNT 1 ALL 1`,
      'a OK ESEARCH completed',
    ]);
  });

  it.each([
    ['inboxes', 1],
    ['personal', 4],
    ['subscribed', 4],
    ['subtree-one "D&HvE- &AOE-n"', 2],
    ['subtree-one INBOX', 1],
  ])('takes %s', async (source, count) => {
    expect(await answer(`IN (${source}) SUBJECT hop`)).toHaveLength(count + 1);
  });

  it('searches the selected mailbox, where numbers and SAVE mean something', async () => {
    await client.command('SELECT INBOX');
    expect((await answer('SUBJECT hop'))[0]).toBe('* ESEARCH (TAG "a") UID ALL 1,3');
    expect(await answer('IN (selected) RETURN (SAVE ALL) 2:3')).toContain('* ESEARCH (TAG "a" MAILBOX INBOX UIDVALIDITY 1001) UID ALL 2:3');
    expect((await client.command('FETCH $ UID')).slice(0, -1)).toEqual(['* 2 FETCH (UID 2)', '* 3 FETCH (UID 3)']);
    expect((await answer('IN (inboxes) $')).at(-1)).toMatch(/^a BAD/);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness({ limits: { notifyListMs: 50, sweepMs: 20, notifyMailboxesMax: 5 } });
  client = await harness.signedIn();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const all = '(MessageNew MessageExpunge FlagChange)';
const mailbox = (name: string) => harness.backend.mailboxes.get(name)!;

describe('NOTIFY (RFC 5465)', () => {
  it.each([
    'NOTIFY',
    'NOTIFY GET',
    'NOTIFY SET',
    'NOTIFY SET (personal)',
    'NOTIFY SET (personal (MessageNew))',
    'NOTIFY SET (personal (FlagChange))',
    'NOTIFY SET (somewhere NONE)',
    'NOTIFY SET (personal (MessageNew (UID) MessageExpunge))',
    'NOTIFY SET (selected NONE) (selected-delayed NONE)',
  ])('is BAD when malformed: %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD/);
  });

  it('says which events there are, and when there are too many mailboxes', async () => {
    expect(await client.command('NOTIFY SET (personal (AnnotationChange))')).toEqual([
      'NO [BADEVENT (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange)] An event is not supported',
    ]);
    for (const name of ['One', 'Two']) await client.command(`CREATE ${name}`);
    expect(await client.command(`NOTIFY SET (personal ${all})`)).toEqual(['NO [LIMIT] Too many mailboxes to watch']);
    expect([...harness.backend.mailboxes.values()].every(({ listeners }) => listeners.size === 0)).toBe(true);
  });

  it('tells of other mailboxes by STATUS between commands, the first group that fits counting', async () => {
    expect(await client.command(`NOTIFY SET STATUS (mailboxes Drafts NONE) (subtree (Sent Drafts) ${all})`)).toEqual([
      '* STATUS Sent (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1002 UNSEEN 0)'.replace('Sent', '"Sent"'),
      'OK NOTIFY completed',
    ]);
    mailbox('Drafts').add(message('unheard'));
    mailbox('Sent').add(message('heard'));
    expect(await client.line()).toBe('* STATUS "Sent" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1002 UNSEEN 1)');
    expect(await client.command('NOTIFY NONE')).toEqual(['OK NOTIFY completed']);
    mailbox('Sent').add(message('unheard'));
    expect(await client.command('NOOP')).toEqual(['OK NOOP completed']);
  });

  it('tells of the selected mailbox at once, with what was asked of new messages', async () => {
    await client.command('SELECT INBOX');
    await client.command('NOTIFY SET (selected (MessageNew (UID BODY.PEEK[HEADER.FIELDS (SUBJECT)]) MessageExpunge))');
    harness.backend.inbox.add(message('one'));
    expect(await client.line()).toBe('* 1 EXISTS');
    expect(await client.line()).toMatch(/^\* 1 FETCH \(UID 1 BODY\[HEADER.FIELDS \(SUBJECT\)\] \{16\}/);
    await client.octets('Subject: one\r\n\r\n)\r\n'.length);
    const uid = harness.backend.inbox.messages[0]!.uid;
    harness.backend.inbox.expunge(new Set([uid]));
    expect(await client.line()).toBe('* 1 EXPUNGE');
    client.send('I IDLE\r\n');
    expect(await client.line()).toBe('+ idling');
    harness.backend.inbox.add(message('two'));
    expect(await client.line()).toBe('* 1 EXISTS');
    expect(await client.line()).toMatch(/^\* 1 FETCH \(UID 2 /);
  });

  it('keeps expunges for the next command when asked to', async () => {
    harness.backend.inbox.add(message('one'));
    await client.command('SELECT INBOX');
    await client.command(`NOTIFY SET (selected-delayed ${all})`);
    harness.backend.inbox.expunge(new Set([harness.backend.inbox.messages[0]!.uid]));
    harness.backend.inbox.add(message('two'));
    expect(await client.line()).toBe('* 2 EXISTS');
    expect(await client.command('NOOP')).toEqual(['* 1 EXPUNGE', 'OK NOOP completed']);
  });

  it('tells of names that come, change and go', async () => {
    await client.command('NOTIFY SET (personal (MailboxName SubscriptionChange))');
    harness.backend.make('New', null);
    expect(await client.line()).toBe('* LIST (\\HasNoChildren \\Subscribed) "/" "New"');
    const other = await harness.signedIn();
    await other.command('RENAME New Newer');
    expect(await client.line()).toBe('* LIST (\\HasNoChildren \\Subscribed) "/" "Newer" ("OLDNAME" ("New"))');
    await other.command('UNSUBSCRIBE Newer');
    expect(await client.line()).toBe('* LIST (\\HasNoChildren) "/" "Newer"');
    await other.command('DELETE Newer');
    expect(await client.line()).toBe('* LIST (\\NonExistent) "/" "Newer"');
  });

  // Where each had all put in order anew, this did not end within the time of a test.
  it('tells of thousands of names that change at once', async () => {
    await using large = await startHarness({ limits: { notifyListMs: 50, sweepMs: 20 } });
    const { mailboxes } = large.backend;
    const old = Array.from({ length: 4_000 }, (_, at) => large.backend.make(`Old/${at}`, null));
    const watching = await large.signedIn();
    expect((await watching.command('NOTIFY SET (personal (MailboxName))')).at(-1)).toBe('OK NOTIFY completed');
    for (const renamed of old) {
      mailboxes.delete(renamed.name);
      renamed.name = renamed.name.replace('Old', 'New');
      mailboxes.set(renamed.name, renamed);
    }
    for (const { name } of old)
      expect(await watching.line()).toBe(
        `* LIST (\\HasNoChildren \\Subscribed) "/" "${name}" ("OLDNAME" ("${name.replace('New', 'Old')}"))`,
      );
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  client = await harness.signedIn();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('mailboxes', () => {
  it.each([
    ['CREATE INBOX', 'NO [ALREADYEXISTS] Mailbox exists already'],
    ['CREATE ""', 'NO [CANNOT] Name is empty'],
    ['CREATE "a//b"', 'NO [CANNOT] Name has an empty level'],
    ['CREATE "a*b"', 'NO [CANNOT] Name has a character that is not allowed'],
    ['CREATE x (USE (\\Rubbish))', 'NO [USEATTR] Special use is not supported'],
    ['CREATE x (FOO)', 'BAD Unknown CREATE parameter'],
    ['DELETE INBOX', 'NO [CANNOT] INBOX cannot be deleted'],
    ['DELETE nowhere', 'NO [NONEXISTENT] No such mailbox'],
    ['RENAME nowhere x', 'NO [NONEXISTENT] No such mailbox'],
    ['RENAME Sent Drafts', 'NO [ALREADYEXISTS] Mailbox exists already'],
    ['RENAME Sent Sent/below', 'NO [CANNOT] A mailbox cannot be moved into itself'],
    ['SUBSCRIBE nowhere', 'NO [NONEXISTENT] No such mailbox'],
    ['SELECT nowhere', 'NO [NONEXISTENT] No such mailbox'],
    ['SELECT INBOX (FOO)', 'BAD Unknown SELECT parameter'],
    ['SELECT INBOX (QRESYNC (1 1))', 'BAD Enable QRESYNC first'],
    ['STATUS nowhere (MESSAGES)', 'NO [NONEXISTENT] No such mailbox'],
    ['STATUS INBOX ()', 'BAD No STATUS items'],
    ['STATUS INBOX (FOO)', 'BAD Unknown STATUS item'],
    ['LIST (RECURSIVEMATCH) "" *', 'BAD RECURSIVEMATCH needs another option'],
    ['LIST (FOO) "" *', 'BAD Unknown LIST selection option'],
    ['LIST "" * RETURN (FOO)', 'BAD Unknown LIST return option'],
    ['GETQUOTA other', 'NO [NONEXISTENT] No such quota root'],
  ])('answers %s with %s', async (command, reply) => {
    expect(await client.command(command)).toEqual([reply]);
  });

  it('lists mailboxes with special uses and children', async () => {
    await client.command('CREATE Lưu/2026'.replace('ư', '&AbA-'));
    expect(await client.command('LIST "" *')).toEqual([
      '* LIST (\\HasNoChildren) "/" INBOX',
      '* LIST (\\HasNoChildren \\Drafts) "/" "Drafts"',
      '* LIST (\\Noselect \\HasChildren) "/" "L&AbA-u"',
      '* LIST (\\HasNoChildren) "/" "L&AbA-u/2026"',
      '* LIST (\\HasNoChildren \\Sent) "/" "Sent"',
      '* LIST (\\HasNoChildren \\Trash) "/" "Trash"',
      'OK LIST completed',
    ]);
    expect(await client.command('LIST L&AbA-u/ %')).toEqual(['* LIST (\\HasNoChildren) "/" "L&AbA-u/2026"', 'OK LIST completed']);
    expect(await client.command('LIST "" ""')).toEqual(['* LIST (\\Noselect) "/" ""', 'OK LIST completed']);
  });

  it('lists by subscription, special use and several patterns, with the status of each', async () => {
    await client.command('UNSUBSCRIBE Sent');
    expect(await client.command('LIST (SUBSCRIBED SPECIAL-USE) "" * RETURN (CHILDREN)')).toEqual([
      '* LIST (\\HasNoChildren \\Subscribed \\Drafts) "/" "Drafts"',
      '* LIST (\\HasNoChildren \\Subscribed \\Trash) "/" "Trash"',
      'OK LIST completed',
    ]);
    expect(await client.command('LIST "" (INBOX Sent) RETURN (SUBSCRIBED STATUS (MESSAGES UNSEEN))')).toEqual([
      '* LIST (\\HasNoChildren \\Subscribed) "/" INBOX',
      '* STATUS INBOX (MESSAGES 0 UNSEEN 0)',
      '* LIST (\\HasNoChildren \\Sent) "/" "Sent"',
      '* STATUS "Sent" (MESSAGES 0 UNSEEN 0)',
      'OK LIST completed',
    ]);
  });

  it('shows the way to subscribed mailboxes below', async () => {
    for (const command of ['CREATE a', 'CREATE a/b', 'UNSUBSCRIBE a']) await client.command(command);
    expect(await client.command('LIST (SUBSCRIBED RECURSIVEMATCH) "" a')).toEqual([
      '* LIST (\\HasChildren) "/" "a" ("CHILDINFO" ("SUBSCRIBED"))',
      'OK LIST completed',
    ]);
    expect(await client.command('LSUB "" a%')).toEqual(['* LSUB (\\Noselect \\HasChildren) "/" "a"', 'OK LSUB completed']);
    expect(await client.command('LSUB "" a*')).toEqual(['* LSUB (\\HasNoChildren) "/" "a/b"', 'OK LSUB completed']);
  });

  it('speaks UTF-8 once IMAP4rev2 is enabled', async () => {
    expect(await client.command('ENABLE IMAP4rev2 FOO')).toEqual(['* ENABLED IMAP4rev2', 'OK ENABLE completed']);
    expect((await client.command('CREATE "Công văn & thư"')).at(-1)).toMatch(/^OK \[MAILBOXID \(M\d+\)\]/);
    expect(await client.command('LIST "" "Công*"')).toEqual(['* LIST (\\HasNoChildren) "/" "Công văn & thư"', 'OK LIST completed']);
    const selected = await client.command('SELECT INBOX');
    expect(selected).toContain('* LIST () "/" INBOX');
    expect(selected.join('\n')).not.toMatch(/RECENT|UNSEEN/);
  });

  it('creates with a special use, renames and deletes', async () => {
    expect((await client.command('CREATE Kho/ (USE (\\Archive))')).at(-1)).toMatch(/^OK/);
    await client.command('RENAME Kho Kho2');
    expect(await client.command('LIST (SPECIAL-USE) "" K*')).toEqual([
      '* LIST (\\HasNoChildren \\Archive) "/" "Kho2"',
      'OK LIST completed',
    ]);
    expect(await client.command('DELETE Kho2')).toEqual(['OK DELETE completed']);
  });

  it('tells that the selected mailbox is closed when it is deleted', async () => {
    await client.command('SELECT Drafts');
    expect(await client.command('DELETE Drafts')).toEqual(['* OK [CLOSED] The selected mailbox was deleted', 'OK DELETE completed']);
    expect(await client.command('CHECK')).toEqual(['BAD Command not allowed now']);
  });

  it('tells the status', async () => {
    harness.backend.inbox.add(message('x'));
    const { length } = message('x');
    harness.backend.inbox.messages[0]!.bits = 8;
    expect(await client.command('STATUS inbox (DELETED DELETED-STORAGE)')).toContain(
      `* STATUS INBOX (DELETED 1 DELETED-STORAGE ${length})`,
    );
    harness.backend.inbox.messages[0]!.bits = 0;
    expect(await client.command('STATUS inbox (MESSAGES UIDNEXT UIDVALIDITY UNSEEN DELETED SIZE HIGHESTMODSEQ MAILBOXID RECENT)')).toEqual([
      `* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1001 UNSEEN 1 DELETED 0 SIZE ${length} HIGHESTMODSEQ 2 MAILBOXID (M1) RECENT 0)`,
      'OK STATUS completed',
    ]);
  });

  it('tells quota in units of 1,024 octets', async () => {
    harness.backend.inbox.add(message('x', 'y'.repeat(3_000)));
    expect(await client.command('GETQUOTAROOT INBOX')).toEqual([
      '* QUOTAROOT INBOX ""',
      '* QUOTA "" (STORAGE 4 1048576)',
      'OK GETQUOTAROOT completed',
    ]);
  });

  it('has one personal namespace without prefix, and one for the mailboxes of others', async () => {
    expect(await client.command('NAMESPACE')).toEqual(['* NAMESPACE (("" "/")) (("Shared/" "/")) NIL', 'OK NAMESPACE completed']);
  });

  it('says where the previous mailbox ends when another is selected, even in vain', async () => {
    await client.command('SELECT INBOX');
    expect((await client.command('SELECT Sent'))[0]).toBe('* OK [CLOSED] Previous mailbox closed');
    expect(await client.command('SELECT nowhere')).toEqual(['* OK [CLOSED] Previous mailbox closed', 'NO [NONEXISTENT] No such mailbox']);
    expect(await client.command('FETCH 1 FLAGS')).toEqual(['BAD Command not allowed now']);
  });

  it('keeps a mailbox that was examined as it is', async () => {
    harness.backend.inbox.add(message('x'), { flags: { bits: 8, keywords: [] } });
    const examined = await client.command('EXAMINE INBOX');
    expect(examined).toContain('* OK [PERMANENTFLAGS ()] Flags that are kept');
    expect(examined.at(-1)).toBe('OK [READ-ONLY] EXAMINE completed');
    expect(await client.command('STORE 1 +FLAGS (\\Seen)')).toEqual(['NO [NOPERM] Mailbox is read-only']);
    expect(await client.command('EXPUNGE')).toEqual(['NO [NOPERM] Mailbox is read-only']);
    expect(await client.command('MOVE 1 Sent')).toEqual(['NO [NOPERM] Mailbox is read-only']);
    await client.command('FETCH 1 BODY[]');
    await client.command('CLOSE');
    expect(harness.backend.inbox.messages.map((one) => one.bits)).toEqual([8]);
  });

  it('expunges at CLOSE and not at UNSELECT', async () => {
    harness.backend.inbox.add(message('x'), { flags: { bits: 8, keywords: [] } });
    await client.command('SELECT INBOX');
    expect(await client.command('UNSELECT')).toEqual(['OK UNSELECT completed']);
    expect(harness.backend.inbox.messages).toHaveLength(1);
    await client.command('SELECT INBOX');
    expect(await client.command('CLOSE')).toEqual(['OK CLOSE completed']);
    expect(harness.backend.inbox.messages).toHaveLength(0);
  });
});

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

describe('commands about rights (RFC 4314)', () => {
  it.each(['MYRIGHTS Nowhere', 'GETACL Nowhere', 'LISTRIGHTS Nowhere binh', 'SETACL Nowhere binh lrs', 'DELETEACL Nowhere binh'])(
    'say that there is no such mailbox: %s',
    async (command) => {
      expect(await client.command(command)).toEqual(['NO [NONEXISTENT] No such mailbox']);
    },
  );

  it.each(['GETACL INBOX', 'LISTRIGHTS INBOX binh', 'SETACL INBOX binh lrs', 'DELETEACL INBOX binh'])(
    'need the right to manage: %s',
    async (command) => {
      harness.backend.inbox.rights = 'lrs';
      expect(await client.command(command)).toEqual(['NO [NOPERM] Not yours to manage']);
    },
  );

  it.each(['SETACL INBOX binh LRS', 'SETACL INBOX binh l/r', 'SETACL INBOX binh +-l', 'SETACL INBOX binh', 'MYRIGHTS', 'GETACL INBOX x'])(
    'are BAD when malformed: %s',
    async (command) => {
      expect((await client.command(command))[0]).toMatch(/^BAD /);
    },
  );

  it('tell rights, and change them by setting, adding and deleting', async () => {
    expect(await client.command('MYRIGHTS INBOX')).toEqual(['* MYRIGHTS INBOX "lrswteikxa"', 'OK MYRIGHTS completed']);
    expect(await client.command('LISTRIGHTS INBOX binh')).toEqual(['* LISTRIGHTS INBOX "binh" "" "lrs" "a"', 'OK LISTRIGHTS completed']);
    await client.command('SETACL INBOX "binh@example.vn" lrs');
    await client.command('SETACL INBOX binh@example.vn +a');
    await client.command('SETACL INBOX chi@example.vn lrs');
    expect(await client.command('GETACL INBOX')).toEqual([
      '* ACL INBOX "binh@example.vn" "lrsa" "chi@example.vn" "lrs"',
      'OK GETACL completed',
    ]);
    await client.command('DELETEACL INBOX binh@example.vn');
    expect((await client.command('GETACL INBOX'))[0]).toBe('* ACL INBOX "chi@example.vn" "lrs"');
  });

  it('are told with LIST (RFC 8440)', async () => {
    harness.backend.inbox.rights = 'lrs';
    expect(await client.command('LIST "" INBOX RETURN (MYRIGHTS STATUS (MESSAGES))')).toEqual([
      '* LIST (\\HasNoChildren) "/" INBOX',
      '* MYRIGHTS INBOX "lrs"',
      '* STATUS INBOX (MESSAGES 0)',
      'OK LIST completed',
    ]);
  });
});

describe('a mailbox with some rights only', () => {
  it('keeps only the flags that may be set', async () => {
    harness.backend.inbox.rights = 'lrs';
    expect(await client.command('SELECT INBOX')).toContain('* OK [PERMANENTFLAGS (\\Seen)] Flags that are kept');
  });

  it('is closed by CLOSE, which then expunges nothing', async () => {
    harness.backend.inbox.add(message('one'), { flags: { bits: 8, keywords: [] } });
    harness.backend.inbox.rights = 'lrswtikx';
    await client.command('SELECT INBOX');
    expect(await client.command('CLOSE')).toEqual(['OK CLOSE completed, nothing was expunged']);
    expect(harness.backend.inbox.messages).toHaveLength(1);
  });

  it('is taken away while it is selected by ending the connection, with the reason', async () => {
    await client.command('SELECT INBOX');
    client.send('I IDLE\r\n');
    expect(await client.line()).toBe('+ idling');
    harness.backend.inbox.rights = '';
    expect((await client.rest()).at(-1)).toBe('* BYE [NOPERM] Access to the selected mailbox has ended');
  });
});

describe('namespaces and quota roots', () => {
  it('announces the mailboxes of others under a prefix of their own', async () => {
    expect((await client.command('NAMESPACE'))[0]).toBe('* NAMESPACE (("" "/")) (("Shared/" "/")) NIL');
  });

  it('refuses to set a quota, and shows MESSAGE only where it is limited', async () => {
    expect(await client.command('SETQUOTA "" (STORAGE 512)')).toEqual(['NO [NOPERM] Quotas are set by the administrator']);
    expect((await client.command('GETQUOTA ""'))[0]).toBe('* QUOTA "" (STORAGE 0 1048576)');
    harness.backend.quotaMessages = 10;
    expect((await client.command('GETQUOTAROOT INBOX')).slice(0, 2)).toEqual([
      '* QUOTAROOT INBOX ""',
      '* QUOTA "" (STORAGE 0 1048576 MESSAGE 0 10)',
    ]);
  });
});

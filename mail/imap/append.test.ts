import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness({ limits: { appendOctetsMax: 10_000, multiAppendOctetsMax: 15_000, multiAppendMessagesMax: 3 } });
  client = await harness.signedIn();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const mail = message('draft').toString('latin1');

describe('APPEND', () => {
  it.each([
    ['a mailbox that does not exist', 'APPEND nowhere {10}', 'NO [TRYCREATE] No such mailbox'],
    ['a message that is too large', 'APPEND INBOX {10001}', 'NO [TOOBIG] Message too large'],
    ['an announced size beyond all measure', 'APPEND INBOX {99999999999999999999}', 'NO [TOOBIG] Message too large'],
    ['an empty message', 'APPEND INBOX {0}', 'BAD Message is empty'],
  ])('refuses %s before the literal', async (_, command, reply) => {
    expect(await client.command(command)).toEqual([reply]);
    expect(await client.command('NOOP')).toEqual(['OK NOOP completed']);
  });

  it('refuses before the literal when the mailbox is full', async () => {
    harness.backend.quotaOctets = 5;
    expect(await client.command('APPEND INBOX {10}')).toEqual(['NO [OVERQUOTA] Mailbox is full']);
  });

  it('refuses more messages than the mailbox may still hold, keeping none', async () => {
    harness.backend.quotaMessages = 1;
    expect((await client.command('APPEND INBOX {3+}\r\nabc {3+}\r\nabc')).at(-1)).toBe('NO [OVERQUOTA] Mailbox is full');
    expect(harness.backend.inbox.messages).toHaveLength(0);
    harness.backend.quotaMessages = 0;
    expect(await client.command('APPEND INBOX {10}')).toEqual(['NO [OVERQUOTA] Mailbox is full']);
  });

  it('goes on refusing a full mailbox, however often it is asked', async () => {
    harness.backend.quotaOctets = 5;
    for (let count = 0; count < 30; count += 1)
      expect(await client.command('APPEND INBOX {10}')).toEqual(['NO [OVERQUOTA] Mailbox is full']);
  });

  it('throws away a non-synchronising literal that is too large, and goes on', async () => {
    client.send(`a APPEND INBOX {12000+}\r\n${'x'.repeat(12_000)}\r\nb NOOP\r\n`);
    expect(await client.until('b')).toEqual(['a NO [TOOBIG] Message too large', 'b OK NOOP completed']);
  });

  it('takes short literals only unasked from clients that LITERAL+ is hidden from', async () => {
    harness.backend.hiddenCapabilities.add('LITERAL+');
    const offered = (await client.command('CAPABILITY'))[0]?.split(' ');
    expect(offered).toContain('LITERAL-');
    expect(offered).not.toContain('LITERAL+');
    client.send(
      `a APPEND INBOX {4097+}\r\n${'x'.repeat(4_097)}\r\nb APPEND INBOX {4096+}\r\n${'x'.repeat(4_096)}\r\nc APPEND INBOX {4097}\r\n`,
    );
    expect(await client.until('b')).toEqual([
      'a BAD [TOOBIG] Literal too large to come unasked',
      'b OK [APPENDUID 1001 1] APPEND completed',
    ]);
    expect(await client.line()).toBe('+ OK');
  });

  it.each([
    ['a date that is none', 'APPEND INBOX "99-Foo-2026 00:00:00 +0000" {3+}\r\nabc'],
    ['a flag that cannot be set', 'APPEND INBOX (\\Recent) {3+}\r\nabc'],
    ['no message', 'APPEND INBOX'],
    ['text after the message', 'APPEND INBOX {3+}\r\nabc def'],
  ])('refuses %s', async (_, command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD /);
    expect(harness.backend.inbox.messages).toHaveLength(0);
  });

  it('refuses NUL inside a message', async () => {
    expect(await client.command('APPEND INBOX {3+}\r\na\0b')).toEqual(['NO [CANNOT] Message contains NUL']);
  });

  it('refuses one message more than an APPEND may have, keeping none', async () => {
    const one = '{3+}\r\nabc';
    client.send(`a APPEND INBOX ${[one, one, one, one].join(' ')}\r\nb NOOP\r\n`);
    expect(await client.until('b')).toEqual(['a NO [LIMIT] Too much in one APPEND', 'b OK NOOP completed']);
    expect(harness.backend.inbox.messages).toHaveLength(0);
  });

  it('stores the octets with flags and date', async () => {
    client.send(`a APPEND Drafts (\\Draft \\Seen $Label) "22-Nov-2026 08:00:00 +0700" {${mail.length}}\r\n`);
    expect(await client.line()).toBe('+ OK');
    client.send(`${mail}\r\n`);
    expect(await client.answer('a')).toEqual(['OK [APPENDUID 1003 1] APPEND completed']);
    await client.command('SELECT Drafts');
    expect((await client.command('FETCH 1 (FLAGS INTERNALDATE BODY.PEEK[])'))[0]).toBe(
      `* 1 FETCH (FLAGS (\\Seen \\Draft $Label) INTERNALDATE "22-Nov-2026 08:00:00 +0700" BODY[] {${mail.length}}\r\n${mail})`,
    );
  });

  it('takes several messages, a mailbox name as a literal, and UTF8 wrapping', async () => {
    const parts = `{5+}\r\nINBOX (\\Seen) {${mail.length}+}\r\n${mail} UTF8 (~{${mail.length}+}\r\n${mail})`;
    expect(await client.command(`APPEND ${parts}`)).toEqual(['OK [APPENDUID 1001 1:2] APPEND completed']);
  });

  it('shows itself in the selected mailbox', async () => {
    await client.command('SELECT INBOX');
    expect(await client.command(`APPEND INBOX {${mail.length}+}\r\n${mail}`)).toEqual([
      '* 1 EXISTS',
      'OK [APPENDUID 1001 1] APPEND completed',
    ]);
  });

  it('stores nothing when the client goes away in the middle', async () => {
    client.send('a APPEND INBOX {100}\r\n');
    await client.line();
    client.send('half of it');
    client.socket.end();
    await client.rest();
    await expect.poll(() => harness.server.connectionCount).toBe(0);
    expect(harness.backend.inbox.messages).toHaveLength(0);
  });
});

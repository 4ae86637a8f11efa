import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

const first = message('first', 'one\r\n.two\r\n\r\nfour\r\n');
const second = message('second', 'no line end');

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
  harness.backend.add(first);
  harness.backend.add(second);
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

async function say(client: RawClient, ...commands: string[]): Promise<(string | null)[]> {
  const replies: (string | null)[] = [];
  for (const command of commands) replies.push(await client.command(command));
  return replies;
}

describe('commands that are refused', () => {
  it.each(['STAT', 'LIST', 'UIDL', 'RETR 1', 'TOP 1 0', 'DELE 1', 'RSET', 'NOOP'])('%s before sign-in', async (command) => {
    const client = await harness.connect();
    expect(await client.command(command)).toBe('-ERR Sign in first');
  });

  it.each(['USER an', 'PASS x', 'AUTH', 'STLS', 'UTF8'])('%s after sign-in', async (command) => {
    const client = await harness.signedIn();
    expect(await client.command(command)).toBe('-ERR Command is not allowed after sign-in');
  });

  it.each([
    ...['STAT 1', 'LIST x', 'LIST 1 2', 'UIDL -1', 'RETR', 'RETR 1 2', 'RETR one', 'TOP 1', 'TOP 1 -1', 'TOP 1 2 3', 'DELE', 'DELE 1 2'],
    ...['RSET 1', 'NOOP x', 'QUIT now', 'CAPA x', 'ST\0AT', '', ' STAT', 'LIST \xff'],
  ])('%j is malformed', async (command) => {
    const client = await harness.signedIn();
    expect(await client.command(Buffer.from(command, 'latin1'))).toBe('-ERR Malformed command');
    expect(await client.command('NOOP')).toBe('+OK Nothing to do');
  });

  it.each(['APOP an 0123456789abcdef', 'XTND', 'LAST', 'GET / HTTP'])('%s is unknown', async (command) => {
    const client = await harness.connect();
    expect(await client.command(command)).toBe('-ERR Unknown command');
  });

  it.each(['LIST 3', 'UIDL 0', 'RETR 3', 'TOP 9999999999 1', 'DELE 3'])('%s names no message', async (command) => {
    const client = await harness.signedIn();
    expect(await client.command(command)).toBe('-ERR No such message');
  });

  it.each(['LIST 1', 'UIDL 1', 'RETR 1', 'TOP 1 0', 'DELE 1'])('%s names a deleted message', async (command) => {
    const client = await harness.signedIn();
    await client.command('DELE 1');
    expect(await client.command(command)).toBe('-ERR Message is marked as deleted');
  });
});

describe('the listing', () => {
  it('counts octets as RETR sends them, with the last CRLF where there is none', async () => {
    const client = await harness.signedIn();
    const total = first.length + second.length + 2;
    expect(await say(client, 'STAT', 'LIST 1', 'LIST 2')).toEqual([
      `+OK 2 ${total}`,
      `+OK 1 ${first.length}`,
      `+OK 2 ${second.length + 2}`,
    ]);
    expect(await client.list('LIST')).toEqual(['+OK Listing follows', `1 ${first.length}`, `2 ${second.length + 2}`]);
  });

  it('has unique-ids that say UIDVALIDITY and UID', async () => {
    const client = await harness.signedIn();
    expect(await client.list('UIDL')).toEqual(['+OK Listing follows', '1 1764000000.7', '2 1764000000.8']);
    expect(await client.command('UIDL 2')).toBe('+OK 2 1764000000.8');
  });

  it('is empty for an empty mailbox', async () => {
    harness.backend.messages.clear();
    const client = await harness.signedIn();
    expect(await client.command('STAT')).toBe('+OK 0 0');
    expect(await client.list('LIST')).toEqual(['+OK Listing follows']);
    expect(await client.list('UIDL')).toEqual(['+OK Listing follows']);
  });

  it('comes whole when it is long', async () => {
    for (let index = 0; index < 2_500; index++) harness.backend.add('x');
    const client = await harness.signedIn();
    const lines = await client.list('LIST');
    expect(lines).toHaveLength(2_503);
    expect(lines.slice(3).every((line, index) => line === `${index + 3} 3`)).toBe(true);
  });

  it('stays as it was at sign-in, whatever others do', async () => {
    const client = await harness.signedIn();
    harness.backend.add(message('third'));
    harness.backend.messages.delete(7 as Uid);
    expect(await client.command('STAT')).toMatch(/^\+OK 2 /);
    expect((await client.octets('RETR 1')).octets).toContain('Subject: first');
  });
});

describe('RETR and TOP', () => {
  it('send the octets as they are, dots doubled', async () => {
    const client = await harness.signedIn();
    expect(await client.octets('RETR 1')).toEqual({
      status: `+OK ${first.length} octets`,
      octets: `${first.replace('.two', '..two')}.\r\n`,
    });
    expect((await client.octets('RETR 2')).octets).toBe(`${second}\r\n.\r\n`);
  });

  it('send 8-bit octets and NUL as they are', async () => {
    const octets = Buffer.from('Subject: \xe1\xbb\x87\r\n\r\n\0\xff\x80\r\n', 'latin1');
    harness.backend.add(octets);
    const client = await harness.signedIn();
    expect((await client.octets('RETR 3')).octets).toBe(`${octets.toString('latin1')}.\r\n`);
  });

  it('send an empty message as none', async () => {
    harness.backend.add('');
    const client = await harness.signedIn();
    expect(await client.octets('RETR 3')).toEqual({ status: '+OK 0 octets', octets: '.\r\n' });
    expect(await client.octets('TOP 3 5')).toEqual({ status: '+OK 0 octets', octets: '.\r\n' });
  });

  it('are the same in whatever pieces the store gives them', async () => {
    for (const pieceOctets of [1, 2, 3, 7]) {
      harness.backend.pieceOctets = pieceOctets;
      const client = await harness.signedIn();
      expect((await client.octets('RETR 1')).octets).toBe(`${first.replace('.two', '..two')}.\r\n`);
      expect((await client.octets('TOP 1 2')).octets).toBe(`${first.replace('.two', '..two').replace('\r\nfour\r\n', '')}.\r\n`);
      await client.command('QUIT');
    }
  });

  it('TOP reads no more of a message than it sends', async () => {
    harness.backend.pieceOctets = 50;
    harness.backend.add(message('large', 'x\r\n'.repeat(10_000)));
    const client = await harness.signedIn();
    expect((await client.octets('TOP 3 1')).octets).toBe(`${message('large', 'x\r\n')}.\r\n`);
    expect(harness.backend.piecesRead).toBeLessThan(5);
  });

  it('answer -ERR when the store fails before anything was sent, and cut the connection afterwards', async () => {
    harness.backend.pieceOctets = 20;
    harness.backend.failsAtPiece = 0;
    const client = await harness.signedIn();
    expect(await client.command('RETR 1')).toBe('-ERR [SYS/TEMP] Something failed on our side');
    harness.backend.failsAtPiece = 2;
    const { octets } = await client.octets('RETR 1');
    expect(octets).toMatch(/\(hung up\)$/);
    expect(octets).not.toContain('.\r\n');
    expect(harness.backend.messages.size).toBe(2);
  });
});

describe('deleting', () => {
  it('hides a message at once and takes it out at QUIT', async () => {
    const client = await harness.signedIn();
    expect(await say(client, 'DELE 1', 'STAT')).toEqual(['+OK Message marked as deleted', `+OK 1 ${second.length + 2}`]);
    expect(await client.list('LIST')).toEqual(['+OK Listing follows', `2 ${second.length + 2}`]);
    expect(harness.backend.messages.size).toBe(2);
    expect(await client.command('QUIT')).toBe('+OK Goodbye');
    expect(await client.rest()).toEqual([]);
    expect([...harness.backend.messages.keys()]).toEqual([8]);
  });

  it('is undone by RSET', async () => {
    const client = await harness.signedIn();
    expect(await say(client, 'DELE 1', 'DELE 2', 'RSET', 'QUIT')).toEqual([
      ...Array(2).fill('+OK Message marked as deleted'),
      `+OK Mailbox has 2 messages (${first.length + second.length + 2} octets)`,
      '+OK Goodbye',
    ]);
    expect(harness.backend.messages.size).toBe(2);
  });

  it('comes to nothing without QUIT', async () => {
    const client = await harness.signedIn();
    await client.command('DELE 1');
    client.destroy();
    await expect.poll(() => harness.backend.isLocked).toBe(false);
    expect(harness.backend.messages.size).toBe(2);
  });

  it.each([
    ['is refused', (harness: Harness) => Object.assign(harness.backend, { refusesRemoval: { kind: 'conflict', message: 'x' } }), 'IN-USE'],
    ['fails', (harness: Harness) => Object.assign(harness.backend, { failsRemoval: true }), 'SYS/TEMP'],
    ['comes after access ended', (harness: Harness) => Object.assign(harness.backend, { standing: 'access-ended' }), 'SYS/PERM'],
  ])('that %s is answered -ERR and frees the mailbox', async (_what, spoil, code) => {
    await harness[Symbol.asyncDispose]();
    harness = await startHarness({ limits: { sweepMs: 600_000 } });
    harness.backend.add(first);
    const client = await harness.signedIn();
    await client.command('DELE 1');
    spoil(harness);
    expect(await client.command('QUIT')).toBe(`-ERR [${code}] Deleted messages were not removed`);
    expect(await client.rest()).toEqual([]);
    await expect.poll(() => harness.backend.isLocked).toBe(false);
    expect(harness.backend.messages.size).toBe(1);
  });

  it('frees the mailbox before QUIT is answered', async () => {
    const client = await harness.signedIn();
    await client.command('DELE 1');
    await client.command('QUIT');
    expect(harness.backend.isLocked).toBe(false);
  });
});

describe('pipelining', () => {
  const dialogue =
    'USER an@example.vn\r\nPASS mật khẩu 1\r\nSTAT\r\nUIDL 1\r\nNOOP\r\nBAD1\r\nDELE 2\r\nRETR 2\r\nSTAT\r\nRSET\r\nQUIT\r\n';
  const answers = [
    '+OK Send the password',
    `+OK Mailbox has 2 messages (${first.length + second.length + 2} octets)`,
    `+OK 2 ${first.length + second.length + 2}`,
    '+OK 1 1764000000.7',
    '+OK Nothing to do',
    '-ERR Unknown command',
    '+OK Message marked as deleted',
    '-ERR Message is marked as deleted',
    `+OK 1 ${first.length}`,
    `+OK Mailbox has 2 messages (${first.length + second.length + 2} octets)`,
    '+OK Goodbye',
  ];

  it('answers many commands sent at once in their order', async () => {
    const client = await harness.connect();
    client.send(dialogue);
    expect(await client.rest()).toEqual(answers);
  });

  it('answers alike when the octets come one by one', async () => {
    const client = await harness.connect();
    client.socket.setNoDelay(true);
    for (const octet of Buffer.from(dialogue)) {
      client.send(Buffer.from([octet]));
      await new Promise(setImmediate);
    }
    expect(await client.rest()).toEqual(answers);
  });

  it('obeys nothing that follows QUIT', async () => {
    const client = await harness.signedIn();
    client.send('QUIT\r\nUSER an@example.vn\r\n');
    expect(await client.rest()).toEqual(['+OK Goodbye']);
  });
});

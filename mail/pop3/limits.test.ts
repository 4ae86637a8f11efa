import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, type HarnessOptions, message, startHarness } from './testing/raw-client.ts';

let harness: Harness;
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});
async function start(options: HarnessOptions = {}): Promise<Harness> {
  harness = await startHarness(options);
  return harness;
}
function connectHalfOpen(): Socket {
  // A reset is seen as the close that follows.
  return connect({ port: harness.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
}
const events = () => harness.events.map((event) => event.event);
const ends = () => harness.events.filter((event) => event.event === 'pop3.disconnected').map((event) => event.why);

describe('limits', () => {
  it('ends the connection on a line that is too long, whether or not its end comes', async () => {
    await start();
    for (const octets of [`USER ${'x'.repeat(5_000)}\r\n`, 'x'.repeat(5_000)]) {
      const client = await harness.connect();
      client.send(octets);
      expect(await client.rest()).toEqual(['-ERR Line too long']);
    }
    const client = await harness.connect();
    await client.command('AUTH PLAIN');
    client.send('A'.repeat(5_000));
    expect(await client.rest()).toEqual(['-ERR Line too long']);
  });

  it('ends the connection after bad commands in a row, sooner before sign-in', async () => {
    await start({ limits: { badCommandsBeforeAuthMax: 2, badCommandsMax: 3 } });
    const stranger = await harness.connect();
    stranger.send('X123\r\nX123\r\n');
    expect(await stranger.rest()).toEqual(['-ERR Unknown command', '-ERR Unknown command', '-ERR Too many bad commands']);
    const client = await harness.signedIn();
    client.send('X123\r\nX123\r\nNOOP\r\nX123\r\nX123\r\nX123\r\n');
    expect((await client.rest()).at(-1)).toBe('-ERR Too many bad commands');
    expect(events()).toContain('pop3.hostile-input');
  });

  it('turns away an address with too many connections, and lets it in when one ends', async () => {
    await start({ limits: { connectionsPerAddressMax: 1 } });
    const first = await harness.connect();
    const second = await harness.connect();
    expect(await second.rest()).toEqual([]);
    expect(events()).toContain('pop3.turned-away');
    second.destroy();
    await first.command('QUIT');
    await first.rest();
    first.destroy();
    await expect.poll(async () => (await (await harness.connect()).command('CAPA')) !== null).toBe(true);
  });

  it('closes an idle session without a word and without deleting', async () => {
    await start({ limits: { idleMsMax: 30, sweepMs: 10 } });
    harness.backend.add(message('one'));
    const client = await harness.signedIn();
    client.send('DELE 1\r\n');
    expect(await client.rest()).toEqual(['+OK Message marked as deleted']);
    await expect.poll(() => harness.backend.isLocked).toBe(false);
    expect(harness.backend.messages.size).toBe(1);
    expect(ends()).toEqual(['idle']);
  });

  it('does not take single octets for activity', async () => {
    await start({ limits: { idleMsMax: 50, sweepMs: 10 } });
    const client = await harness.signedIn();
    const dribble = setInterval(() => client.send('x'), 5);
    expect(await client.rest()).toEqual([]);
    clearInterval(dribble);
    expect(ends()).toEqual(['idle']);
  });

  it('closes a connection that never signs in, whatever it says', async () => {
    await start({ limits: { signInMsMax: 50, sweepMs: 10 } });
    const client = await harness.connect();
    const busy = setInterval(() => client.send('CAPA\r\n'), 5);
    await client.rest();
    clearInterval(busy);
    expect(ends()).toEqual(['never signed in']);
  });

  it('cuts off a client that stops reading, and has read no more of the message than it took', async () => {
    await start({ limits: { outputStallMsMax: 30, sweepMs: 10 } });
    harness.backend.add('x'.repeat(64 * 1024 * 1024));
    const client = await harness.signedIn();
    client.socket.pause();
    client.send('RETR 1\r\n');
    await expect.poll(() => events()).toContain('pop3.stalled');
    await expect.poll(() => harness.backend.isLocked).toBe(false);
    expect(harness.backend.piecesRead).toBeLessThan(512);
  });

  it('reads no further while a client pipelines more than it takes answers', async () => {
    await start({ limits: { inputBufferedOctetsMax: 1_000 } });
    harness.backend.add('x'.repeat(1024 * 1024));
    const client = await harness.signedIn();
    client.send('RETR 1\r\n'.repeat(20));
    client.send('QUIT\r\n');
    const lines = await client.rest();
    expect(lines.filter((line) => line.startsWith('+OK 1048578'))).toHaveLength(20);
    expect(lines.at(-1)).toBe('+OK Goodbye');
  });
});

describe('the end of a session', () => {
  it('does not wait for a client that keeps its side open', async () => {
    await start({ limits: { lingerMsMax: 20 } });
    const socket = connectHalfOpen();
    await once(socket, 'data');
    socket.write('QUIT\r\n');
    await once(socket, 'end');
    const busy = setInterval(() => socket.write('NOOP\r\n'), 5);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(busy);
    expect(ends()).toEqual(['quit']);
  });

  it.each([
    ['access-ended', '-ERR [SYS/PERM] Access has ended'],
    ['lock-lost', '-ERR [SYS/PERM] The mailbox is no longer held by this session'],
  ] as const)('comes by itself with %s, and nothing is deleted', async (standing, words) => {
    await start({ limits: { sweepMs: 10 } });
    harness.backend.add(message('one'));
    const client = await harness.signedIn();
    await client.command('DELE 1');
    harness.backend.standing = standing;
    expect(await client.rest()).toEqual([words]);
    expect(harness.backend.messages.size).toBe(1);
    expect(events()).toContain(`pop3.${standing}`);
  });

  it.each([['QUIT'], ['DELE 1', 'QUIT']])('is not taken for a lost lock while the lock is given back after %s', async (...commands) => {
    await start({ limits: { sweepMs: 5 } });
    harness.backend.add(message('one'));
    const client = await harness.signedIn();
    const { promise, resolve } = Promise.withResolvers<void>();
    harness.backend.slowness = promise;
    client.send(commands.map((command) => `${command}\r\n`).join(''));
    await expect.poll(() => harness.backend.standing).toBe('lock-lost');
    await pause(20);
    resolve();
    expect((await client.rest()).at(-1)).toBe('+OK Goodbye');
    expect(events()).not.toContain('pop3.lock-lost');
  });

  it('cuts off a message under way when access ends', async () => {
    await start({ limits: { sweepMs: 10 } });
    harness.backend.add('x'.repeat(64 * 1024 * 1024));
    const client = await harness.signedIn();
    client.socket.pause();
    client.send('RETR 1\r\n');
    await expect.poll(() => harness.backend.piecesRead).toBeGreaterThan(0);
    harness.backend.standing = 'access-ended';
    await expect.poll(() => harness.backend.isLocked).toBe(false);
  });

  it('is told to clients when the server closes, and frees their mailboxes', async () => {
    await start();
    const client = await harness.signedIn();
    const asking = await harness.connect();
    await asking.command('AUTH PLAIN');
    await harness.server.close();
    expect(await client.rest()).toEqual(['-ERR [SYS/TEMP] Server shutting down']);
    expect((await asking.rest()).at(-1)).toBe('-ERR [SYS/TEMP] Server shutting down');
    expect(harness.backend.isLocked).toBe(false);
    expect(harness.server.connectionCount).toBe(0);
  });
});

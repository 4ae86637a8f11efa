import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImapLimits } from './limits.ts';
import { type Harness, message, startHarness } from './testing/raw-client.ts';

let harness: Harness;
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

async function start(limits: Partial<ImapLimits>): Promise<Harness> {
  harness = await startHarness({ limits });
  return harness;
}

/** A client that answers our goodbye with none of its own. */
function connectHalfOpen(): Socket {
  // A reset is seen as the close that follows.
  return connect({ port: harness.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
}

/** Resolves when the client is cut off although it goes on talking. */
async function cutOff(socket: Socket): Promise<void> {
  const busy = setInterval(() => socket.write('a NOOP\r\n'), 5);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(busy);
}

describe('limits', () => {
  it('hangs up on a line that is too long', async () => {
    const client = await (await start({ lineOctetsBeforeAuthMax: 100 })).connect();
    await client.line();
    client.send('a'.repeat(200));
    expect(await client.rest()).toEqual(['* BAD Line too long', '* BYE Line too long']);
  });

  it('hangs up on a line that is too long inside a command, and says nothing else of it', async () => {
    const client = await (await start({ lineOctetsMax: 100, lineOctetsBeforeAuthMax: 100 })).connect();
    await client.line();
    client.send('a AUTHENTICATE PLAIN\r\n');
    await client.line();
    client.send('A'.repeat(200));
    expect(await client.rest()).toEqual(['* BAD Line too long', '* BYE Line too long']);
    const idling = await harness.signedIn();
    idling.send('a IDLE\r\n');
    await idling.line();
    idling.send('A'.repeat(200));
    expect(await idling.rest()).toEqual(['* BAD Line too long', '* BYE Line too long']);
  });

  it('hangs up after too many bad commands in a row', async () => {
    const client = await (await start({ badCommandsBeforeAuthMax: 3 })).connect();
    await client.line();
    client.send('GET / HTTP/1.1\r\n\r\na b\0c\r\nd NOOP\r\n');
    expect(await client.rest()).toEqual([
      'GET BAD Unknown command',
      '* BAD Expected a tag',
      'a BAD NUL is not allowed',
      '* BYE Too many bad commands',
    ]);
  });

  it('goes on after a bad command', async () => {
    const client = await (await start({})).signedIn();
    expect(await client.command('FROB')).toEqual(['BAD Unknown command']);
    expect(await client.command('NOOP extra')).toEqual(['BAD Unexpected extra arguments']);
    expect(await client.command('NOOP')).toEqual(['OK NOOP completed']);
  });

  it('gives strangers little room for literals', async () => {
    const client = await (await start({})).connect();
    await client.line();
    client.send('a LOGIN {5000}\r\n');
    expect(await client.line()).toBe('a NO [TOOBIG] Literal too large before sign-in');
    client.send(`b LOGIN {5000+}\r\n${'x'.repeat(5000)} y\r\nc NOOP\r\n`);
    expect(await client.line()).toBe('b NO [TOOBIG] Literal too large before sign-in');
    expect(await client.line()).toBe('c OK NOOP completed');
  });

  it('hangs up on a refused literal too large to throw away', async () => {
    const client = await (await start({ drainOctetsMax: 1_000 })).connect();
    await client.line();
    client.send('a LOGIN {5000+}\r\n');
    expect(await client.rest()).toEqual(['a NO [TOOBIG] Literal too large before sign-in', '* BYE Literal too large']);
  });

  it('refuses a command that grows by many literals', async () => {
    const client = await (await start({ commandOctetsMax: 300 })).signedIn();
    client.send(`a SEARCH ${Array.from({ length: 10 }, () => `TEXT {60+}\r\n${'x'.repeat(60)}`).join(' ')}\r\nb NOOP\r\n`);
    expect(await client.line()).toBe('a NO [TOOBIG] Command too large');
    expect(await client.line()).toBe('b OK NOOP completed');
  });

  it('turns away the connection above the limit of its address', async () => {
    await start({ connectionsPerAddressMax: 1 });
    const first = await harness.connect();
    await first.line();
    const second = await harness.connect();
    expect(await second.rest()).toEqual(['* BYE [UNAVAILABLE] Too many connections from your address']);
    first.destroy();
    await expect.poll(() => harness.server.connectionCount).toBe(0);
    expect(await (await harness.connect()).line()).toMatch(/^\* OK/);
  });

  it('does not wait for a client that was turned away and keeps its side open', async () => {
    await start({ connectionsPerAddressMax: 1, lingerMsMax: 20 });
    await (await harness.connect()).line();
    const second = connectHalfOpen();
    expect(String(await once(second, 'data'))).toMatch(/^\* BYE \[UNAVAILABLE\]/);
    await cutOff(second);
  });

  it('does not wait for a client that has signed out and keeps its side open', async () => {
    await start({ connectionsPerAddressMax: 1, lingerMsMax: 20 });
    const client = connectHalfOpen();
    await once(client, 'data');
    client.write('a LOGOUT\r\n');
    await once(client, 'end');
    await cutOff(client);
    await expect.poll(async () => (await harness.connect()).line()).toMatch(/^\* OK/);
  });

  it('says goodbye to who does not sign in', async () => {
    const stranger = await (await start({ idleBeforeAuthMsMax: 50, sweepMs: 20 })).connect();
    await stranger.line();
    expect(await stranger.rest()).toEqual(['* BYE Autologout; idle for too long']);
  });

  it('does not take single octets of a stranger for activity', async () => {
    const stranger = await (await start({ idleBeforeAuthMsMax: 50, sweepMs: 20 })).connect();
    await stranger.line();
    const dribble = setInterval(() => stranger.send('x'), 5);
    expect(await stranger.rest()).toEqual(['* BYE Autologout; idle for too long']);
    clearInterval(dribble);
  });

  it('says goodbye to who says nothing for long, in IDLE too', async () => {
    await start({ idleMsMax: 100, idleCommandMsMax: 100, sweepMs: 20 });
    const quiet = await harness.signedIn();
    const idling = await harness.signedIn();
    idling.send('a IDLE\r\n');
    expect(await quiet.rest()).toEqual(['* BYE Autologout; idle for too long']);
    expect((await idling.rest()).at(-1)).toBe('* BYE Autologout; idle for too long');
  });

  it('ends the session when access ends', async () => {
    await start({ sweepMs: 20 });
    const client = await harness.signedIn({ select: true });
    harness.backend.isAllowed = false;
    expect(await client.rest()).toEqual(['* BYE [NOPERM] Access has ended']);
  });

  it('cuts off a client that stops reading, and holds little for it meanwhile', async () => {
    await start({ outputStallMsMax: 100, sweepMs: 20 });
    harness.backend.inbox.add(message('big', `${'x'.repeat(70)}\r\n`.repeat(100_000)));
    const client = await harness.signedIn({ select: true });
    client.socket.pause();
    for (let count = 0; count < 10; count += 1) client.send(`a${count} FETCH 1 BODY.PEEK[]\r\n`);
    await expect.poll(() => harness.events.map((event) => event.event)).toContain('imap.stalled');
    await expect.poll(() => harness.server.connectionCount).toBe(0);
  });

  it('tells every client when the server closes, in IDLE too', async () => {
    await start({});
    const one = await harness.signedIn({ select: true });
    const other = await harness.signedIn({ select: true });
    other.send('a IDLE\r\n');
    await other.line();
    await harness.server.close({ graceMs: 1_000 });
    expect(await one.rest()).toEqual(['* BYE server shutting down']);
    // RFC 9051 §7.1.5: not all is well with a command that did not come to its end.
    expect(await other.rest()).toEqual(['* BYE server shutting down']);
    expect(harness.server.connectionCount).toBe(0);
  });

  it('answers a fault of ours with NO and goes on', async () => {
    await start({});
    harness.backend.inbox.add(message('x'));
    const client = await harness.signedIn({ select: true });
    harness.backend.fault = new Error('disk on fire');
    expect(await client.command('FETCH 1 ENVELOPE')).toEqual(['NO [SERVERBUG] Something failed on our side']);
    expect(harness.events.map((event) => event.event)).toContain('imap.fault');
    harness.backend.fault = null;
    expect((await client.command('FETCH 1 ENVELOPE')).at(-1)).toBe('OK FETCH completed');
  });
});

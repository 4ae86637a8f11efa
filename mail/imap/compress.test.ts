import { Duplex } from 'node:stream';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  client = await harness.signedIn();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

/** The client's half of RFC 4978, over what was a plain connection. */
async function compressed(plain: RawClient): Promise<RawClient> {
  expect(await plain.command('COMPRESS DEFLATE')).toEqual(['OK DEFLATE active']);
  const { socket } = plain;
  socket.removeAllListeners('data');
  const deflate = zlib.createDeflateRaw({ flush: zlib.constants.Z_SYNC_FLUSH });
  const inflate = zlib.createInflateRaw();
  deflate.pipe(socket).pipe(inflate);
  return new RawClient(Duplex.from({ writable: deflate, readable: inflate }) as never);
}

describe('COMPRESS (RFC 4978)', () => {
  it('is refused before sign-in, for other mechanisms, and twice', async () => {
    const stranger = await harness.connect();
    await stranger.line();
    expect((await stranger.command('COMPRESS DEFLATE'))[0]).toMatch(/^BAD/);
    expect(await client.command('COMPRESS LZMA')).toEqual(['NO [CANNOT] Mechanism is not supported']);
    const inside = await compressed(client);
    expect(await inside.command('COMPRESS DEFLATE')).toEqual(['NO [COMPRESSIONACTIVE] Compression is active already']);
    expect((await inside.command('CAPABILITY'))[0]).not.toContain('COMPRESS');
  });

  it('drops a client that does not wait for the answer', async () => {
    client.send('T COMPRESS DEFLATE\r\nT2 NOOP\r\n');
    expect((await client.rest()).filter((line) => line.startsWith('T2'))).toEqual([]);
  });

  it('ends the connection when what comes in is no DEFLATE', async () => {
    await client.command('COMPRESS DEFLATE');
    client.send('this is not compressed\r\n');
    await client.rest();
    await expect.poll(() => harness.server.connectionCount).toBe(0);
  });

  it('does not hold what a small input swells to', async () => {
    await client.command('COMPRESS DEFLATE');
    const bomb = zlib.deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 'x'), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
    client.send(bomb);
    await client.rest();
    expect(harness.events).toContainEqual(expect.objectContaining({ event: 'imap.hostile-input', why: 'Line too long' }));
  });

  it('carries messages both ways, and idling is answered without delay', async () => {
    const inside = await compressed(client);
    const body = message('packed', 'Nội dung '.repeat(20_000));
    expect((await inside.command(Buffer.concat([Buffer.from(`APPEND INBOX {${body.length}+}\r\n`), body]))).at(-1)).toMatch(/^OK/);
    await inside.command('SELECT INBOX');
    const [fetched] = await inside.command('FETCH 1 BODY.PEEK[]');
    expect(Buffer.from(fetched!, 'latin1').includes(body.subarray(0, 200))).toBe(true);
    inside.send('I IDLE\r\n');
    expect(await inside.line()).toBe('+ idling');
    harness.backend.inbox.add(message('two'));
    expect(await inside.line()).toBe('* 2 EXISTS');
    inside.send('DONE\r\n');
    expect(await inside.until('I')).toEqual(['I OK IDLE completed']);
    expect((await inside.command('LOGOUT')).at(-1)).toMatch(/^OK/);
  });
});

describe('UNAUTHENTICATE (RFC 8437)', () => {
  it('forgets who it was and what was enabled, and lets somebody sign in', async () => {
    await client.command('ENABLE QRESYNC IMAP4rev2');
    await client.command('SELECT INBOX');
    expect(await client.command('UNAUTHENTICATE')).toEqual(['OK UNAUTHENTICATE completed']);
    expect(harness.backend.openAccounts).toBe(0);
    expect((await client.command('SELECT INBOX'))[0]).toMatch(/^BAD/);
    expect((await client.command('LOGIN an@example.vn secret')).at(-1)).toMatch(/^OK/);
    expect(await client.command('SELECT INBOX')).toContain('* 0 RECENT');
  });

  it('keeps compression, and then offers no STARTTLS', async () => {
    const inside = await compressed(client);
    await inside.command('UNAUTHENTICATE');
    expect((await inside.command('CAPABILITY'))[0]).not.toContain('STARTTLS');
    expect(await inside.command('STARTTLS')).toEqual(['BAD Compression is active already']);
  });
});

it('does not tell an account’s clients of what is hidden from them', async () => {
  harness.backend.hiddenCapabilities.add('IDLE');
  const [listed] = await client.command('CAPABILITY');
  expect(listed?.split(' ')).not.toContain('IDLE');
  expect(listed?.split(' ')).toContain('MOVE');
});

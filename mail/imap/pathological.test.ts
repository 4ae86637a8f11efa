import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imapLimits } from './limits.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness({ limits: { outputStallMsMax: 100, sweepMs: 20 } });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const times = <Item>(count: number, item: (at: number) => Item) => Array.from({ length: count }, (_, at) => item(at));

async function withMessages(count: number): Promise<void> {
  for (const subject of times(count, String)) harness.backend.inbox.add(message(subject));
  client = await harness.signedIn({ select: true });
}

// Where work grew with the square of what is sent, or worse, these did not end within the time of a test.
describe('input made to cost much', () => {
  it('is refused where it nests, however deep', async () => {
    await withMessages(1);
    for (const text of [
      `SEARCH ${'('.repeat(60_000)}`,
      `SEARCH ${'NOT '.repeat(16_000)}ALL`,
      `SEARCH ${'OR ALL '.repeat(9_000)}ALL`,
      `FETCH 1 ${'('.repeat(60_000)}`,
      `THREAD REFERENCES UTF-8 ${'(NOT '.repeat(10_000)}`,
      `LIST ${'('.repeat(60_000)}`,
      `STORE 1 FLAGS ${'('.repeat(60_000)}`,
    ])
      expect((await client.command(text)).at(-1)).toMatch(/^BAD /);
    expect(await client.command('NOOP')).toEqual(['OK NOOP completed']);
  });

  it('is answered at the limits of depth and number of SEARCH keys', async () => {
    await withMessages(30);
    const depth = imapLimits.searchDepthMax - 1;
    expect(await client.command(`SEARCH ${'OR SEEN '.repeat(depth)}UID 3`)).toEqual(['* SEARCH 3', 'OK SEARCH completed']);
    expect(await client.command(`SEARCH ${'('.repeat(depth)}UID 3${')'.repeat(depth)}`)).toEqual(['* SEARCH 3', 'OK SEARCH completed']);
    expect((await client.command(`SEARCH ${times(imapLimits.searchKeysMax, () => '1:*').join(' ')}`))[0]).toMatch(/^\* SEARCH 1 2 .* 30$/);
    expect(await client.command(`SEARCH ${'ALL '.repeat(imapLimits.searchKeysMax)}ALL`)).toEqual(['BAD Too many search keys']);
  });

  it('of LIST patterns costs by the names, not by the ways to match them', async () => {
    for (const at of times(2_000, Number)) harness.backend.make(`${'ab'.repeat(15)}/${at}/${'a'.repeat(30)}`, null);
    client = await harness.signedIn();
    const patterns = [
      ...times(24, (at) => `${'a*'.repeat(500)}${at}`),
      ...times(24, (at) => `${'%a%b'.repeat(15)}${at}`),
      '*%'.repeat(500),
    ];
    expect((await client.command(`LIST "" ("${patterns.join('" "')}")`)).length).toBeGreaterThan(2_000);
    expect(await client.command(`LIST "" "${'*'.repeat(imapLimits.listPatternOctetsMax + 1)}"`)).toEqual(['BAD Pattern too long']);
  });

  it('of sets that name everything many times names each message once', async () => {
    await withMessages(20);
    const set = times(5_000, (at) => `1:${4_294_967_295 - at}`).join(',');
    expect(await client.command(`UID FETCH ${set} UID`)).toHaveLength(21);
    expect((await client.command(`UID SEARCH UID ${set}`))[0]?.split(' ')).toHaveLength(22);
    expect(await client.command(`UID STORE ${set} +FLAGS.SILENT (\\Deleted)`)).toEqual(['OK STORE completed']);
    expect((await client.command(`UID COPY ${set} Sent`)).at(-1)).toMatch(/COPYUID \d+ 1:20 1:20\]/);
    expect(await client.command(`UID EXPUNGE ${set}`)).toHaveLength(21);
  });

  it('of literals by the thousand is refused once, and what follows is answered', async () => {
    await withMessages(1);
    client.send(`a SEARCH ${'TEXT {1+}\r\nx '.repeat(10_000)}ALL\r\nb NOOP\r\n`);
    expect(await client.until('b')).toEqual(['a NO [LIMIT] Too many literals', 'b OK NOOP completed']);
    client.send(`c APPEND Sent${' {3+}\r\nabc'.repeat(10_000)}\r\nd NOOP\r\n`);
    expect((await client.until('d')).map((line) => line.slice(0, 12))).toEqual(
      ['c NO [LIMIT]', 'd OK NOOP co'].map((line) => line.slice(0, 12)),
    );
    expect(harness.backend.mailboxes.get('Sent')!.messages).toHaveLength(0);
  });

  it('of many lists of header fields does not read the header for each', async () => {
    harness.backend.inbox.add(Buffer.from(`${times(20_000, (at) => `X-${at % 500}: v`).join('\r\n')}\r\n\r\nbody\r\n`));
    client = await harness.signedIn({ select: true });
    const names = times(imapLimits.headerFieldsMax - 1, (at) => `X-${at}`).join(' ');
    const before = harness.backend.reads;
    const [line] = await client.command(`FETCH 1 (${times(50, (at) => `BODY.PEEK[HEADER.FIELDS (${names} Y${at})]`).join(' ')})`);
    expect(line?.match(/BODY\[HEADER/g)).toHaveLength(50);
    expect(harness.backend.reads - before).toBeLessThanOrEqual(2);
  });

  it('of one item named over and over is one item', async () => {
    await withMessages(1);
    const [line] = await client.command(`FETCH 1 (${'BODY.PEEK[] '.repeat(imapLimits.fetchItemsMax - 1)}UID)`);
    expect(line?.match(/BODY\[\]/g)).toHaveLength(1);
    expect((await client.command(`FETCH 1 (${'UID '.repeat(imapLimits.fetchItemsMax)}UID)`)).at(-1)).toMatch(/^BAD /);
  });

  it('of commands by the thousand in one packet is answered in order', async () => {
    await withMessages(3);
    client.send(times(5_000, (at) => `p${at} ${at % 2 === 0 ? 'NOOP' : 'UID FETCH 1 UID'}\r\n`).join(''));
    const tags = (await client.until('p4999')).flatMap((line) => (line.startsWith('p') ? [line.split(' ')[0]] : []));
    expect(tags).toEqual(times(5_000, (at) => `p${at}`));
  });
});

describe('a client that stops reading', () => {
  it('is read for no further than the sockets hold', async () => {
    const octets = 4_000_000;
    harness.backend.inbox.add(message('big', `${'x'.repeat(78)}\r\n`.repeat(octets / 80)));
    client = await harness.signedIn({ select: true });
    client.socket.pause();
    const before = harness.backend.octetsRead;
    client.send(times(40, (at) => `a${at} FETCH 1 BODY.PEEK[]\r\n`).join(''));
    await expect.poll(() => harness.events.map(({ event }) => event)).toContain('imap.stalled');
    // Both ends of a loopback connection hold some 10 MB at most (tcp_rmem, tcp_wmem); 160 MB were asked for.
    expect(harness.backend.octetsRead - before).toBeLessThan(40 * octets * 0.25);
    await expect.poll(() => harness.server.connectionCount).toBe(0);
  });

  it('is listened to no further than the limit of what waits', async () => {
    await harness[Symbol.asyncDispose]();
    harness = await startHarness();
    harness.backend.inbox.add(message('big', `${'x'.repeat(78)}\r\n`.repeat(200_000)));
    client = await harness.signedIn({ select: true });
    client.socket.pause();
    client.send('a FETCH 1 BODY.PEEK[]\r\nb FETCH 1 BODY.PEEK[]\r\n');
    const octets = 60_000;
    for (const at of times(400, Number)) client.send(`n${at} NOOP ${'x'.repeat(octets)}\r\n`);
    await expect.poll(() => harness.backend.octetsRead).toBeGreaterThan(0);
    const { socket } = client;
    let waiting = -1;
    await expect
      .poll(
        () => {
          const isSettled = waiting === socket.writableLength;
          waiting = socket.writableLength;
          return isSettled;
        },
        { interval: 200 },
      )
      .toBe(true);
    // It waits on the client's own side, but for what both sockets hold.
    expect(waiting).toBeGreaterThan(400 * octets * 0.4);
  });
});

describe('goodbyes', () => {
  it('say why at overload, by network and of the server as a whole', async () => {
    for (const [limits, why] of [
      [{ connectionsPerAddressMax: 1 }, 'Too many connections from your address'],
      [{ connectionsMax: 1 }, 'Too many connections; try again later'],
    ] as const) {
      await using small = await startHarness({ limits });
      const first = await small.connect();
      await first.line();
      expect(await (await small.connect()).rest()).toEqual([`* BYE [UNAVAILABLE] ${why}`]);
    }
  });

  it('come after the command that runs, and before nothing else', async () => {
    await withMessages(2_000);
    client.send('a UID FETCH 1:* (UID BODY.PEEK[])\r\nb NOOP\r\n');
    await client.line();
    await harness.server.close({ graceMs: 10_000 });
    const lines = await client.rest();
    expect(lines.at(-1)).toBe('* BYE server shutting down');
    expect(lines.at(-2)).toMatch(/^[ab] OK /);
  });
});

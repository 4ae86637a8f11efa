import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImapMailbox } from './backend.ts';
import { ItemCache } from './item-cache.ts';
import { imapLimits } from './limits.ts';
import { LineGatherer } from './line-gatherer.ts';
import type { ResponseWriter } from './response-writer.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

const lists = [
  '(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)',
  '(BODYSTRUCTURE EMAILID SAVEDATE BODY)',
  '(UID BODY.PEEK[HEADER.FIELDS (Subject)] FLAGS PREVIEW)',
  '(BODY.PEEK[HEADER] MODSEQ)',
  '(BODY.PEEK[1.MIME] RFC822.SIZE)',
];

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  for (let count = 1; count <= 600; count += 1) harness.backend.inbox.add(message(`công văn ${count}`), { prefix: 'Delivered-To: an\r\n' });
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('FETCH of what never changes', () => {
  it.each(lists)('answers %s the second time without a look at the store, in the same words', async (items) => {
    const first = await client.command(`FETCH 1:* ${items}`);
    expect(first).toHaveLength(601);
    harness.backend.fault = new Error('nobody was to ask');
    expect(await client.command(`FETCH 1:* ${items}`)).toEqual(first);
    const other = await harness.signedIn({ select: true });
    expect(await other.command(`FETCH 7 ${items}`)).toEqual([first[6], 'OK FETCH completed']);
  });

  it.each(lists)('answers %s the same whether it was asked for before or not', async (items) => {
    const whole = await client.command(`FETCH 590:600 ${items}`);
    await using fresh = await startHarness({ limits: { cachedItemOctetsMax: 0, factsSlice: 3 } });
    for (const { octets, prefixOctets } of harness.backend.inbox.messages)
      fresh.backend.inbox.add(octets.subarray(prefixOctets), { prefix: 'Delivered-To: an\r\n' });
    const other = await fresh.signedIn({ select: true });
    expect(await other.command(`FETCH 590:600 ${items}`)).toEqual(whole);
    expect(await other.command(`FETCH 590:600 ${items}`)).toEqual(whole);
  });

  it('reads again what is too large to be kept, among what is not', async () => {
    const long = `${'x'.repeat(imapLimits.cachedItemSourceOctetsMax)}`;
    harness.backend.inbox.add(Buffer.from(`Subject: large\r\nX-Long: ${long}\r\n\r\nbody\r\n`));
    harness.backend.inbox.add(message('last'));
    await client.command('NOOP');
    const answer = await client.command('FETCH 600:602 (UID BODY.PEEK[HEADER.FIELDS (X-Long Subject)])');
    expect(answer.map((line) => line.length > long.length)).toEqual([false, true, false, false]);
    expect(await client.command('FETCH 600:602 (UID BODY.PEEK[HEADER.FIELDS (X-Long Subject)])')).toEqual(answer);
  });

  it('tells flags as they are, not as they were', async () => {
    await client.command('FETCH 3 (FLAGS ENVELOPE)');
    await client.command('STORE 3 +FLAGS.SILENT (\\Answered)');
    expect((await client.command('FETCH 3 (FLAGS ENVELOPE)'))[0]).toMatch(/^\* 3 FETCH \(FLAGS \((?:\\Recent )?\\Answered\) ENVELOPE \(/);
  });

  it('keeps apart what stands in other mailboxes under the same UID', async () => {
    harness.backend.mailboxes.get('Sent')!.add(message('another'));
    await client.command('FETCH 1 ENVELOPE');
    await client.command('SELECT Sent');
    expect((await client.command('FETCH 1 ENVELOPE'))[0]).toContain('another');
  });
});

function written(): { lines: LineGatherer; text: () => string } {
  let text = '';
  const out = { octets: (octets: Buffer) => (text += octets.toString('latin1')) } as unknown as ResponseWriter;
  return { lines: new LineGatherer(out, 1), text: () => text };
}

describe('the item cache', () => {
  const mailbox = (mailboxId: string, uidValidity = 1) => ({ mailboxId, uidValidity }) as ImapMailbox;

  it('forgets the block that was asked for longest ago', () => {
    const cache = new ItemCache({ cachedItemOctetsMax: 7_000 });
    for (const name of ['a', 'b', 'a', 'c', 'a']) cache.block(mailbox(name), 'ENVELOPE', 0).set(1, Buffer.alloc(1_000, name));
    expect(cache.block(mailbox('a'), 'ENVELOPE', 0).has(1)).toBe(true);
    expect(cache.block(mailbox('b'), 'ENVELOPE', 0).has(1)).toBe(false);
  });

  it('keeps nothing of another UIDVALIDITY, nor of other items', () => {
    const cache = new ItemCache({ cachedItemOctetsMax: 100_000 });
    cache.block(mailbox('a'), 'ENVELOPE', 0).set(1, Buffer.from('x'));
    expect(cache.block(mailbox('a', 2), 'ENVELOPE', 0).has(1)).toBe(false);
    expect(cache.block(mailbox('a'), 'BODY', 0).has(1)).toBe(false);
  });

  it('gives back what was put in, however many and in whatever order', () => {
    const block = new ItemCache({ cachedItemOctetsMax: 1_000_000 }).block(mailbox('a'), 'ENVELOPE', 0);
    const { lines, text } = written();
    for (let uid = 255; uid > 0; uid -= 2) block.set(uid, Buffer.from(`<${uid}>`));
    block.set(7, Buffer.from('again'));
    for (const uid of [7, 255, 1]) block.writeTo(lines, uid);
    lines.send(true);
    expect(text()).toBe('<7><255><1>');
    expect(block.has(8)).toBe(false);
  });
});

describe('gathered lines', () => {
  it.each([0, 1, 9, 10, 99, 100, 4_294_967_295, 2_147_483_647, 2_147_483_648, 9_007_199_254_740_991])('write %i as digits', (number) => {
    const { lines, text } = written();
    lines.number(number);
    lines.send(true);
    expect(text()).toBe(`${number}`);
  });

  it('hold whatever comes', () => {
    const { lines, text } = written();
    lines.octets(Buffer.alloc(100_000, 'x'), 10, 99_990);
    expect(lines.isFull).toBe(true);
    lines.send();
    lines.text('end');
    lines.send(true);
    expect(text()).toBe(`${'x'.repeat(99_980)}end`);
  });
});

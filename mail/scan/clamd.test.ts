import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClamd } from './clamd.ts';
import type { ScanLimits } from './limits.ts';
import type { ScanFacts } from './scanner.ts';
import { type Answer, startFakeClamd } from './testing/fake-clamd.ts';

const facts: ScanFacts = { origin: 'mx', sizeOctets: 10 };
// In base64, so that a scanner of this machine leaves the repository alone.
const eicar = Buffer.from('WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=', 'base64');
const always = (text: string | null): Answer => {
  return () => text;
};

async function verdictOf(answer: Answer, octets: Buffer | AsyncIterable<Buffer> = Buffer.from('hello'), limits: Partial<ScanLimits> = {}) {
  await using fake = await startFakeClamd(answer);
  return await createClamd({ address: fake.address, limits }).scan(octets, facts);
}

async function* partsOf(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

describe('a message is deferred, never let through, when clamd', () => {
  it.each([
    ['answers with an error', 'INSTREAM size limit exceeded. ERROR\0', /size limit exceeded/],
    ['answers with garbage', '\x01\x02 stream: OK\0', /clamd answered: \?\? stream: OK/],
    ['answers with something after OK', 'stream: OK really\0', /clamd answered/],
    ['answers with nothing', '\0', /clamd answered/],
    ['closes early', '', /closed before the reply/],
    ['closes in the middle of its reply', 'stream: OK', /closed before the reply/],
    ['does not stop talking', 'x'.repeat(5_000), /reply is too long/],
  ])('%s', async (_what, answer, why) => {
    expect(await verdictOf(always(answer))).toEqual({ kind: 'defer', why: expect.stringMatching(why) });
  });

  it('hangs', async () => {
    expect(await verdictOf(always(null), undefined, { scanMsMax: 50 })).toEqual({ kind: 'defer', why: expect.stringMatching(/timeout/) });
  });

  it('is not there', async () => {
    const fake = await startFakeClamd(always(null));
    await fake[Symbol.asyncDispose]();
    const clamd = createClamd({ address: fake.address });
    expect(await clamd.scan(Buffer.from('x'), facts)).toEqual({ kind: 'defer', why: expect.stringMatching(/ECONNREFUSED/) });
    await expect(clamd.ping()).rejects.toThrow('ECONNREFUSED');
  });

  it('breaks off while the message is on its way', async () => {
    const fake = await startFakeClamd(always(null));
    const endless = async function* () {
      for (;;) {
        yield Buffer.alloc(65_536, 'x');
        if (fake.openNow() > 0) await fake[Symbol.asyncDispose]();
      }
    };
    const verdict = await createClamd({ address: fake.address }).scan(endless(), facts);
    expect(verdict.kind).toBe('defer');
  });

  it('is fine but the message cannot be read', async () => {
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      throw new Error('spool gone');
    };
    expect(await verdictOf(always('stream: OK\0'), broken())).toEqual({ kind: 'defer', why: expect.stringMatching(/spool gone/) });
  });
});

describe('clamd', () => {
  const byContent: Answer = (_command, octets) => (octets.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');

  it('has a message refused with the name of what it found', async () => {
    const message = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), eicar, Buffer.from('\r\n')]);
    expect(await verdictOf(byContent, message)).toEqual({
      kind: 'refuse',
      text: 'Message refused: it contains Eicar-Test-Signature',
      virusName: 'Eicar-Test-Signature',
    });
  });

  it('has a clean message accepted, whole or in parts', async () => {
    expect(await verdictOf(byContent)).toEqual({ kind: 'accept' });
    expect(await verdictOf(byContent, partsOf('a', '', 'b'))).toEqual({ kind: 'accept' });
  });

  it('gets every octet, in chunks of at most 64 KB', async () => {
    await using fake = await startFakeClamd(always('stream: OK\0'));
    const octets = Buffer.alloc(200_000, 'abc\0');
    await createClamd({ address: fake.address }).scan(octets, facts);
    expect(fake.streams).toEqual([octets]);
    expect(fake.chunkLengths).toEqual([65_536, 65_536, 65_536, 3_392]);
  });

  it('is reached by a unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clamd-'));
    try {
      await using fake = await startFakeClamd(always('stream: OK\0'), join(folder, 'clamd.ctl'));
      expect(await createClamd({ address: fake.address }).scan(Buffer.from('x'), facts)).toEqual({ kind: 'accept' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('answers PING and VERSION for health checks', async () => {
    const answer: Answer = (command) => (command === 'PING' ? 'PONG\0' : 'ClamAV 1.4.3\0');
    await using fake = await startFakeClamd(answer);
    const clamd = createClamd({ address: fake.address });
    await expect(clamd.ping()).resolves.toBeUndefined();
    expect(await clamd.version()).toBe('ClamAV 1.4.3');
  });

  it('is not healthy when PING gets another answer', async () => {
    await using fake = await startFakeClamd(always('UNKNOWN COMMAND\0'));
    await expect(createClamd({ address: fake.address }).ping()).rejects.toThrow('UNKNOWN COMMAND');
  });
});

describe('many messages at once', () => {
  it('are scanned a few at a time, and all of them', async () => {
    let [now, most] = [0, 0];
    const slow: Answer = async () => {
      most = Math.max(most, ++now);
      await wait(5);
      now--;
      return 'stream: OK\0';
    };
    await using fake = await startFakeClamd(slow);
    const clamd = createClamd({ address: fake.address, limits: { concurrentMax: 2 } });
    const verdicts = await Promise.all(Array.from({ length: 12 }, () => clamd.scan(Buffer.from('x'), facts)));
    expect(verdicts.every((verdict) => verdict.kind === 'accept')).toBe(true);
    expect(most).toBe(2);
    expect(fake.streams).toHaveLength(12);
  });

  it('are deferred when too many wait, or wait for too long', async () => {
    await using fake = await startFakeClamd(always(null));
    const clamd = createClamd({ address: fake.address, limits: { concurrentMax: 1, waitingMax: 1, scanMsMax: 100 } });
    const verdicts = await Promise.all(Array.from({ length: 3 }, () => clamd.scan(Buffer.from('x'), facts)));
    const why = verdicts.map((verdict) => (verdict.kind === 'defer' ? verdict.why : verdict.kind));
    expect(why[2]).toMatch(/too many wait/);
    expect(why[1]).toMatch(/timeout/);
    expect(why[0]).toMatch(/timeout/);
    expect(fake.streams.length).toBeLessThanOrEqual(1);
  });
});

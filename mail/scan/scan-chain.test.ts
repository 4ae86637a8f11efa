import { describe, expect, it } from 'vitest';
import type { ScanEvent, ScanEventFacts } from './events.ts';
import { createScanChain } from './scan-chain.ts';
import { type ScanFacts, type Scanner, type ScanVerdict, scanRefusal } from './scanner.ts';

const facts: ScanFacts = { origin: 'imap', sizeOctets: 5 };
const octets = Buffer.from('hello');

function chainOf(...answers: (() => Promise<ScanVerdict>)[]) {
  const asked: string[] = [];
  const logged: [ScanEvent, ScanEventFacts][] = [];
  const scanners = answers.map((answer, index): Scanner => {
    const name = `s${index + 1}`;
    const scan = () => {
      asked.push(name);
      return answer();
    };
    return { name, scan };
  });
  const chain = createScanChain({ scanners, log: (event, about) => logged.push([event, about]), limits: { scanMsMax: 50 } });
  return { chain, asked, logged };
}

const accept = async (): Promise<ScanVerdict> => ({ kind: 'accept' });
const refuse = async (): Promise<ScanVerdict> => ({ kind: 'refuse', text: 'No', virusName: 'V' });

describe('the chain', () => {
  it('defers when a scanner throws', async () => {
    const { chain, asked, logged } = chainOf(() => Promise.reject(new Error('broken')), accept);
    expect(await chain.scan(octets, facts)).toEqual({ kind: 'defer', why: 's1: broken' });
    expect(asked).toEqual(['s1']);
    expect(logged).toEqual([['scan.deferred', expect.objectContaining({ scanner: 's1', why: 's1: broken', origin: 'imap' })]]);
  });

  it('defers when a scanner gives no verdict', async () => {
    const { chain } = chainOf(accept, () => new Promise(() => {}));
    expect(await chain.scan(octets, facts)).toEqual({ kind: 'defer', why: 's2: no verdict in time' });
  });

  it('stops at the first that does not accept', async () => {
    const { chain, asked, logged } = chainOf(accept, refuse, accept);
    expect(await chain.scan(octets, facts)).toMatchObject({ kind: 'refuse', virusName: 'V' });
    expect(asked).toEqual(['s1', 's2']);
    expect(logged.map(([event]) => event)).toEqual(['scan.refused']);
  });

  it('accepts what all accept', async () => {
    const { chain, asked } = chainOf(accept, accept);
    expect(await chain.scan(octets, facts)).toEqual({ kind: 'accept' });
    expect(asked).toEqual(['s1', 's2']);
    expect(chain.describe()).toContain('s1, then s2');
  });

  it('without a scanner accepts, and says plainly that nothing is scanned', async () => {
    const { chain } = chainOf();
    expect(await chain.scan(octets, facts)).toEqual({ kind: 'accept' });
    expect(chain.describe()).toMatch(/NO VIRUS SCANNER/);
  });
});

describe('scanRefusal', () => {
  it('keeps the cause of a deferral inside', () => {
    expect(scanRefusal({ kind: 'defer', why: 'clamd at 10.0.0.1:3310: ECONNREFUSED' })).toEqual({
      kind: 'unavailable',
      message: 'Message cannot be scanned now; try again later',
      detail: 'clamd at 10.0.0.1:3310: ECONNREFUSED',
    });
    expect(scanRefusal({ kind: 'refuse', text: 'No', virusName: 'V' })).toMatchObject({ kind: 'content-refused', message: 'No' });
    expect(scanRefusal({ kind: 'accept' })).toBeNull();
  });
});

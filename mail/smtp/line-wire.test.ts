import { describe, expect, it } from 'vitest';
import { LineDecoder, type LineEvent } from './line-wire.ts';

function decode(chunks: readonly string[], octetsMax = 20): string[] {
  const decoder = new LineDecoder();
  const seen: string[] = [];
  for (const chunk of chunks) {
    let left: Buffer | null = Buffer.from(chunk, 'latin1');
    while (left !== null && left.length > 0) {
      const found = decoder.push(left, octetsMax);
      if (found !== null) seen.push(describeEvent(found.event));
      left = found?.rest ?? null;
    }
  }
  return seen;
}

const describeEvent = (event: LineEvent) => (event.kind === 'line' ? event.line.toString('latin1') : `!${event.kind}`);

describe('LineDecoder', () => {
  it('reports a bare LF and a bare CR instead of a line', () => {
    expect(decode(['NOOP\nQUIT\r\n'])).toEqual(['!bare-line-ending', 'QUIT']);
    expect(decode(['NO\rOP\r\n'])).toEqual(['!bare-line-ending']);
    expect(decode(['\n'])).toEqual(['!bare-line-ending']);
    expect(decode(['NOOP\r\r\n'])).toEqual(['!bare-line-ending']);
  });

  it('reports a line that is too long once, and reads the next one', () => {
    expect(decode([`${'x'.repeat(21)}\r\nNOOP\r\n`])).toEqual(['!too-long', 'NOOP']);
    expect(decode([...'x'.repeat(60), '\r', '\n', 'NOOP\r\n'])).toEqual(['!too-long', 'NOOP']);
  });

  it('takes a line of exactly the maximum, in one chunk or octet by octet', () => {
    const line = 'y'.repeat(20);
    expect(decode([`${line}\r\n`])).toEqual([line]);
    expect(decode([...`${line}\r\n`])).toEqual([line]);
  });

  it('gives up on a line that does not end', () => {
    expect(decode(['x'.repeat(1_000)])).toEqual(['!endless']);
  });

  it('gives the same lines wherever the input is split', () => {
    const input = 'EHLO a\r\n\r\nNOOP\r\nA\nB\r\n';
    const whole = decode([input]);
    for (let at = 1; at < input.length; at++) expect(decode([input.slice(0, at), input.slice(at)])).toEqual(whole);
  });
});

import { describe, expect, it } from 'vitest';
import { LineFramer } from './line-wire.ts';

function linesOf(chunks: readonly Buffer[], lineOctetsMax = 100): string[] {
  const framer = new LineFramer(lineOctetsMax);
  const lines: string[] = [];
  for (const chunk of chunks) {
    framer.push(chunk);
    for (let line = framer.take(); line !== null; line = framer.take()) {
      lines.push(line === 'too-long' ? line : line.toString('latin1'));
      if (line === 'too-long') return lines;
    }
  }
  return lines;
}

describe('cutting octets into lines', () => {
  it('gives up on a line over the limit before its end comes', () => {
    expect(linesOf([Buffer.from('x'.repeat(101))])).toEqual(['too-long']);
    expect(linesOf([Buffer.from(`ok\r\n${'x'.repeat(101)}\r\n`)])).toEqual(['ok', 'too-long']);
  });

  it('gives the same lines wherever the octets are split', () => {
    const octets = Buffer.from('USER an\r\nPASS a b\r\n\r\nSTAT\nQUIT\r\r\n', 'latin1');
    const expected = ['USER an', 'PASS a b', '', 'STAT', 'QUIT\r'];
    expect(linesOf([...octets].map((octet) => Buffer.from([octet])))).toEqual(expected);
    for (let at = 0; at <= octets.length; at++) expect(linesOf([octets.subarray(0, at), octets.subarray(at)])).toEqual(expected);
  });

  it('keeps what is no whole line yet', () => {
    const framer = new LineFramer(100);
    framer.push(Buffer.from('ST'));
    expect(framer.take()).toBeNull();
    expect(framer.bufferedOctets).toBe(2);
    framer.push(Buffer.from('AT\r\n'));
    expect(framer.take()?.toString()).toBe('STAT');
    expect(framer.bufferedOctets).toBe(0);
  });
});

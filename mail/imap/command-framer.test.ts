import { describe, expect, it } from 'vitest';
import { CommandFramer, type FramerEvent } from './command-framer.ts';

type Seen = string;

/** Feeds pieces, accepting every literal up to `literalMax`. */
function frame(pieces: readonly (string | Buffer)[], options: { literalMax?: number; lineMax?: number } = {}): Seen[] {
  const framer = new CommandFramer(options.lineMax ?? 1_000);
  const seen: Seen[] = [];
  const take = () => {
    for (let event = framer.next(); event !== null; event = framer.next()) {
      seen.push(describeEvent(event));
      if (event.kind === 'line-too-long') return;
      if (event.kind !== 'literal') continue;
      if (event.octets <= (options.literalMax ?? 100)) framer.acceptLiteral();
      else framer.refuseLiteral();
    }
  };
  for (const piece of pieces) {
    framer.push(Buffer.from(piece));
    take();
  }
  return seen;
}

function describeEvent(event: FramerEvent): string {
  if (event.kind === 'line-too-long') return 'line too long';
  const text = event.segments.map(
    (segment) => segment.text.toString('latin1') + (segment.literal === null ? '' : `«${segment.literal.toString('latin1')}»`),
  );
  return event.kind === 'literal' ? `literal ${event.octets}${event.synchronising ? '' : '+'} after ${text.join('')}` : text.join('');
}

describe('the command framer', () => {
  it('refuses a line longer than the limit, ended or not', () => {
    expect(frame(['a'.repeat(11)], { lineMax: 10 })).toEqual(['line too long']);
    expect(frame([`${'a'.repeat(11)}\r\n`], { lineMax: 10 })).toEqual(['line too long']);
  });

  it('forgets a command whose synchronising literal was refused, and reads the next', () => {
    expect(frame(['a APPEND x {500}\r\n', 'b NOOP\r\n'])).toEqual(['literal 500 after a APPEND x ', 'b NOOP']);
  });

  it('throws away the octets of a refused non-synchronising literal, and the rest of its command', () => {
    const octets = 'c NOOP\r\n'.repeat(100).slice(0, 500);
    expect(frame([`a APPEND x {500+}\r\n${octets} {3+}\r\nxyz more\r\nb NOOP\r\n`])).toEqual(['literal 500+ after a APPEND x ', 'b NOOP']);
  });

  it('reads the next command when a discarded one announces a synchronising literal', () => {
    expect(frame([`a X {200+}\r\n${'x'.repeat(200)} {5}\r\nb NOOP\r\n`])).toEqual(['literal 200+ after a X ', 'b NOOP']);
  });

  it('takes braces that announce nothing as text', () => {
    expect(frame(['a {x}\r\nb {1} \r\nc "{3}"\r\n'])).toEqual(['a {x}', 'b {1} ', 'c "{3}"']);
  });

  it('takes literals, empty ones and literal8 included', () => {
    expect(frame(['a LOGIN {2}\r\nab {0+}\r\n ~{3}\r\n\x00\r\n\r\n'])).toEqual([
      'literal 2 after a LOGIN ',
      'literal 0+ after a LOGIN «ab» ',
      'literal 3 after a LOGIN «ab» «» ',
      'a LOGIN «ab» «» «\x00\r\n»',
    ]);
  });

  it('says the same however the input is split', () => {
    const input = Buffer.from(
      `a LOGIN {3}\r\na\nb "p w"\r\nb APPEND x (\\Seen) {4+}\r\n\r\n\r\n\r\nc X {150+}\r\n${'y'.repeat(150)} z\r\nd NOOP\n`,
    );
    const whole = frame([input]);
    expect(whole.at(-1)).toBe('d NOOP');
    for (let at = 1; at < input.length; at += 1) expect(frame([input.subarray(0, at), input.subarray(at)])).toEqual(whole);
    expect(frame([...input].map((octet) => Buffer.from([octet])))).toEqual(whole);
  });

  it('keeps nothing of what it has given out', () => {
    const framer = new CommandFramer(1_000);
    for (let count = 0; count < 1_000; count += 1) {
      framer.push(Buffer.from('a NOOP\r\n'));
      framer.next();
    }
    expect(framer.bufferedOctets).toBe(0);
  });
});

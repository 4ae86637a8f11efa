import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataDecoder, type DataDecoderOptions, type DataViolation } from './data-wire.ts';

const generous: DataDecoderOptions = { lineEndings: 'normalize', messageOctetsMax: 10_000, lineOctetsMax: 1_000, headerOctetsMax: 5_000 };

interface Decoded {
  readonly text: string;
  readonly rest: string | null;
  readonly violation: DataViolation | null;
  readonly header: number | null;
}

function decode(chunks: readonly string[], options: Partial<DataDecoderOptions> = {}): Decoded {
  const decoder = new DataDecoder({ ...generous, ...options });
  let text = '';
  let rest: string | null = null;
  for (const chunk of chunks) {
    if (rest !== null) {
      rest += chunk;
      continue;
    }
    const given = decoder.push(Buffer.from(chunk, 'latin1'));
    text += given.octets.toString('latin1');
    rest = given.rest?.toString('latin1') ?? null;
  }
  if (decoder.violation === null) expect(decoder.sizeOctets).toBe(text.length);
  return { text, rest, violation: decoder.violation, header: decoder.headerOctets };
}

describe('DataDecoder', () => {
  it('gives nothing after a NUL, an overlong line, header or message, and still finds the end', () => {
    const body = 'A: b\r\n\r\nc';
    expect(decode([`${body}\0\r\n.\r\nNOOP\r\n`])).toMatchObject({ violation: 'nul', rest: 'NOOP\r\n' });
    expect(decode([`${'x'.repeat(1_001)}\r\n.\r\n`])).toMatchObject({ violation: 'line-too-long', rest: '' });
    expect(decode([`${'A: b\r\n'.repeat(900)}\r\n.\r\n`])).toMatchObject({ violation: 'header-too-large', rest: '' });
    expect(decode([`\r\n${'x\r\n'.repeat(4_000)}.\r\n`])).toMatchObject({ violation: 'too-large', rest: '' });
    expect(decode([`${body}\n.\r\nd\r\n.\r\n`], { lineEndings: 'reject' })).toMatchObject({ violation: 'bare-line-ending', rest: '' });
  });

  it('takes what is exactly as large as allowed', () => {
    expect(decode([`\r\n${'x'.repeat(996)}\r\n.\r\n`], { messageOctetsMax: 1_000 }).violation).toBeNull();
    expect(decode([`\r\n${'x'.repeat(997)}\r\n.\r\n`], { messageOctetsMax: 1_000 }).violation).toBe('too-large');
    expect(decode([`${'x'.repeat(1_000)}\r\n.\r\n`]).violation).toBeNull();
  });

  it('does not count stuffed dots and the end against the size', () => {
    expect(decode(['\r\n..\r\n.\r\n'], { messageOctetsMax: 5 })).toMatchObject({ text: '\r\n.\r\n', violation: null });
  });

  it('removes the dot that was stuffed, and only that', () => {
    expect(decode(['..\r\n..a\r\n.b\r\na..b\r\n...\r\n.\r\n']).text).toBe('.\r\n.a\r\nb\r\na..b\r\n..\r\n');
  });

  it('takes an empty message', () => {
    expect(decode(['.\r\nQUIT\r\n'])).toEqual({ text: '', rest: 'QUIT\r\n', violation: null, header: null });
  });

  it('knows where the header ends', () => {
    expect(decode(['A: b\r\n\r\nc\r\n\r\n.\r\n']).header).toBe(8);
    expect(decode(['A: b\n\nc\r\n.\r\n']).header).toBe(8);
  });

  it('lets eight-bit octets through untouched', () => {
    const octets = Array.from({ length: 255 }, (_unused, index) => String.fromCharCode(index + 1)).filter((one) => !/[\r\n]/.test(one));
    expect(decode([`${octets.join('')}\r\n.\r\n`]).text).toBe(`${octets.join('')}\r\n`);
  });

  const tricky = fc
    .array(fc.constantFrom('\r', '\n', '.', 'a', '\r\n', '\r\n.\r\n', '\0'), { maxLength: 40 })
    .map((parts) => parts.join(''));

  it('gives the same however the input is split', () => {
    fc.assert(
      fc.property(tricky, fc.array(fc.nat(40), { maxLength: 6 }), fc.constantFrom('normalize', 'reject'), (input, cuts, lineEndings) => {
        const whole = decode([input], { lineEndings });
        const at = [0, ...cuts.filter((cut) => cut <= input.length).sort((a, b) => a - b), input.length];
        const chunks = at.slice(1).map((end, index) => input.slice(at[index], end));
        const { text, ...facts } = decode(chunks, { lineEndings });
        // After a violation only the facts count: what was given before it differs with the chunks.
        expect(facts).toEqual({ rest: whole.rest, violation: whole.violation, header: whole.header });
        if (whole.violation === null) expect(text).toBe(whole.text);
      }),
      { numRuns: 500 },
    );
  });

  it('ends exactly at the first CRLF.CRLF, and gives only CRLF line ends', () => {
    fc.assert(
      fc.property(tricky, (input) => {
        const { text, rest, violation } = decode([input]);
        const end = `\r\n${input}`.indexOf('\r\n.\r\n');
        expect(rest).toBe(end === -1 ? null : input.slice(end + 3));
        if (violation === null) expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back what a client stuffed', () => {
    const line = fc.stringMatching(/^[.a-z ]{0,10}$/);
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const message = lines.map((one) => `${one}\r\n`).join('');
        const onTheWire = lines.map((one) => `${one.startsWith('.') ? '.' : ''}${one}\r\n`).join('');
        expect(decode([`${onTheWire}.\r\n`])).toMatchObject({ text: message, rest: '' });
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DotStuffer, TopCutter } from './message-wire.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

function stuffed(chunks: readonly string[]): string {
  const stuffer = new DotStuffer();
  return chunks.map((chunk) => stuffer.push(latin1(chunk)).toString('latin1')).join('') + stuffer.end();
}

function top(chunks: readonly string[], bodyLines: number): string {
  const cutter = new TopCutter(bodyLines);
  let text = '';
  for (const chunk of chunks) {
    text += cutter.push(latin1(chunk)).toString('latin1');
    if (cutter.isDone) break;
  }
  return text;
}

/** What a client makes of a response: up to the lone dot, doubled dots halved (RFC 1939 §3). */
function received(response: string, lineEnd: '\r\n' | '\n'): { message: string; rest: string } {
  let message = '';
  let at = 0;
  for (;;) {
    const end = response.indexOf(lineEnd, at);
    if (end < 0) throw new Error('the response does not end');
    const line = response.slice(at, end).replace(/\r$/, lineEnd === '\n' ? '' : '$&');
    const whole = response.slice(at, end + lineEnd.length);
    at = end + lineEnd.length;
    if (line === '.') return { message, rest: response.slice(at) };
    message += whole.startsWith('.') ? whole.slice(1) : whole;
  }
}

const ugly = fc.array(fc.constantFrom('\r', '\n', '.', '\r\n', 'a', '\0', '\xff', '..', '\r\n.\r\n', '\n.\n'), { maxLength: 30 });

describe('stuffing dots', () => {
  it('does not let a message end its own response, also for clients that end lines at LF', () => {
    fc.assert(
      fc.property(ugly, (pieces) => {
        const message = pieces.join('');
        for (const lineEnd of ['\r\n', '\n'] as const) expect(received(stuffed([message]), lineEnd).rest).toBe('');
      }),
    );
  });

  it('gives back a message of CRLF lines octet for octet', () => {
    const lines = fc.array(fc.constantFrom('', '.', '..', 'a', '.a', 'a.', '\0\xff'), { minLength: 1 });
    fc.assert(
      fc.property(lines, (texts) => {
        const message = `${texts.join('\r\n')}\r\n`;
        expect(received(stuffed([message]), '\r\n').message).toBe(message);
      }),
    );
  });

  it('says the same wherever the message is split', () => {
    const message = '.one\r\n..two\r\n.\r\n\n.three\r.\r\n.';
    const whole = stuffed([message]);
    for (let at = 0; at <= message.length; at++) expect(stuffed([message.slice(0, at), message.slice(at)])).toBe(whole);
    expect(stuffed([...message])).toBe(whole);
  });

  it('adds a last CRLF only where there is none', () => {
    expect(stuffed(['a\r\n'])).toBe('a\r\n.\r\n');
    expect(stuffed(['a'])).toBe('a\r\n.\r\n');
    expect(stuffed(['a\n'])).toBe('a\n\r\n.\r\n');
    expect(stuffed(['a\r'])).toBe('a\r\r\n.\r\n');
    expect(stuffed(['a\r', '\n'])).toBe('a\r\n.\r\n');
    expect(stuffed(['\n'])).toBe('\n\r\n.\r\n');
    expect(stuffed([])).toBe('.\r\n');
  });
});

describe('cutting TOP', () => {
  const message = 'A: 1\r\nB: 2\r\n\r\none\r\n\r\nthree\r\nfour';

  it.each([
    [0, 'A: 1\r\nB: 2\r\n\r\n'],
    [1, 'A: 1\r\nB: 2\r\n\r\none\r\n'],
    [2, 'A: 1\r\nB: 2\r\n\r\none\r\n\r\n'],
    [3, 'A: 1\r\nB: 2\r\n\r\none\r\n\r\nthree\r\n'],
    [4, message],
    [9_999_999_999, message],
  ])('lets %i lines of the body through, wherever the message is split', (lines, expected) => {
    for (let at = 0; at <= message.length; at++) expect(top([message.slice(0, at), message.slice(at)], lines)).toBe(expected);
    expect(top([...message], lines)).toBe(expected);
  });

  it('finds the end of a header with bare LF, of none, and of one that never ends', () => {
    expect(top(['A: 1\n\none\ntwo\n'], 1)).toBe('A: 1\n\none\n');
    expect(top(['\r\none\r\ntwo\r\n'], 1)).toBe('\r\none\r\n');
    expect(top(['A: 1\r\nB: 2'], 0)).toBe('A: 1\r\nB: 2');
    expect(top(['A: 1\r\n \r\nB: 2\r\n\r\nx'], 0)).toBe('A: 1\r\n \r\nB: 2\r\n\r\n');
  });
});

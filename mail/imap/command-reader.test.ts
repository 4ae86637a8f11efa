import { describe, expect, it } from 'vitest';
import { BadSyntax, CommandReader } from './command-reader.ts';

function reader(text: string | Buffer, utf8Names = false): CommandReader {
  return new CommandReader([{ text: Buffer.from(text), literal: null }], { utf8Names });
}

describe('the command reader', () => {
  it.each([
    ['NUL', () => reader('a b\0c').tag()],
    ['an unterminated quoted string', () => reader('"abc').string()],
    ['an escape of an ordinary character', () => reader('"a\\b"').string()],
    ['a carriage return inside quotes', () => reader('"a\rb"').string()],
    ['a number of more than 32 bits', () => reader('4294967296').number()],
    ['an atom that begins with a parenthesis', () => reader('(a').atom()],
    ['an empty atom', () => reader('').atom()],
    ['an eight-bit octet in an atom', () => reader(Buffer.from([0xe1])).atom()],
    ['text that is not UTF-8', () => reader(Buffer.from([0x22, 0xe1, 0x22])).textString()],
    ['a mailbox name that is not modified UTF-7', () => reader('"a&b"').mailbox()],
    ['a list longer than allowed', () => reader('(a b c)').list(() => 'x', 2)],
    [
      'a list without its end',
      () => {
        const r = reader('(a b');
        r.list(() => r.atom(), 9);
      },
    ],
  ])('refuses %s', (_, read) => {
    expect(read).toThrow(BadSyntax);
  });

  it('unescapes quoted strings', () => {
    expect(reader('"a\\"b\\\\c"').string().toString()).toBe('a"b\\c');
  });

  it('takes NIL only as an atom', () => {
    expect(reader('NIL').nstring()).toBeNull();
    expect(reader('"NIL"').nstring()?.toString()).toBe('NIL');
  });

  it('knows INBOX in any case, and as a parent', () => {
    expect(reader('iNbOx').mailbox()).toBe('INBOX');
    expect(reader('"inbox/a"').mailbox()).toBe('INBOX/a');
    expect(reader('inboxes').mailbox()).toBe('inboxes');
  });

  it('reads names as modified UTF-7, or as UTF-8 normalised when that was enabled', () => {
    expect(reader('"&ARA-&AOI-n"').mailbox()).toBe('Đân');
    expect(reader(`"a&b ${'e\u0302\u0301'}"`, true).mailbox()).toBe('a&b ế');
  });

  it('takes literals between texts', () => {
    const both = new CommandReader(
      [
        { text: Buffer.from('a '), literal: Buffer.from('x y') },
        { text: Buffer.from(' b'), literal: null },
      ],
      { utf8Names: false },
    );
    both.atom();
    both.expectSp();
    expect(both.astring().toString()).toBe('x y');
    both.expectSp();
    expect(both.atom()).toBe('b');
    expect(both.atEnd()).toBe(true);
  });

  it('reads a modseq above 2^53 as later than all', () => {
    expect(reader('9223372036854775807').modSeq()).toBe(Number.MAX_SAFE_INTEGER);
  });
});

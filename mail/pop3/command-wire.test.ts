import { describe, expect, it } from 'vitest';
import { readBase64, readCommandLine, readNumbers } from './command-wire.ts';

const read = (line: string | Buffer) => readCommandLine(Buffer.from(line));

describe('command lines', () => {
  it.each([
    ['NUL', 'USER a\0b'],
    ['octets that are not UTF-8', Buffer.from('USER \xe1', 'latin1')],
    ['nothing', ''],
    ['a space first', ' STAT'],
    ['no keyword', '+OK'],
    ['a keyword that is too long', 'AUTHENTICATE PLAIN'],
    ['a tab between', 'USER\tan'],
  ])('refuses %s', (_what, line) => {
    expect(read(line)).toBeNull();
  });

  it('takes keywords in any case and keeps arguments as they are', () => {
    expect(read('stat')).toEqual({ verb: 'STAT', argument: null });
    expect(read('Pass  mật khẩu ')).toEqual({ verb: 'PASS', argument: ' mật khẩu ' });
    expect(read('UTF8')).toEqual({ verb: 'UTF8', argument: null });
  });
});

describe('message numbers', () => {
  it.each(['x', '-1', '1.5', '0x10', '١', '1,2', '12345678901'])('refuses %s', (argument) => {
    expect(readNumbers(argument)).toBeNull();
  });

  it('takes digits between spaces', () => {
    expect(readNumbers(null)).toEqual([]);
    expect(readNumbers('1 20')).toEqual([1, 20]);
    expect(readNumbers(' 001  2 ')).toEqual([1, 2]);
  });
});

describe('base64', () => {
  it.each(['a', 'ab', 'YQ=', '*', 'Y Q=', 'YQ==YQ==', 'YQ==\r'])('refuses %j', (text) => {
    expect(readBase64(text)).toBeNull();
  });

  it('reads answers, the empty one too', () => {
    expect(readBase64('YW4=')?.toString()).toBe('an');
    expect(readBase64('=')).toHaveLength(0);
    expect(readBase64('')).toHaveLength(0);
  });
});

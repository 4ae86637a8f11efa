import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scanContent } from './content-facts.ts';
import { resolveSection } from './section.ts';

function read(name: string): (section: string) => string | null {
  const content = readFileSync(new URL(`../../test/corpus/mime/${name}.eml`, import.meta.url));
  const { parts } = scanContent(content);
  return (section) => {
    const range = resolveSection(parts, section);
    return range && content.toString('latin1', range.start, range.end);
  };
}

describe('a section that does not exist', () => {
  it.each([
    '0',
    '1.0',
    '3',
    '1.1',
    '2.3',
    '2.1.1',
    '99999999999',
    'MIME',
    '1.HEADER',
    '1.TEXT',
    '2.2.1.TEXT',
    '.HEADER',
    '2.',
    '1 ',
    'X',
    '2.TEXT.1',
    '01',
  ])('is null: %s', (section) => {
    expect(read('forwarded-twice')(section)).toBeNull();
  });
});

describe('sections of a message in a message', () => {
  const section = read('forwarded-twice');
  const middle = 'From: b@x.vn\r\nSubject: middle\r\nContent-Type: multipart/mixed; boundary=middle\r\n\r\n';
  const inner = 'From: c@x.vn\r\nSubject: inner\r\n\r\n';

  it('gives parts by number, through messages', () => {
    expect(section('1')).toBe('see below');
    expect(section('2.1')).toBe('in the middle');
    expect(section('2.2')).toBe(`${inner}innermost\r\ntwo lines`);
    expect(section('2.2.1')).toBe('innermost\r\ntwo lines');
  });

  it('gives the header and text of a part that is a message', () => {
    expect(section('2.HEADER')).toBe(middle);
    expect(section('2')).toBe(`${middle}${section('2.TEXT')}`);
    expect(section('2.TEXT')).toMatch(/^--middle\r\n.*--middle--$/s);
    expect(section('2.2.header')).toBe(inner);
    expect(section('2.2.TEXT')).toBe('innermost\r\ntwo lines');
    expect(section('2.2.HEADER.FIELDS')).toBe(inner);
    expect(section('2.2.HEADER.FIELDS.NOT')).toBe(inner);
  });

  it('gives the MIME header of a part', () => {
    expect(section('1.MIME')).toBe('Content-Type: text/plain\r\n\r\n');
    expect(section('2.2.mime')).toBe('Content-Type: message/rfc822\r\n\r\n');
    expect(section('2.2.1.MIME')).toBe(inner);
  });

  it('gives the whole, its header and its text', () => {
    expect(section('')).toBe(`${section('HEADER')}${section('TEXT')}`);
    expect(section('HEADER')).toMatch(/^From: a@x\.vn\r\n.*\r\n\r\n$/s);
    expect(section('TEXT')).toMatch(/^--outer\r\n/);
  });
});

describe('sections of a message that is no multipart', () => {
  it('has its body as part 1', () => {
    const section = read('vietnamese-b');
    expect(section('1')).toBe(section('TEXT'));
    expect(section('1.MIME')).toBe(section('HEADER'));
    expect(section('2')).toBeNull();
    expect(section('1.1')).toBeNull();
  });

  it('numbers what is inside a message at the root from 1', () => {
    const section = read('message-at-root');
    expect(section('1.HEADER')).toBe('From: b@x.vn\r\nContent-Type: message/rfc822\r\n\r\n');
    expect(section('1.1.HEADER')).toBe('From: c@x.vn\r\n\r\n');
    expect(section('1.1.1')).toBe('deep\r\n');
  });
});

describe('the delivery prefix', () => {
  it('belongs before the whole message and its header only, an empty one included', () => {
    const { parts } = scanContent(Buffer.alloc(0));
    const withPrefix = ['', 'HEADER', 'HEADER.FIELDS', 'TEXT', '1', '1.MIME'].filter(
      (spec) => resolveSection(parts, spec)!.beginsWithPrefix,
    );
    expect(withPrefix).toEqual(['', 'HEADER', 'HEADER.FIELDS']);
  });
});

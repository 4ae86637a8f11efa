import { describe, expect, it } from 'vitest';
import { filterHeaderFields, findHeaderEnd, headerFields } from './header-fields.ts';
import { removeHeaderFields } from './remove-header-fields.ts';

const header = Buffer.from('Subject: a\r\n b\r\nno field\r\nTo : x\r\nBCC: y,\r\n\tz\r\nsubject:second\r\n\r\nBcc: body\r\n');

describe('header fields', () => {
  it('are unfolded, end at the blank line, and pass over lines that are none', () => {
    expect(headerFields(header).map(({ name, value }) => [name, value])).toEqual([
      ['Subject', 'a b'],
      ['To', 'x'],
      ['BCC', 'y,\tz'],
      ['subject', 'second'],
    ]);
  });

  it('lie where they say', () => {
    const field = headerFields(header)[2]!;
    expect(header.toString('latin1', field.start, field.end)).toBe('BCC: y,\r\n\tz\r\n');
  });

  it('are read as UTF-8, a last octet that looks like a Latin-1 space included', () => {
    expect(headerFields(Buffer.from('Subject: Việt Nam à\r\n\r\n'))[0]!.value).toBe('Việt Nam à');
  });

  it('end with the content when there is no blank line', () => {
    expect(findHeaderEnd(Buffer.from('A: b\r\nC: d'))).toBe(10);
    expect(headerFields(Buffer.from('A: b\r\nC: d')).map((field) => field.value)).toEqual(['b', 'd']);
  });

  it('end at a blank line of bare LF, not at CR alone', () => {
    expect(findHeaderEnd(Buffer.from('A: b\n\nC'))).toBe(6);
    expect(findHeaderEnd(Buffer.from('A: b\r\n\rC: d\r\n\r\n'))).toBe(15);
  });
});

describe('HEADER.FIELDS', () => {
  it('gives the named fields in their order and octets, and the blank line', () => {
    expect(filterHeaderFields(header, ['bcc', 'SUBJECT'], false).toString()).toBe(
      'Subject: a\r\n b\r\nBCC: y,\r\n\tz\r\nsubject:second\r\n\r\n',
    );
  });

  it('gives the others for NOT', () => {
    expect(filterHeaderFields(header, ['bcc', 'SUBJECT'], true).toString()).toBe('To : x\r\n\r\n');
  });

  it('is the blank line alone when nothing matches', () => {
    expect(filterHeaderFields(header, ['Date'], false).toString()).toBe('\r\n');
    expect(filterHeaderFields(Buffer.from('\r\nbody'), [], true).toString()).toBe('\r\n');
  });

  it('keeps the blank line as it is written', () => {
    expect(filterHeaderFields(Buffer.from('A: b\nC: d\n\n'), ['a'], false).toString()).toBe('A: b\n\n');
  });

  it.each(['', 'A: b', 'A: b\r\n'])('adds no blank line where there is none, nor anything else: %j', (cut) => {
    expect(filterHeaderFields(Buffer.from(cut), ['c'], true).toString()).toBe(cut);
    expect(filterHeaderFields(Buffer.from(cut), ['c'], false).toString()).toBe('');
  });
});

describe('removing fields', () => {
  it('never touches the body, nor copies when nothing goes', () => {
    expect(removeHeaderFields(header, () => false)).toBe(header);
    expect(removeHeaderFields(Buffer.from('\r\nBcc: body'), () => true).toString()).toBe('\r\nBcc: body');
  });

  it('takes a field with its continuation, in any case of its name', () => {
    expect(removeHeaderFields(header, (name) => name === 'bcc').toString()).toBe(header.toString().replace('BCC: y,\r\n\tz\r\n', ''));
  });

  it('takes a field that hides behind a space before its colon', () => {
    const forged = Buffer.from('Authentication-Results : mail.x.vn; dkim=pass\r\nA: b\r\n\r\n');
    const claimed: string[] = [];
    const kept = removeHeaderFields(forged, (name, value) => name === 'authentication-results' && claimed.push(value) > 0);
    expect(kept.toString()).toBe('A: b\r\n\r\n');
    expect(claimed).toEqual(['mail.x.vn; dkim=pass']);
  });

  it('takes first, last and neighbouring fields', () => {
    const kept = removeHeaderFields(Buffer.from('X: 1\r\nX: 2\r\nA: b\r\nX: 3\r\n\r\nx'), (name) => name === 'x');
    expect(kept.toString()).toBe('A: b\r\n\r\nx');
  });
});

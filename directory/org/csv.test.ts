import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.ts';

const fieldsOf = (text: string) => {
  const parsed = parseCsv(text);
  return parsed.ok ? parsed.value.map(({ fields }) => fields) : parsed.refusal;
};

describe('parseCsv', () => {
  it.each([
    ['a,b"c', 1, 'a quote stands inside'],
    ['a\n"b"c', 2, 'text follows'],
    ['a\n"b', 2, 'never closed'],
    ['"', 1, 'never closed'],
    ['"a""', 1, 'never closed'],
    ['a\rb', 1, 'carriage return'],
    ['"a"\r', 1, 'text follows'],
  ])('refuses %j in line %i', (text, line, message) => expect(fieldsOf(text)).toEqual({ line, message: expect.stringContaining(message) }));

  it.each([
    ['', []],
    ['a', [['a']]],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,\n,b',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['"a,b","c ""d"""', [['a,b', 'c "d"']]],
    ['""', []],
    ['"",', [['', '']]],
    ['\uFEFFname\nx', [['name'], ['x']]],
    ['a\n\n\r\nb', [['a'], ['b']]],
    [' a , b ', [[' a ', ' b ']]],
  ])('reads %j', (text, records) => expect(fieldsOf(text)).toEqual(records));

  it('counts lines inside quotes, so that a fault is found where an editor shows it', () => {
    const parsed = parseCsv('"a\nb",c\nd,e\n');
    expect(parsed).toEqual({
      ok: true,
      value: [
        { line: 1, fields: ['a\nb', 'c'] },
        { line: 3, fields: ['d', 'e'] },
      ],
    });
  });

  it('reads back whatever is written by the rules', () => {
    const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;
    const record = fc.array(fc.string({ unit: fc.constantFrom(...'a",\n\r é') }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(record), (records) => {
        expect(fieldsOf(records.map((fields) => fields.map(quote).join(',')).join('\r\n'))).toEqual(records);
      }),
    );
  });

  it('ends on any text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'a",\n\r') }), (text) => void parseCsv(text)));
  });
});

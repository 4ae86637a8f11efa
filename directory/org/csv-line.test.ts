import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', ' =1', '\u200B=1', '\uFEFF=1', '＝1+1', '＋1', '－1', '＠x'])(
    'has no cell that a spreadsheet program runs: %j',
    (text) => {
      expect(csvLine([text]).replace(/^"/, '')[0]).toBe("'");
    },
  );

  it('quotes what would end the cell or the line, and leaves the rest', () => {
    expect(csvLine(['Sở "A", B', 'x\ny', "it's", '1-2'])).toBe(`"Sở ""A"", B","x\ny",it's,1-2\r\n`);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForSearch } from './fold-text.ts';
import { type TextPlace, TokenTable, tokenRanges } from './search-tokens.ts';

/** Of folded texts, each in stretches. */
function gather(texts: readonly { place?: TextPlace; stretches: readonly string[] }[], table = new TokenTable()): string[] {
  const collector = table.collect(1_000);
  for (const { place = 'body', stretches } of texts) {
    for (const stretch of stretches) collector.add(place, stretch);
    collector.end();
  }
  return collector.tokens.map((token) => table.textOf(token));
}

const tokensOf = (...texts: string[]) => gather(texts.map((text) => ({ stretches: [foldForSearch(text)] })));

/** As the index does it: every range has a token. */
function finds(query: string, ...texts: string[]): boolean {
  const ranges = tokenRanges(foldForSearch(query), 'body');
  if (ranges === null) throw new Error('nothing to ask');
  const tokens = tokensOf(...texts);
  return ranges.every(({ low, high }) => tokens.some((token) => token >= low && token <= high));
}

describe('tokens', () => {
  it.each(['', ' ', '«…»', '--', '\n'])('are not to be had of %j', (text) => {
    expect(tokenRanges(foldForSearch(text), 'body')).toBeNull();
  });

  it('are not asked for where a whole letter was pasted', () => {
    expect(tokenRanges('cong van '.repeat(100), 'body')).toBeNull();
  });

  it('are words and pairs of neighbours, each once', () => {
    expect(tokensOf('Công văn, công văn').sort()).toEqual(['Bcong van', 'Bvan cong', 'bcong', 'bvan']);
  });

  it('tell the header from the body', () => {
    const tokens = gather([{ place: 'header', stretches: ['subject: giay moi\nto: an'] }, { stretches: ['xin chao'] }]);
    const words = ['han', 'hgiay', 'hmoi', 'hsubject', 'hto', 'bxin', 'bchao'];
    expect(tokens.sort()).toEqual([...words, 'Hsubject giay', 'Hgiay moi', 'Hto an', 'Bxin chao'].sort());
  });

  it('do not join texts that are apart', () => {
    expect(finds('van phong', 'công văn', 'phòng ban')).toBe(false);
    expect(finds('van phong', 'công văn\r\nphòng ban')).toBe(true); // a line end within a text is a space
  });

  it('say when there were too many to keep', () => {
    const collector = new TokenTable().collect(10);
    collector.add('body', 'a b c d e');
    expect(collector.isPartial).toBe(false);
    collector.add('body', ' f g');
    expect(collector.isPartial).toBe(true);
    expect(collector.tokens.length).toBeLessThanOrEqual(10);
  });

  it('come out the same wherever the text is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'đ', '漢', '𠮷', '1', '/', '\n', 'ก', '\u{10400}'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(60), (whole, at) => {
        const cut = (whole.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at;
        expect(gather([{ stretches: [whole.slice(0, cut), whole.slice(cut)] }])).toEqual(gather([{ stretches: [whole] }]));
      }),
    );
  });

  it('are of each message alone, however many share a table', () => {
    const table = new TokenTable();
    const of = (text: string) => gather([{ stretches: [text] }], table).sort();
    expect(of('cong van')).toEqual(['Bcong van', 'bcong', 'bvan']);
    expect(of('van cong van')).toEqual(['Bcong van', 'Bvan cong', 'bcong', 'bvan']);
    expect(of('cong')).toEqual(['bcong']);
  });

  it('are no longer than an entry of the index can hold', () => {
    const long = '\u{10400}'.repeat(200);
    for (const token of tokensOf(`${long} ${long}`)) expect(token.length).toBeLessThanOrEqual(255);
    expect(finds(long, `x ${long}`)).toBe(true);
  });
});

describe('a search text', () => {
  const letter = 'Căn cứ Công văn số 1352/2010/QĐ-UBND ngày 20/12/2010 của Ủy ban nhân dân tỉnh; tệp bao-cao_v2.pdf gửi an@backan.gov.vn';

  it.each([
    'cong van',
    'CÔNG VĂN',
    'Công văn'.normalize('NFD'),
    'công v',
    '1352/2010',
    '1352/2010/QD-UBND',
    'qđ-ubnd',
    'dân tỉnh',
    'bao-cao_v2.pdf',
    'backan.gov',
    'tin',
    'uy ban nhan',
  ])('is found word for word, its last word by its beginning: %s', (query) => {
    expect(finds(query, letter)).toBe(true);
    expect(finds(query, letter.normalize('NFD'))).toBe(true);
  });

  it.each(['van cong', 'ong van', '1352 2011', 'công v ', 'dan tinh uy', 'n'])('is not found otherwise: %s', (query) => {
    expect(finds(query, letter)).toBe(false);
  });

  it('finds scripts without spaces by their characters', () => {
    expect(finds('海防', '我在海防市工作')).toBe(true);
    expect(finds('防海', '我在海防市工作')).toBe(false);
    expect(finds('𠮷野', '之𠮷野家')).toBe(true);
  });

  it('is found wherever the exact scan finds it at the beginning of a word', () => {
    const syllable = fc.constantFrom('công', 'cồng', 'văn', 'vân', 'đi', 'di', '12', '7a', 'nghiêng', 'ă', 'UBND');
    const between = fc.constantFrom(' ', ', ', '/', '-', '\r\n');
    const text = fc.array(fc.tuple(syllable, between), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.nat(11), fc.nat(3), (pairs, from, more) => {
        const whole = foldForSearch(pairs.flat().join(''));
        const query = pairs.slice(from, from + more + 1).map(([word, gap], at, all) => (at === all.length - 1 ? word : word + gap));
        fc.pre(query.length > 0);
        const folded = foldForSearch(query.join(''));
        expect(whole.includes(folded)).toBe(true);
        expect(finds(folded, whole)).toBe(true);
      }),
    );
  });
});

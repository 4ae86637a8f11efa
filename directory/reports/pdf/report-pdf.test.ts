import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { composeReport } from '../document/compose-report.ts';
import { figuresOf, letterhead, unit } from '../document/report.fixture.ts';
import { drawReport } from './draw-report.ts';
import { reportPdf } from './report-pdf.ts';

const units = [
  unit(1, null, 'Ủy ban nhân dân tỉnh'),
  ...Array.from({ length: 60 }, (_, n) => unit(n + 2, 1, `Ban Quản lý các khu công nghiệp và dịch vụ số ${n + 1}`)),
];
const documentOf = (madeAt = '2026-07-05T02:00:00Z') =>
  composeReport({
    figures: figuresOf(units),
    letterhead,
    issue: { number: '12/BC-STTTT', on: '2026-07-05' },
    madeAt,
    levels: 2,
  });
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length;

/** What is drawn on each page, as PDF says it. */
function contentsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)].flatMap(({ index, 0: mark }) => {
    const from = index + mark.length;
    const inflated = inflateSync(pdf.subarray(from, text.indexOf('\nendstream', from))).toString('latin1');
    return inflated.includes(' Td') || inflated.includes(' Tm') ? [inflated] : [];
  });
}

describe('a report as PDF', () => {
  it('is the same octets whenever it is made of the same document', async () => {
    const [one, other] = [await reportPdf(documentOf()), await drawReport(documentOf())];
    expect(one.equals(other)).toBe(true);
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await drawReport(documentOf('2026-07-06T02:00:00Z'))).equals(one)).toBe(false);
  });

  it('goes on over as many A4 pages as its tables need, with their headings on each', async () => {
    const pdf = await drawReport(documentOf());
    expect(pdf.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(pagesOf(pdf)).toBeGreaterThan(3);
    // The shade behind headings: every page of a table has it.
    const shaded = contentsOf(pdf).filter((content) => /0\.933\d* 0\.933\d* 0\.933\d* scn/.test(content));
    expect(shaded.length).toBeGreaterThanOrEqual(pagesOf(pdf)! - 1);
  });
});

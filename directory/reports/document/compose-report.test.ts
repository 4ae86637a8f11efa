import { describe, expect, it } from 'vitest';
import type { ReportFigures } from '../report-figures.ts';
import { composeReport } from './compose-report.ts';
import type { ReportDocument } from './document.ts';
import { figuresOf, letterhead, unit } from './report.fixture.ts';

const province = [
  unit(1, null, 'UBND tỉnh'),
  unit(2, 1, 'Sở Nội vụ'),
  unit(3, 1, 'Huyện Chợ Đồn'),
  unit(4, 3, 'Xã Yên Mỹ'),
  unit(5, 3, 'Xã Đồng Viên', '2026-03-31'),
  unit(6, 4, 'Thôn Một'),
];
type Unit = ReportFigures['units'][number];
const composed = (
  figures: ReportFigures,
  levels = 9,
  issue: { number: string; on: string } | null = { number: '12/BC-STTTT', on: '2026-07-05' },
) => composeReport({ figures, letterhead, issue, madeAt: '2026-07-05T02:00:00Z', levels });
const tableOf = ({ sections }: ReportDocument, heading: string) => sections.find((section) => section.heading.includes(heading))!.table!;
const shown = (document: ReportDocument, heading: string, column: number) =>
  tableOf(document, heading).rows.map(
    ({ cells, level, style }) => `${style} ${'  '.repeat(level)}${cells[0]} ${cells[1]}: ${cells[column]}`,
  );

describe('a report as a document', () => {
  it.each([
    ['2025-06-01', 'Trong kỳ hệ thống hoạt động liên tục, không ghi nhận lần ngừng nào.'],
    ['2026-03-01', 'Từ ngày 01/3/2026, khi bắt đầu ghi nhận, không có lần ngừng hoạt động nào.'],
    ['2026-11-22', 'Hệ thống ghi nhận từ ngày 22/11/2026; kỳ này chưa có số liệu.'],
  ])('says nothing of outages on days before anything was recorded: since %s', (mailCountedSince, said) => {
    const figures = { ...figuresOf(province), mailCountedSince };
    const { sections } = composed({ ...figures, outages: { ...figures.outages, list: [] } });
    expect(sections.find(({ heading }) => heading.includes('Ngừng hoạt động'))?.paragraphs).toEqual([said]);
  });

  it('without number and day is a draft', () => {
    const draft = composed(figuresOf(province), 9, null);
    expect(draft).toMatchObject({ isDraft: true, number: 'Số:          /BC' });
    expect(draft.placeAndDate).toMatch(/^Bắc Kạn, ngày +tháng +năm 2026$/);
  });

  it('has number, place, day and what it is about', () => {
    const { number, placeAndDate, title, opening } = composed(figuresOf(province));
    expect([number, placeAndDate, title[0]]).toEqual(['Số: 12/BC-STTTT', 'Bắc Kạn, ngày 05 tháng 7 năm 2026', 'BÁO CÁO']);
    expect(title[1].replaceAll('\u00a0', ' ')).toBe('Tình hình quản lý, sử dụng hệ thống thư điện tử công vụ 6 tháng đầu năm 2026');
    expect(opening).toBe(
      'Sở Thông tin và Truyền thông báo cáo tình hình quản lý, sử dụng hệ thống thư điện tử công vụ của toàn tỉnh, kỳ báo cáo từ ngày 01/01/2026 đến ngày 30/6/2026, như sau:',
    );
  });

  it('ends with a sentence and the mark that nothing follows', () => {
    expect(composed(figuresOf(province)).closing).toBe(
      'Trên đây là báo cáo tình hình quản lý, sử dụng hệ thống thư điện tử công vụ 6 tháng đầu năm 2026 của Sở Thông tin và Truyền thông./.',
    );
  });

  it('of a period that goes on says until when its figures are', () => {
    expect(composed(figuresOf(province, { asOf: '2026-05-08' })).opening).toContain(
      'đến ngày 30/6/2026, số liệu đến hết ngày 08/5/2026, như sau:',
    );
  });

  it('leaves out what is not known: how full mailboxes were, and the duty before anybody noted who read', () => {
    expect(composed(figuresOf(province)).sections.map(({ heading }) => heading)).toEqual([
      '1. Tài khoản thư điện tử',
      '2. Thư gửi, nhận và an toàn thông tin',
      '3. Giải quyết đề nghị về tài khoản',
      '4. Ngừng hoạt động',
    ]);
  });

  it('says from when on mail was counted, where that is within the period', () => {
    const paragraphs = (since: string) => composed(figuresOf(province, { mailCountedSince: since })).sections[1]!.paragraphs.join(' ');
    expect(paragraphs('2026-02-03')).toContain('Thư được thống kê từ ngày 03/02/2026');
    expect(paragraphs('2026-01-01')).not.toContain('thống kê từ ngày');
  });
});

describe('a table of units', () => {
  it('has a row for each with all below it, one for what is its own, and sums that come to the total', () => {
    expect(shown(composed(figuresOf(province)), 'Tài khoản', 2)).toEqual([
      'strong  UBND tỉnh: 21000',
      'aside  Riêng đơn vị: 1000',
      'plain 1 Sở Nội vụ: 2000',
      'strong 2 Huyện Chợ Đồn: 18000',
      'aside    Riêng đơn vị: 3000',
      'strong   2.1 Xã Yên Mỹ: 10000',
      'aside      Riêng đơn vị: 4000',
      'plain     2.1.1 Thôn Một: 6000',
      'plain   2.2 Xã Đồng Viên (đến 31/3/2026): 5000',
      'total  Tổng cộng: 21000',
    ]);
  });

  it('tells levels that are not shown in what is above them', () => {
    expect(shown(composed(figuresOf(province), 1), 'Thư gửi', 2)).toEqual([
      'strong  UBND tỉnh: 2100',
      'aside  Riêng đơn vị: 100',
      'plain 1 Sở Nội vụ: 200',
      'plain 2 Huyện Chợ Đồn: 1800',
      'total  Tổng cộng: 2100',
    ]);
  });

  it('numbers units at the top where there are several', () => {
    expect(shown(composed(figuresOf([unit(1, null, 'A'), unit(2, null, 'B'), unit(3, 2, 'C')])), 'Tài khoản', 7)).toEqual([
      'plain 1 A: 1',
      'strong 2 B: 2',
      'aside    Riêng đơn vị: 1',
      'plain   2.1 C: 1',
      'total  Tổng cộng: 3',
    ]);
  });

  it('has what is of no unit at its end, without a number', () => {
    const figures = figuresOf([unit(1, null, 'A'), unit(2, 1, 'B')]);
    const rest = { ...figures.units[1]!, id: 0 as const, level: 0, name: 'Chưa xếp vào đơn vị' };
    expect(shown(composed({ ...figures, units: [...figures.units, rest] }), 'Tài khoản', 2)).toEqual([
      'strong  A: 3000',
      'aside  Riêng đơn vị: 1000',
      'plain 1 B: 2000',
      'plain  Chưa xếp vào đơn vị: 2000',
      'total  Tổng cộng: 3000',
    ]);
  });

  it('has no row for a unit that has nothing there', () => {
    const figures = figuresOf([unit(1, null, 'A'), unit(2, 1, 'B'), unit(3, 1, 'C')]);
    const asked = { made: 2, lines: 3, carriedOut: 1, refused: 0, withdrawn: 0 };
    const with1 = (of: ReportFigures['total']) => ({ ...of, requests: asked });
    const [a, b, c] = figures.units as [Unit, Unit, Unit];
    const units = [{ ...a, all: with1(a.all) }, b, { ...c, own: with1(c.own), all: with1(c.all) }];
    expect(shown(composed({ ...figures, units, total: with1(figures.total) }), 'đề nghị', 2)).toEqual([
      'strong  A: 2',
      'plain 1 C: 2',
      'total  Tổng cộng: 2',
    ]);
  });

  it('has no share of nothing', () => {
    const nothing = composed(figuresOf([unit(0, null, 'A')]));
    expect(tableOf(nothing, 'Thư gửi').rows[0]!.cells[8]).toBeNull();
    expect(tableOf(composed(figuresOf(province)), 'Thư gửi').rows[0]!.cells[8]).toBeCloseTo(0.4);
  });
});

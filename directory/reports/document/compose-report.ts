import { longDay, shortDay, unbroken } from '#directory/official-papers/vietnamese-text.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { DocumentSection, Letterhead, ReportDocument } from './document.ts';
import { periodText } from './period-text.ts';
import { reportSections } from './report-sections.ts';

export interface Issue {
  /** `12/BC-STTTT` */
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

interface Composed {
  readonly figures: ReportFigures;
  readonly letterhead: Letterhead;
  /** null: a draft. */
  readonly issue: Issue | null;
  readonly madeAt: string;
  /** How many levels of units are told below those at the top; those deeper are in what is above. */
  readonly levels: number;
}

/** The report as a document (NĐ 30/2020, Phụ lục I). */
export function composeReport({ figures, letterhead, issue, madeAt, levels }: Composed): ReportDocument {
  const { period, asOf, unit } = figures;
  const until = asOf < period.to ? `, số liệu đến hết ngày ${shortDay(asOf)}` : '';
  const whose = unit === null ? 'toàn tỉnh' : `${unit.name}${figures.units.length > 1 ? ' và các đơn vị trực thuộc' : ''}`;
  return {
    letterhead,
    number: issue === null ? 'Số:          /BC' : `Số: ${issue.number}`,
    placeAndDate: `${letterhead.place}, ${issue === null ? undated(asOf) : longDay(issue.on)}`,
    isDraft: issue === null,
    title: [
      'BÁO CÁO',
      `Tình hình quản lý, sử dụng ${unbroken('hệ thống')} ${unbroken('thư điện tử công vụ')} ${unbroken(periodText(period))}`,
    ],
    opening:
      `${letterhead.issuer} báo cáo tình hình quản lý, sử dụng hệ thống thư điện tử công vụ của ${whose}, ` +
      `kỳ báo cáo từ ngày ${shortDay(period.from)} đến ngày ${shortDay(period.to)}${until}, như sau:`,
    closing: `Trên đây là báo cáo tình hình quản lý, sử dụng hệ thống thư điện tử công vụ ${periodText(period)} của ${letterhead.issuer}./.`,
    sections: numbered(reportSections(figures, levels)),
    madeAt,
  };
}

const undated = (day: string) => `ngày      tháng      năm ${day.slice(0, 4)}`;

const numbered = (sections: readonly DocumentSection[]) =>
  sections.map((section, index) => ({ ...section, heading: `${index + 1}. ${section.heading}` }));

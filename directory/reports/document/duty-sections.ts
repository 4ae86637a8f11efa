import type { DocumentRow, DocumentTable } from '#directory/official-papers/document-table.ts';
import { decimalText, minutesText, momentText, numberText, percentText, shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { DocumentSection } from './document.ts';
import { count, percent, share, unitTable } from './unit-rows.ts';

// What the system and those who use it owe each other: reading, answering requests, being there.

export function dutiesSection(figures: ReportFigures, levels: number): DocumentSection | null {
  const total = figures.total.duties;
  if (total === undefined || total.mailboxRequired + total.headRequired + total.peopleRequired === 0) return null;
  const met = (part: number, whole: number) =>
    `${percentText(share(part, whole))}\u00a0% (${numberText(part)}/${numberText(whole)} lượt ngày)`;
  return {
    heading: 'Thực hiện chế độ đọc thư',
    name: 'Chế độ đọc thư',
    paragraphs: [
      `Hộp thư đơn vị được đọc đủ số lần trong ngày làm việc: ${met(total.mailboxMet, total.mailboxRequired)}. Thủ trưởng xem hộp thư đơn vị hằng ngày: ` +
        `${met(total.headMet, total.headRequired)}. Cán bộ đọc đủ hộp thư cá nhân: ${met(total.peopleMet, total.peopleRequired)}, của ${numberText(total.people)} người.`,
    ],
    table: unitTable(
      figures,
      'duties',
      [
        count('HT đơn vị: phải đọc', 14, (of) => of.mailboxRequired),
        percent('Đạt (%)', 11, (of) => share(of.mailboxMet, of.mailboxRequired)),
        count('Thủ trưởng: phải xem', 14, (of) => of.headRequired),
        percent('Đạt (%)', 11, (of) => share(of.headMet, of.headRequired)),
        count('Số cán bộ', 11, (of) => of.people),
        count('Phải đọc', 13, (of) => of.peopleRequired),
        percent('Đạt (%)', 11, (of) => share(of.peopleMet, of.peopleRequired)),
      ],
      levels,
    ),
  };
}

export function requestsSection(figures: ReportFigures, levels: number): DocumentSection {
  const heading = 'Giải quyết đề nghị về tài khoản';
  const { waiting, overdue, answered, medianWorkingDays, maxWorkingDays, withTerm, inTime } = figures.requests;
  const total = figures.total.requests;
  const left = `Cuối kỳ còn ${numberText(waiting)} đề nghị chưa giải quyết xong, trong đó ${numberText(overdue)} quá hạn.`;
  if (total === undefined)
    return { heading, name: 'Đề nghị', paragraphs: [`Trong kỳ không có đề nghị nào được lập hay giải quyết. ${left}`], table: null };
  const took =
    answered === 0
      ? ''
      : ` Thời gian giải quyết trung vị ${decimalText(medianWorkingDays ?? 0)} ngày làm việc, lâu nhất ${numberText(maxWorkingDays ?? 0)} ngày làm việc; ` +
        `${numberText(inTime)}/${numberText(withTerm)} bước đúng hạn (${percentText(share(inTime, withTerm))}\u00a0%).`;
  return {
    heading,
    name: 'Đề nghị',
    paragraphs: [
      `Các đơn vị lập ${numberText(total.made)} đề nghị gồm ${numberText(total.lines)} việc; đã thực hiện ${numberText(total.carriedOut)}, từ chối ${numberText(total.refused)}, ` +
        `đơn vị rút ${numberText(total.withdrawn)} đề nghị.${took} ${left}`,
    ],
    table: unitTable(
      figures,
      'requests',
      [
        count('Đã lập', 13, (of) => of.made),
        count('Số việc', 13, (of) => of.lines),
        count('Thực hiện', 13, (of) => of.carriedOut),
        count('Từ chối', 13, (of) => of.refused),
        count('Đã rút', 13, (of) => of.withdrawn),
      ],
      levels,
    ),
  };
}

export function outagesSection(figures: ReportFigures): DocumentSection {
  const { list, workingMinutes, paperProcedures } = figures.outages;
  const heading = 'Ngừng hoạt động';
  if (list.length === 0) return { heading, name: heading, paragraphs: [noOutageText(figures)], table: null };
  const paragraphs = [
    `Hệ thống ngừng ${numberText(list.length)} lần, ${minutesText(workingMinutes)} trong giờ làm việc; ${numberText(paperProcedures)} lần quá 4 giờ làm việc, phải chuyển sang xử lý văn bản giấy.`,
  ];
  const rows = list.map(({ beginsAt, endsAt, workingMinutes: minutes, needsPaper, note }, index): DocumentRow => {
    const until = endsAt === null ? 'chưa kết thúc' : momentText(endsAt);
    return {
      cells: [String(index + 1), momentText(beginsAt), until, minutesText(minutes), needsPaper ? 'Có' : 'Không', note],
      level: 0,
      style: 'plain',
    };
  });
  return { heading, name: heading, paragraphs, table: { columns: outageColumns, rows } };
}

/** Nothing is said of days before anything was recorded: outages are, since mail is counted. */
function noOutageText({ mailCountedSince: since, period }: ReportFigures): string {
  if (since > period.to) return `Hệ thống ghi nhận từ ngày ${shortDay(since)}; kỳ này chưa có số liệu.`;
  if (since > period.from) return `Từ ngày ${shortDay(since)}, khi bắt đầu ghi nhận, không có lần ngừng hoạt động nào.`;
  return 'Trong kỳ hệ thống hoạt động liên tục, không ghi nhận lần ngừng nào.';
}

const outageColumns: DocumentTable['columns'] = [
  { heading: 'TT', weight: 8, format: 'center' },
  { heading: 'Từ', weight: 24, format: 'text' },
  { heading: 'Đến', weight: 24, format: 'text' },
  { heading: 'Giờ làm việc bị ngừng', weight: 22, format: 'text' },
  { heading: 'Chuyển sang giấy', weight: 15, format: 'center' },
  { heading: 'Lý do', weight: 45, format: 'text' },
];

import type { Figures, SectionName } from '../figures.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { DocumentRow, DocumentSection, DocumentTable } from './document.ts';
import { type FigureColumn, share, unitTable } from './unit-rows.ts';
import { decimalText, minutesText, momentText, numberText, octetsText, percentText, shortDay } from './vietnamese-text.ts';

/** Sections as they follow one another; without their numbers. What is not known of the days is left out. */
export function reportSections(figures: ReportFigures, levels: number): readonly DocumentSection[] {
  return [
    accounts(figures, levels),
    mail(figures, levels),
    fill(figures, levels),
    duties(figures, levels),
    requests(figures, levels),
    outages(figures),
  ].flatMap((section) => section ?? []);
}

const count = <Name extends SectionName>(heading: string, weight: number, of: FigureColumn<Name>['of']): FigureColumn<Name> => ({
  heading,
  weight,
  of,
  format: 'number',
});
const percent = <Name extends SectionName>(heading: string, weight: number, of: FigureColumn<Name>['of']): FigureColumn<Name> => ({
  heading,
  weight,
  of,
  format: 'percent',
});

function accounts(figures: ReportFigures, levels: number): DocumentSection {
  const { people, inService, locked, suspended, left, units, made, ended } = figures.total.accounts;
  return {
    heading: 'Tài khoản thư điện tử',
    name: 'Tài khoản',
    paragraphs: [
      `Đến hết ngày ${shortDay(figures.asOf)} có ${numberText(people)} tài khoản cá nhân (${numberText(inService)} đang hoạt động, ${numberText(locked)} đang khoá, ` +
        `${numberText(suspended)} tạm dừng, ${numberText(left)} của người đã thôi công tác) và ${numberText(units)} hộp thư đơn vị. ` +
        `Trong kỳ lập mới ${numberText(made)} và kết thúc ${numberText(ended)} tài khoản, hộp thư.`,
    ],
    table: unitTable(
      figures,
      'accounts',
      [
        count('Cá nhân', 14, (of) => of.people),
        count('Đang hoạt động', 14, (of) => of.inService),
        count('Khoá', 11, (of) => of.locked),
        count('Tạm dừng', 11, (of) => of.suspended),
        count('Đã thôi', 11, (of) => of.left),
        count('Hộp thư đơn vị', 13, (of) => of.units),
        count('Lập mới', 11, (of) => of.made),
        count('Kết thúc', 11, (of) => of.ended),
      ],
      levels,
    ),
  };
}

function mail(figures: ReportFigures, levels: number): DocumentSection {
  const { received, receivedOutside, receivedSigned, receivedOctets, sent, sentOutside, sentSigned, sentOctets, stopped } =
    figures.total.mail;
  const since = figures.mailCountedSince;
  const late = since > figures.period.from ? [`Thư được thống kê từ ngày ${shortDay(since)}; trước ngày đó không có số liệu.`] : [];
  return {
    heading: 'Thư gửi, nhận và an toàn thông tin',
    name: 'Thư gửi, nhận',
    paragraphs: [
      `Nhận ${numberText(received)} thư (${octetsText(receivedOctets)}), trong đó ${numberText(receivedOutside)} từ bên ngoài hệ thống; gửi ${numberText(sent)} thư ` +
        `(${octetsText(sentOctets)}), trong đó ${numberText(sentOutside)} ra bên ngoài. Số thư gửi có chữ ký số là ${numberText(sentSigned)} (${percentText(share(sentSigned, sent))} %), ` +
        `số thư nhận có chữ ký số là ${numberText(receivedSigned)} (${percentText(share(receivedSigned, received))} %); tính theo khuôn dạng S/MIME của thư.`,
      `Hệ thống đã chặn ${numberText(stopped)} thư có mã độc hoặc tệp đính kèm bị cấm.`,
      ...late,
    ],
    table: unitTable(
      figures,
      'mail',
      [
        count('Nhận', 14, (of) => of.received),
        count('Từ bên ngoài', 13, (of) => of.receivedOutside),
        count('Gửi', 14, (of) => of.sent),
        count('Ra bên ngoài', 13, (of) => of.sentOutside),
        { heading: 'Dung lượng', weight: 16, of: (of) => of.receivedOctets + of.sentOctets, format: 'octets' },
        count('Gửi có ký số', 13, (of) => of.sentSigned),
        percent('Tỷ lệ ký số (%)', 12, (of) => share(of.sentSigned, of.sent)),
        count('Bị chặn', 10, (of) => of.stopped),
      ],
      levels,
    ),
  };
}

function fill(figures: ReportFigures, levels: number): DocumentSection | null {
  const total: Figures['fill'] = figures.total.fill;
  if (figures.fillDay === null || total === undefined) return null;
  return {
    heading: 'Dung lượng hộp thư',
    name: 'Dung lượng',
    paragraphs: [
      `Đến ngày ${shortDay(figures.fillDay)}, ${numberText(total.mailboxes)} hộp thư đã dùng ${octetsText(total.usedOctets)} trong ${octetsText(total.quotaOctets)} ` +
        `được cấp (${percentText(share(total.usedOctets, total.quotaOctets))} %); ${numberText(total.over80)} hộp thư đã dùng từ 80 % đến dưới 95 %, ${numberText(total.over95)} hộp thư từ 95 % trở lên.`,
    ],
    table: unitTable(
      figures,
      'fill',
      [
        count('Số hộp thư', 13, (of) => of.mailboxes),
        { heading: 'Đã dùng', weight: 17, of: (of) => of.usedOctets, format: 'octets' },
        { heading: 'Được cấp', weight: 17, of: (of) => of.quotaOctets, format: 'octets' },
        percent('Tỷ lệ (%)', 12, (of) => share(of.usedOctets, of.quotaOctets)),
        count('80–95 %', 12, (of) => of.over80),
        count('Từ 95 %', 12, (of) => of.over95),
      ],
      levels,
    ),
  };
}

function duties(figures: ReportFigures, levels: number): DocumentSection | null {
  const total = figures.total.duties;
  if (total === undefined || total.mailboxRequired + total.headRequired + total.peopleRequired === 0) return null;
  const met = (part: number, whole: number) => `${percentText(share(part, whole))} % (${numberText(part)}/${numberText(whole)} lượt ngày)`;
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

function requests(figures: ReportFigures, levels: number): DocumentSection {
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
        `${numberText(inTime)}/${numberText(withTerm)} bước đúng hạn (${percentText(share(inTime, withTerm))} %).`;
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

function outages({ outages: { list, workingMinutes, paperProcedures } }: ReportFigures): DocumentSection {
  const heading = 'Ngừng hoạt động';
  if (list.length === 0)
    return { heading, name: heading, paragraphs: ['Trong kỳ hệ thống hoạt động liên tục, không ghi nhận lần ngừng nào.'], table: null };
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

const outageColumns: DocumentTable['columns'] = [
  { heading: 'TT', weight: 8, format: 'center' },
  { heading: 'Từ', weight: 24, format: 'text' },
  { heading: 'Đến', weight: 24, format: 'text' },
  { heading: 'Giờ làm việc bị ngừng', weight: 22, format: 'text' },
  { heading: 'Chuyển sang giấy', weight: 15, format: 'center' },
  { heading: 'Lý do', weight: 45, format: 'text' },
];

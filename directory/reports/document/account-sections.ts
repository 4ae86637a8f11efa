import { numberText, octetsText, percentText, shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { DocumentSection } from './document.ts';
import { count, percent, share, unitTable } from './unit-rows.ts';

export function accountsSection(figures: ReportFigures, levels: number): DocumentSection {
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

export function fillSection(figures: ReportFigures, levels: number): DocumentSection | null {
  const total = figures.total.fill;
  if (figures.fillDay === null || total === undefined) return null;
  return {
    heading: 'Dung lượng hộp thư',
    name: 'Dung lượng',
    paragraphs: [
      `Đến ngày ${shortDay(figures.fillDay)}, ${numberText(total.mailboxes)} hộp thư đã dùng ${octetsText(total.usedOctets)} trong ${octetsText(total.quotaOctets)} ` +
        `được cấp (${percentText(share(total.usedOctets, total.quotaOctets))}\u00a0%); ${numberText(total.over80)} hộp thư đã dùng từ 80\u00a0% đến dưới 95\u00a0%, ${numberText(total.over95)} hộp thư từ 95\u00a0% trở lên.`,
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

import { numberText, octetsText, percentText, shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { DocumentSection } from './document.ts';
import { count, percent, share, unitTable } from './unit-rows.ts';

export function mailSection(figures: ReportFigures, levels: number): DocumentSection {
  const { received, receivedOutside, receivedSigned, receivedOctets, sent, sentOutside, sentSigned, sentOctets, stopped } =
    figures.total.mail;
  const since = figures.mailCountedSince;
  const late = since > figures.period.from ? [`Thư được thống kê từ ngày ${shortDay(since)}; trước ngày đó không có số liệu.`] : [];
  return {
    heading: 'Thư gửi, nhận và an toàn thông tin',
    name: 'Thư gửi, nhận',
    paragraphs: [
      `Nhận ${numberText(received)} thư (${octetsText(receivedOctets)}), trong đó ${numberText(receivedOutside)} từ bên ngoài hệ thống; gửi ${numberText(sent)} thư ` +
        `(${octetsText(sentOctets)}), trong đó ${numberText(sentOutside)} ra bên ngoài. Số thư gửi có chữ ký số là ${numberText(sentSigned)} (${percentText(share(sentSigned, sent))}\u00a0%), ` +
        `số thư nhận có chữ ký số là ${numberText(receivedSigned)} (${percentText(share(receivedSigned, received))}\u00a0%); tính theo khuôn dạng S/MIME của thư.`,
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

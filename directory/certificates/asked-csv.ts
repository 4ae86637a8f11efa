import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { causeNames, stateNames } from './certificate.ts';
import type { ListedCertificate } from './list-certificates-sql.ts';

const headings = [
  ...['Họ tên, đơn vị', 'Địa chỉ thư', 'Gắn với chức vụ', 'Số sê-ri', 'Nơi cấp', 'Chủ thể', 'Hết hạn', 'Vân tay SHA-256'],
  ...['Đề nghị', 'Bàn giao cho', 'Lý do', 'Căn cứ', 'Từ ngày', 'Số kế hoạch'],
];

/** What is asked of the authority that issues, a certificate a line: for people, and for Excel. */
export function askedCsv(certificates: readonly ListedCertificate[]): string {
  return [byteOrderMark + csvLine(headings), ...certificates.map(line)].join('');
}

function line({ name, address, post, serial, issuer, subject, notAfter, fingerprint, ...now }: ListedCertificate): string {
  const { state, handOverTo, cause, reason, since, planId } = now;
  return csvLine([
    // Excel would take 12E34 for a number, and round it.
    ...[name, address, post ?? '', `0x${serial}`, issuer, subject, vietnamDate(notAfter), fingerprint],
    ...[stateNames[state].vi, handOverTo ?? '', cause === null ? '' : causeNames[cause].vi, reason ?? '', since, planId?.toString() ?? ''],
  ]);
}

import type { InBoth } from '#kernel/refusal.ts';

interface FigureWords extends InBoth {
  /** Octets are shown in larger units. */
  readonly unit?: 'octets';
}

/** Every figure of a unit, by sections. All of them are numbers that add up over units. */
export const figureWords = {
  /** As they were at the end of the last day; made and ended during the days. */
  accounts: {
    people: { vi: 'Tài khoản cá nhân', en: 'Personal accounts' },
    inService: { vi: 'Đang hoạt động', en: 'In service' },
    locked: { vi: 'Đang khoá', en: 'Locked' },
    suspended: { vi: 'Tạm dừng', en: 'Suspended' },
    left: { vi: 'Đã thôi công tác', en: 'Left service' },
    units: { vi: 'Hộp thư đơn vị', en: 'Unit mailboxes' },
    made: { vi: 'Lập mới', en: 'Made' },
    ended: { vi: 'Kết thúc', en: 'Ended' },
  },
  mail: {
    received: { vi: 'Thư nhận', en: 'Received' },
    receivedOutside: { vi: 'Nhận từ bên ngoài', en: 'Received from outside' },
    receivedSigned: { vi: 'Nhận có ký số', en: 'Received signed' },
    receivedOctets: { vi: 'Dung lượng nhận', en: 'Received octets', unit: 'octets' },
    sent: { vi: 'Thư gửi', en: 'Sent' },
    sentOutside: { vi: 'Gửi ra bên ngoài', en: 'Sent outside' },
    sentSigned: { vi: 'Gửi có ký số', en: 'Sent signed' },
    sentOctets: { vi: 'Dung lượng gửi', en: 'Sent octets', unit: 'octets' },
    stopped: { vi: 'Thư bị chặn', en: 'Stopped by scanners' },
  },
  fill: {
    mailboxes: { vi: 'Số hộp thư', en: 'Mailboxes' },
    usedOctets: { vi: 'Đã dùng', en: 'Used', unit: 'octets' },
    quotaOctets: { vi: 'Được cấp', en: 'Allowed', unit: 'octets' },
    over80: { vi: 'Từ 80 % đến dưới 95 %', en: '80 % to below 95 %' },
    over95: { vi: 'Từ 95 % trở lên', en: '95 % and above' },
  },
  duties: {
    mailboxRequired: { vi: 'Ngày hộp thư đơn vị phải được đọc', en: 'Days a unit mailbox was to be read' },
    mailboxMet: { vi: 'Ngày được đọc đủ', en: 'Days it was' },
    headRequired: { vi: 'Ngày thủ trưởng phải xem', en: 'Days the head was to look' },
    headMet: { vi: 'Ngày thủ trưởng đã xem', en: 'Days the head did' },
    people: { vi: 'Số cán bộ', en: 'People' },
    peopleRequired: { vi: 'Ngày cán bộ phải đọc', en: 'Days people were to read' },
    peopleMet: { vi: 'Ngày cán bộ đã đọc đủ', en: 'Days they did' },
  },
  /** Made and settled in the days, of the unit that asked. */
  requests: {
    made: { vi: 'Đề nghị đã lập', en: 'Requests made' },
    lines: { vi: 'Số việc trong đề nghị', en: 'Lines of them' },
    carriedOut: { vi: 'Đã thực hiện', en: 'Carried out' },
    refused: { vi: 'Bị từ chối', en: 'Refused' },
    withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FigureWords>>>>;

export type SectionName = keyof typeof figureWords;
export type SectionFigures<Name extends SectionName> = { -readonly [Figure in keyof (typeof figureWords)[Name]]: number };

/** What is not known of the days is left out whole: no mailbox was looked at before somebody began to note it. */
export interface Figures {
  accounts: SectionFigures<'accounts'>;
  mail: SectionFigures<'mail'>;
  fill?: SectionFigures<'fill'>;
  duties?: SectionFigures<'duties'>;
  requests?: SectionFigures<'requests'>;
}

export const sectionNames = Object.keys(figureWords) as SectionName[];

export function noFigures<Name extends SectionName>(section: Name): SectionFigures<Name> {
  return Object.fromEntries(Object.keys(figureWords[section]).map((name) => [name, 0])) as SectionFigures<Name>;
}

/** Adds one unit's figures to another's, whose sections become those of both. */
export function addFigures(sum: Figures, more: Partial<Figures>): void {
  for (const name of sectionNames) {
    const added = more[name] as Record<string, number> | undefined;
    if (added === undefined) continue;
    const into = (sum[name] ?? noFigures(name)) as Record<string, number>;
    for (const [figure, value] of Object.entries(added)) into[figure] = (into[figure] ?? 0) + value;
    Object.assign(sum, { [name]: into });
  }
}

/** What a setting is called and means, beside its form in the schema (`.meta`): the page, the example file and the documents say the same. */
export interface Told {
  readonly name: Both;
  readonly help: Both;
  /** What its number counts. */
  readonly unit?: Both;
  /** What each of its choices is called. */
  readonly choices?: Readonly<Record<string, Both>>;
  /** Never shown, only whether it is set. */
  readonly isSecret?: true;
  /** It is changed in the file alone, and why. */
  readonly onServer?: Both;
  /** What the example file shows of a setting without a default. */
  readonly example?: string | number;
}

export interface Both {
  readonly vi: string;
  readonly en: string;
}

export const minutes: Both = { vi: 'phút', en: 'minutes' };
export const days: Both = { vi: 'ngày', en: 'days' };
export const workingDays: Both = { vi: 'ngày làm việc', en: 'working days' };
export const months: Both = { vi: 'tháng', en: 'months' };

/** What the sections are called, in the order of the file; `general` is what stands in none. */
export const sectionNames: Readonly<Record<string, Both>> = {
  general: { vi: 'Máy chủ', en: 'The server' },
  database: { vi: 'Cơ sở dữ liệu', en: 'Database' },
  tls: { vi: 'Chứng thư TLS', en: 'TLS certificate' },
  limits: { vi: 'Giới hạn', en: 'Limits' },
  smtp: { vi: 'Nhận thư (SMTP, LMTP)', en: 'Receiving (SMTP, LMTP)' },
  audit: { vi: 'Nhật ký kiểm toán', en: 'Audit' },
  imap: { vi: 'Đọc thư (IMAP)', en: 'Reading (IMAP)' },
  web: { vi: 'Đăng nhập trên web', en: 'Signing in on the web' },
  access: { vi: 'Duyệt hai người', en: 'Two people' },
  calendar: { vi: 'Ngày và giờ làm việc', en: 'Working days and hours' },
  duties: { vi: 'Chế độ đọc thư', en: 'The duty to read' },
  passwords: { vi: 'Mật khẩu', en: 'Passwords' },
  accounts: { vi: 'Tài khoản không dùng', en: 'Unused accounts' },
  autoReplies: { vi: 'Trả lời tự động', en: 'Automatic answers' },
  quotaWarnings: { vi: 'Cảnh báo đầy hộp thư', en: 'Warnings of full mailboxes' },
  retention: { vi: 'Lưu giữ hộp thư', en: 'Keeping mailboxes' },
  portal: { vi: 'Danh bạ công khai', en: 'Public directory' },
  requests: { vi: 'Đề nghị của đơn vị', en: 'Requests of units' },
  reports: { vi: 'Báo cáo', en: 'Reports' },
  scan: { vi: 'Quét virus', en: 'Virus scanning' },
  relay: { vi: 'Chuyển tiếp thư ra ngoài', en: 'Relay' },
  log: { vi: 'Nhật ký kỹ thuật', en: 'Log' },
};

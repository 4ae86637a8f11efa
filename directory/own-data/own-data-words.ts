import type { OwnList } from './own-data-sql.ts';

type SectionName = OwnList | 'person' | 'onMine' | 'ofMine' | 'signIns';

const sections: Readonly<Record<SectionName, string>> = {
  person: 'Hồ sơ, chức vụ, địa chỉ / Profile, posts, addresses',
  onMine: 'Ai được dùng hộp thư của tôi / Who may use my mailbox',
  ofMine: 'Tôi được dùng hộp thư nào / Whose mailboxes I may use',
  signIns: 'Các lần đăng nhập / Sign-ins',
  account: 'Tài khoản / Account',
  passkeys: 'Khoá đăng nhập / Passkeys',
  ssoLinks: 'Liên kết đăng nhập một lần (SSO) / Single sign-on links',
  roles: 'Vai trò / Roles',
  appPasswords: 'Mật khẩu ứng dụng / App passwords',
  apiTokens: 'Khoá truy cập API / API tokens',
  webSessions: 'Phiên đăng nhập trên web / Web sessions',
  familiarNetworks: 'Mạng quen thuộc / Familiar networks',
  certificates: 'Chứng thư số / Certificates',
  autoReplies: 'Trả lời tự động / Automatic replies',
  daysMailWasRead: 'Các ngày đã đọc thư / Days on which mail was read',
  mailDays: 'Số thư nhận và gửi mỗi ngày / Messages received and sent by day',
  requests: 'Đề nghị của đơn vị về tôi / Requests of units about me',
  corrections: 'Đề nghị đính chính của tôi / My requests for correction',
  audit: 'Nhật ký về tôi / The audit about me',
};

const columns: Readonly<Record<string, string>> = {
  ...{ name: 'họ tên / name', family: 'họ / family', middle: 'đệm / middle', given: 'tên / given', birthDate: 'ngày sinh / born' },
  ...{
    address: 'địa chỉ / address',
    addresses: 'địa chỉ / addresses',
    posts: 'chức vụ / posts',
    unit: 'đơn vị / unit',
    title: 'tên / title',
  },
  ...{
    formerNames: 'tên trước đây / former names',
    absences: 'vắng mặt / absences',
    groups: 'nhóm / groups',
    standing: 'tình trạng / standing',
  },
  ...{
    validFrom: 'từ / from',
    validTo: 'đến / to',
    until: 'đến / until',
    kind: 'loại / kind',
    state: 'trạng thái / state',
    label: 'tên gọi / label',
  },
  ...{
    createdAt: 'tạo lúc / made',
    lastUsedAt: 'dùng lần cuối / last used',
    expiresAt: 'hết hạn / expires',
    revokedAt: 'thu hồi / revoked',
  },
  ...{
    usedOctets: 'đang chứa (byte) / octets used',
    quotaOctets: 'hạn mức (byte) / quota in octets',
    network: 'mạng / network',
    via: 'qua / via',
  },
  ...{
    at: 'lúc / at',
    what: 'việc / what',
    actor: 'người làm / who',
    peer: 'từ / from where',
    credential: 'bằng / by',
    count: 'số lần / times',
  },
  ...{ firstAt: 'lần đầu / first', lastAt: 'lần cuối / last', outcome: 'kết quả / outcome', opens: 'hộp thư / mailbox', day: 'ngày / day' },
  ...{
    received: 'nhận / received',
    sent: 'gửi / sent',
    reason: 'lý do / reason',
    rights: 'quyền / rights',
    who: 'ai / who',
    to: 'giao cho / to',
  },
};

/** What the readable page of an export says, in both languages at once: it is read by whoever the person gives it to. */
export const ownDataWords = {
  title: 'Dữ liệu của tôi trong hệ thống Công Thư / My data in Công Thư',
  madeAt: 'Lập lúc / Made at',
  nothing: 'Không có / None',
  cut: (rows: number) => `Chỉ có ${rows} dòng mới nhất / Only the latest ${rows} rows`,
  notes: [
    'Tệp này có mọi dữ liệu hệ thống giữ về bạn, trừ thư: thư lấy bằng ứng dụng thư (IMAP). Tệp du-lieu.json bên cạnh có cùng nội dung cho máy đọc. / This holds all that the system keeps of you but your mail, which is had by a mail program (IMAP). du-lieu.json beside it says the same for programs.',
    'Không có mật khẩu hay khoá bí mật nào. Địa chỉ mạng của người khác và việc lưu giữ thư theo yêu cầu pháp lý không được nêu. / There are no passwords or secrets. Where others acted from, and whether mail is kept for the law, is not told.',
    'Sai chỗ nào, hãy gửi đề nghị đính chính ở trang Tài khoản của tôi. / Where something is wrong, ask for its correction on the page My account.',
  ],
  sections,
  columns,
} as const;

import { days, minutes, months, type Told, workingDays } from './told.ts';

// What the settings of offices and their people are called and mean, in both languages: for the page, the example file and the documents.

export const audit = {
  monthsKept: {
    name: { vi: 'Giữ nhật ký kiểm toán', en: 'The audit is kept for' },
    help: {
      vi: 'Số tháng giữ nhật ký kiểm toán, ít nhất 6 (REQ-ACC-11); các gốc đã ký được giữ mãi.',
      en: 'How many months the audit is kept, at least 6 (REQ-ACC-11); the signed roots are kept for ever.',
    },
    unit: months,
    onServer: {
      vi: 'Rút ngắn là xoá nhật ký: ai chiếm được một phiên web không được xoá dấu vết của mình.',
      en: 'To shorten it deletes entries: who has got hold of a session must not remove their own traces.',
    },
  },
} as const satisfies Record<string, Told>;

export const access = {
  twoPeople: {
    name: { vi: 'Việc hệ trọng cần hai người duyệt', en: 'Dangerous acts take two people' },
    help: {
      vi: 'Một người đề nghị, người khác duyệt (docs/roles.md): mở hộp thư người khác, giao vai trò, đặt lại mật khẩu của người có vai trò, đổi cài đặt. Hãy bật khi đã có hai quản trị.',
      en: 'Whether dangerous acts take two people, of whom one proposes and another approves (docs/roles.md): opening somebody’s mailbox to another, giving a role, resetting the password of somebody who has one, changing settings on the web. Off, since a new installation has one administrator, who could then do none of these; turn it on when there are two.',
    },
  },
} as const satisfies Record<string, Told>;

export const calendar = {
  weekdays: {
    name: { vi: 'Ngày làm việc trong tuần', en: 'Working days of the week' },
    help: {
      vi: '1 thứ Hai … 7 Chủ nhật. Thời hạn, chế độ đọc thư và gián đoạn tính theo đây. Ngày nghỉ: docs/calendar.md.',
      en: 'Working days (1 Monday … 7 Sunday), by which terms, duties and outages are reckoned. Holidays: docs/calendar.md.',
    },
  },
  officeHours: {
    name: { vi: 'Giờ làm việc', en: 'Office hours' },
    help: { vi: 'Theo giờ Việt Nam, như 07:30-11:30.', en: 'Office hours in Vietnam’s time.' },
  },
} as const satisfies Record<string, Told>;

export const duties = {
  parts: {
    name: { vi: 'Các buổi phải đọc thư', en: 'Parts of the day' },
    help: {
      vi: 'Trong mỗi buổi của ngày làm việc mỗi hộp thư phải được xem một lần (docs/duties.md), theo nửa giờ: hai buổi là hai lần một ngày. Một đến bốn. Thay đổi tính từ hôm sau; buổi đã đạt vẫn là đạt.',
      en: 'Parts of a working day in each of which every mailbox is to be looked at (docs/duties.md), by half hours: two are twice a day. One to four. A change counts from the next day on, and what was met before stays met.',
    },
  },
  remindAt: {
    name: { vi: 'Giờ nhắc', en: 'Reminders at' },
    help: {
      vi: 'Vào những giờ này, người phụ trách hộp thư còn thư chưa đọc mà buổi này chưa ai xem sẽ nhận một thư nhắc. Bỏ trống: không nhắc ai.',
      en: 'At these times of a working day whoever is responsible for a mailbox with unread mail that nobody has looked at in this part of the day gets one mail. []: nobody is reminded.',
    },
  },
  remindUnits: {
    name: { vi: 'Nhắc về hộp thư đơn vị', en: 'Remind of units’ mailboxes' },
    help: { vi: 'Nhắc thủ trưởng và người cùng dùng hộp thư.', en: 'Of units’ mailboxes: their heads and whoever works with them.' },
  },
  remindPeople: {
    name: { vi: 'Nhắc về hộp thư cá nhân', en: 'Remind of people’s own' },
    help: { vi: 'Nhắc từng người về hộp thư của mình.', en: 'And people of their own.' },
  },
} as const satisfies Record<string, Told>;

export const passwords = {
  firstPasswordDays: {
    name: { vi: 'Mật khẩu do người khác đặt dùng được trong', en: 'A password that somebody else chose lasts' },
    help: {
      vi: 'Quá bấy nhiêu ngày mà chưa đổi (ở /doi-mat-khau) thì không đăng nhập được. 0: không hạn.',
      en: 'A password that somebody else chose must be changed within so many days (at /doi-mat-khau), or nobody signs in to the account. 0: never.',
    },
    unit: days,
  },
  maxAgeMonths: {
    name: { vi: 'Phải đổi mật khẩu sau', en: 'Passwords are changed after' },
    help: {
      vi: 'Nơi nào tỉnh yêu cầu: 3 đến 6 tháng (REQ-ACC-8). 0: không bắt buộc.',
      en: 'Every password must be changed after so many months, 3 to 6 where the province asks for it (REQ-ACC-8). 0: never.',
    },
    unit: months,
  },
  historyMax: {
    name: { vi: 'Không trùng mật khẩu cũ', en: 'Not one of the last' },
    help: {
      vi: 'Mật khẩu mới không được là một trong bấy nhiêu mật khẩu gần nhất.',
      en: 'A new one is none of the last so many, 10 at most.',
    },
  },
} as const satisfies Record<string, Told>;

export const accounts = {
  idleLockMonths: {
    name: { vi: 'Khoá tài khoản không dùng sau', en: 'Unused accounts are locked after' },
    help: {
      vi: 'Chủ tài khoản được báo trước 14 và 3 ngày. Trừ hộp thư đơn vị và người có vai trò. Mở lại: user unlock. 0: không khoá.',
      en: 'An account nobody has signed in to for so many months is locked; its owner is told 14 and 3 days before. Units’ mailboxes and whoever has a role are left out. user unlock opens it again. 0: never.',
    },
    unit: months,
  },
} as const satisfies Record<string, Told>;

export const autoReplies = {
  outside: {
    name: { vi: 'Trả lời cả người gửi từ ngoài', en: 'Answer senders from outside' },
    help: {
      vi: 'Ai viết cho người đã nghỉ hay chuyển đi được báo địa chỉ mới (docs/people.md): cán bộ đã đăng nhập, và nếu bật thì cả người ngoài. Tắt vì người gửi từ ngoài có thể bị giả mạo.',
      en: 'Who writes to somebody who has left or moved is told where to write instead (docs/people.md): staff who are signed in. With outside: true whoever else writes is, too. Off, since a sender from outside may be forged, and the answer would go to somebody who never wrote.',
    },
  },
} as const satisfies Record<string, Told>;

export const quotaWarnings = {
  percents: {
    name: { vi: 'Báo khi hộp thư đầy', en: 'Warn when a mailbox is full by' },
    help: {
      vi: 'Chủ hộp thư (của đơn vị: thủ trưởng) được báo một lần ở mỗi mức phần trăm. Bỏ trống: không báo.',
      en: 'The owner of a mailbox (of a unit’s: its head) is told once when it is so full, of a hundred. None: [].',
    },
    unit: { vi: '%', en: '%' },
  },
} as const satisfies Record<string, Told>;

export const retention = {
  deleteDue: {
    name: { vi: 'Hộp thư đã hết hạn lưu', en: 'Mailboxes whose time is over' },
    help: {
      vi: 'Sau ngày hộp thư của người đã nghỉ được phép xoá (docs/people.md). by-hand: được liệt kê (congthu account due) và giữ tới khi có người xoá. automatic: tự xoá, trừ khi đang lưu giữ theo pháp luật hay đang giao người khác đọc. Hộp thư đơn vị không bao giờ tự xoá.',
      en: 'What is done on the day after which a retired person’s mailbox may be deleted (docs/people.md). by-hand: it is listed (congthu account due) and kept until somebody deletes it. automatic: it is deleted, unless it is under legal hold or lent to somebody. Units’ mailboxes never are by itself.',
    },
    choices: {
      'by-hand': { vi: 'Giữ tới khi có người xoá', en: 'Kept until somebody deletes it' },
      automatic: { vi: 'Tự xoá', en: 'Deleted' },
    },
  },
  unitKeptDays: {
    name: { vi: 'Giữ hộp thư đơn vị đã giải thể', en: 'A unit’s mailbox is kept for' },
    help: {
      vi: 'Bấy nhiêu ngày sau khi đơn vị giải thể mới được xoá.',
      en: 'So many days after a unit has ended its mailbox may be deleted.',
    },
    unit: days,
  },
} as const satisfies Record<string, Told>;

export const portal = {
  people: {
    name: { vi: 'Công khai cán bộ', en: 'People who are published' },
    help: {
      vi: 'Trang danh bạ công khai cho xem và xuất những ai (REQ-DIR-12). Về người được công khai ai cũng biết họ tên, chức vụ, đơn vị, địa chỉ thư, và không gì khác.',
      en: 'Which people the public page of the directory shows and exports (REQ-DIR-12): none; heads (of units); all who are in service and hold a post. Of somebody published anybody learns name, post, unit and mail address, and nothing else.',
    },
    choices: {
      none: { vi: 'Không ai', en: 'Nobody' },
      heads: { vi: 'Thủ trưởng các đơn vị', en: 'Heads of units' },
      all: { vi: 'Mọi cán bộ đang giữ chức vụ', en: 'All who hold a post' },
    },
  },
} as const satisfies Record<string, Told>;

export const requests = {
  unitAboveWorkingDays: {
    name: { vi: 'Đơn vị cấp trên xét đề nghị trong', en: 'The unit above endorses within' },
    help: {
      vi: 'Số ngày làm việc để đơn vị cấp trên xác nhận (hay trả lại) đề nghị (REQ-ACC-2).',
      en: 'Working days within which a unit’s request is to be endorsed (or returned) by the unit above (REQ-ACC-2).',
    },
    unit: workingDays,
  },
  operatorWorkingDays: {
    name: { vi: 'Quản trị thực hiện đề nghị trong', en: 'The operator carries out within' },
    help: { vi: 'Số ngày làm việc để thực hiện (hay từ chối) đề nghị.', en: 'And carried out (or refused) by the operator.' },
    unit: workingDays,
  },
  remindAt: {
    name: { vi: 'Nhắc việc đang chờ lúc', en: 'Reminder at' },
    help: {
      vi: 'Sáng ngày làm việc, ai đến lượt được báo những gì đang chờ mình (docs/requests.md).',
      en: 'Whoever’s turn it is hears of what waits for them on the mornings of working days, at this time (docs/requests.md).',
    },
  },
} as const satisfies Record<string, Told>;

export const reports = {
  halfYearEnds: {
    name: { vi: 'Ngày cuối của hai kỳ nửa năm', en: 'Ends of the half-years' },
    help: {
      vi: 'Dạng MM-DD: ngày thứ hai cũng là ngày cuối năm báo cáo. Có tỉnh dùng 06-20 và 12-20, hay 06-14 và 12-14.',
      en: 'On which days the halves of a year end, as MM-DD: the second ends the year too. Some provinces want 06-20 and 12-20, or 06-14 and 12-14.',
    },
  },
  superior: {
    name: { vi: 'Cơ quan chủ quản', en: 'The body above' },
    help: {
      vi: 'Đứng đầu báo cáo của cả tỉnh (docs/reports.md). Báo cáo của đơn vị mang tên đơn vị.',
      en: 'What stands at the head of a report of the whole province (docs/reports.md): the body above. A unit’s own report has its names; a command may say otherwise.',
    },
    example: 'Ủy ban nhân dân tỉnh Bắc Kạn',
  },
  issuer: {
    name: { vi: 'Cơ quan ban hành', en: 'Who issues it' },
    help: { vi: 'Cơ quan ban hành báo cáo của cả tỉnh.', en: 'Who issues it.' },
    example: 'Sở Thông tin và Truyền thông',
  },
  place: {
    name: { vi: 'Địa danh', en: 'Place' },
    help: { vi: 'Trước ngày tháng của báo cáo.', en: 'The place, before the date.' },
    example: 'Bắc Kạn',
  },
  signerTitle: {
    name: { vi: 'Chức vụ người ký', en: 'The signer’s post' },
    help: { vi: 'Ở cuối báo cáo.', en: 'At the foot.' },
    example: 'Giám đốc',
  },
} as const satisfies Record<string, Told>;

export const web = {
  idleMinutes: {
    name: { vi: 'Phiên web không dùng thì hết sau', en: 'A web session unused ends after' },
    help: {
      vi: 'Bấy nhiêu phút không dùng thì phải đăng nhập lại.',
      en: 'A session of the web application ends when it was not used for so many minutes.',
    },
    unit: minutes,
  },
  absoluteHours: {
    name: { vi: 'Phiên web dài nhất', en: 'Longest web session' },
    help: { vi: 'Dù đang dùng, bấy nhiêu giờ sau khi đăng nhập phiên cũng hết.', en: 'And so many hours after signing in in any case.' },
    unit: { vi: 'giờ', en: 'hours' },
  },
  secondFactorFor: {
    name: { vi: 'Ai phải có bước hai khi đăng nhập', en: 'Who must have a second factor' },
    help: {
      vi: 'Để vào trang web (mã trên điện thoại hoặc khoá đăng nhập, REQ-ACC-8). Quản trị là ai có vai trò (docs/roles.md). Ai chưa có sẽ đặt ở lần đăng nhập đầu; người khác vẫn có thể tự bật. Bật rồi thì ứng dụng thư dùng mật khẩu ứng dụng.',
      en: 'Who must have a second factor (a code from a phone, REQ-ACC-8) to sign in on the web: administrators (whoever has a role, docs/roles.md), everybody or nobody. Who has none yet sets it up at the first sign-in. Others may have one. With one, mail programs need app passwords.',
    },
    choices: {
      administrators: { vi: 'Người quản trị', en: 'Administrators' },
      everybody: { vi: 'Mọi người', en: 'Everybody' },
      nobody: { vi: 'Không ai', en: 'Nobody' },
    },
  },
} as const satisfies Record<string, Told>;

export const imap = {
  uidOnly: {
    name: { vi: 'Cho dùng UIDONLY', en: 'UIDONLY' },
    help: {
      vi: 'Cho ứng dụng thư bỏ số thứ tự (RFC 9586). Tắt: Outlook mới đòi dùng rồi không hiện thư nào.',
      en: 'Whether clients may do without sequence numbers (UIDONLY, RFC 9586). Off: new Outlook asks for it and then shows no mail.',
    },
  },
} as const satisfies Record<string, Told>;

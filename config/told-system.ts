import type { Told } from './told.ts';

// What the settings of the machine and its services are called and mean, in both languages: for the page, the example file and the documents.

/** Why a setting is changed at the server alone: who has got hold of a session must not reach the machine through it. */
const onServer = {
  path: {
    vi: 'Là đường dẫn trên máy chủ: từ trang web không được chọn tệp để chương trình đọc hay ghi.',
    en: 'It is a path on the server: nobody chooses from the web which files the program reads or writes.',
  },
  reach: {
    vi: 'Đặt sai thì lần khởi động sau không ai vào lại được trang này để sửa.',
    en: 'With a wrong value nobody would reach this page again after the next start.',
  },
  mail: {
    vi: 'Mọi thư, hay mật khẩu, đi qua nơi ghi ở đây: chỉ người vào được máy chủ mới đổi.',
    en: 'All mail, or a password, passes through what is named here: only who has the server changes it.',
  },
} as const;

const postgres = 'postgres://congthu_app:secret@db.example.vn/congthu';

export const system = {
  hostname: {
    name: { vi: 'Tên máy chủ', en: 'Host name' },
    help: {
      vi: 'Tên mà máy chủ tự xưng (HELO, chứng thư TLS, trang web). Trong DNS, tên này phải trỏ tới máy này.',
      en: 'What the server calls itself (HELO, TLS certificate, web). It should resolve to this machine.',
    },
    onServer: onServer.reach,
  },
  bind: {
    name: { vi: 'Địa chỉ lắng nghe', en: 'Addresses to listen on' },
    help: {
      vi: 'Các địa chỉ mạng mà máy chủ nhận kết nối. Mặc định chỉ chính máy này.',
      en: 'Addresses to listen on. Loopback only, until this says otherwise.',
    },
    onServer: onServer.reach,
  },
  portBase: {
    name: { vi: 'Gốc cổng', en: 'Base of ports' },
    help: {
      vi: 'Mỗi dịch vụ ở số này cộng cổng chuẩn của nó: IMAPS ở 10993. Khi vận hành thật: 0.',
      en: 'Every listener stands at this number plus its standard port: IMAPS at 10993. Production: 0.',
    },
    onServer: onServer.reach,
  },
  dataDir: {
    name: { vi: 'Thư mục dữ liệu', en: 'Data folder' },
    help: {
      vi: 'Nơi để cơ sở dữ liệu, thư lớn, khoá và thư đang đến. Phải sao lưu và giữ kín.',
      en: 'Where the database, large bodies, keys and the spool live. Back it up; keep it private.',
    },
    onServer: onServer.path,
  },
  province: {
    name: { vi: 'Tệp của tỉnh', en: 'The province’s file' },
    help: { vi: 'Tỉnh mà lần khởi động đầu tiên lập ra.', en: 'The province that a first start sets up.' },
    onServer: onServer.path,
  },
  workers: {
    name: { vi: 'Số tiến trình', en: 'Processes' },
    help: { vi: 'Số tiến trình phục vụ; auto: mỗi nhân một tiến trình.', en: 'Processes that serve clients: auto is one per core.' },
    onServer: onServer.reach,
  },
  postmaster: {
    name: { vi: 'Người nhận thư postmaster', en: 'Postmaster' },
    help: {
      vi: 'Ai đọc postmaster@ và abuse@ của mọi tên miền (RFC 2142, RFC 5321 §4.5.1). Bỏ trống: quantri@ của tên miền đầu tiên.',
      en: 'Who reads postmaster@ and abuse@ of every domain (RFC 2142, RFC 5321 §4.5.1). Without it: quantri@ of the first domain.',
    },
    ...{ example: 'quantri@backan.gov.vn', onServer: onServer.mail },
  },
  directDelivery: {
    name: { vi: 'Gửi thẳng ra ngoài', en: 'Direct delivery' },
    help: {
      vi: 'Khi không có máy chuyển tiếp: tự gửi thư tới máy nhận của từng tên miền (MX). Cần DNS và cổng 25 ra ngoài.',
      en: 'Without a relay: hand mail to the mail exchangers of each domain ourselves (MX). Needs DNS and port 25 to the outside.',
    },
  },
} as const satisfies Record<string, Told>;

export const database = {
  url: {
    name: { vi: 'PostgreSQL của chương trình', en: 'PostgreSQL of the program' },
    help: {
      vi: 'Không có thì PostgreSQL kèm theo chạy trong dataDir. Khi vận hành thật hãy chỉ ra máy của mình (bản 15 trở lên): url đăng nhập bằng vai trò của chương trình (congthu_app), ownerUrl bằng vai trò sở hữu lược đồ. Có cả hai hoặc không có cái nào.',
      en: 'Without url an embedded PostgreSQL runs inside dataDir. In production name your own (15 or later): url signs in as the application’s role (congthu_app), ownerUrl as the role that owns the schema and runs migrations. Both together or neither. How to make the roles: docs/operating.md.',
    },
    ...{ example: postgres, isSecret: true, onServer: onServer.mail },
  },
  ownerUrl: {
    name: { vi: 'PostgreSQL của chủ lược đồ', en: 'PostgreSQL of the owner' },
    help: {
      vi: 'Vai trò sở hữu lược đồ: nâng cấp bảng khi khởi động.',
      en: 'The role that owns the schema and runs migrations. They grant to congthu_app by that name.',
    },
    ...{ example: postgres.replace('_app', '_owner'), isSecret: true, onServer: onServer.mail },
  },
  osUser: {
    name: { vi: 'Người dùng của hệ điều hành', en: 'User of the system' },
    help: {
      vi: 'PostgreSQL kèm theo chạy bằng người dùng này khi chương trình khởi động bằng root.',
      en: 'The OS user of the embedded PostgreSQL when started as root (PostgreSQL refuses to run as root).',
    },
    ...{ example: 'congthu', onServer: onServer.path },
  },
  poolPerWorker: {
    name: { vi: 'Kết nối mỗi tiến trình', en: 'Connections per worker' },
    help: {
      vi: 'Số kết nối tới PostgreSQL để phục vụ, mỗi tiến trình; còn giữ thêm bốn. Tổng phải vừa max_connections, được kiểm tra khi khởi động.',
      en: 'Connections per worker that serve clients. It keeps four more (notices, access, bounces): workers × (poolPerWorker + 4) + 12 must fit into the server’s max_connections, which is checked at start.',
    },
    onServer: onServer.reach,
  },
  maxConnections: {
    name: { vi: 'max_connections', en: 'max_connections' },
    help: {
      vi: 'max_connections của PostgreSQL kèm theo. Bỏ trống: đủ cho các tiến trình, ít nhất 100.',
      en: 'max_connections of the embedded PostgreSQL. Without it: as many as the workers want, at least 100.',
    },
    ...{ example: 100, onServer: onServer.reach },
  },
} as const satisfies Record<string, Told>;

export const tls = {
  certificate: {
    name: { vi: 'Chứng thư TLS', en: 'TLS certificate' },
    help: {
      vi: 'Chuỗi chứng thư, dạng PEM. Không có thì CA nội bộ trong dataDir/tls tự cấp.',
      en: 'Certificate chain in PEM. Without it and its key the local CA in dataDir/tls issues one.',
    },
    ...{ example: '/etc/congthu/fullchain.pem', onServer: onServer.path },
  },
  key: {
    name: { vi: 'Khoá của chứng thư TLS', en: 'Key of the TLS certificate' },
    help: { vi: 'Khoá bí mật của chứng thư, dạng PEM.', en: 'Its key in PEM.' },
    ...{ example: '/etc/congthu/privkey.pem', onServer: onServer.path },
  },
} as const satisfies Record<string, Told>;

const octets = { vi: 'byte', en: 'octets' };

export const limits = {
  messageOctetsMax: {
    name: { vi: 'Cỡ thư lớn nhất', en: 'Largest message' },
    help: {
      vi: 'Thư lớn hơn bị từ chối ngay từ MAIL FROM (REQ-ACC-9): 25 MB là 26214400.',
      en: 'The largest message, announced by SIZE and refused at MAIL FROM (REQ-ACC-9): 25 MB.',
    },
    unit: octets,
  },
  recipientsPerMessageMax: {
    name: { vi: 'Số người nhận một thư', en: 'Recipients of a message' },
    help: {
      vi: 'Nhiều nhất bấy nhiêu người nhận một thư; RFC 5321 §4.5.3.1.8 đòi ít nhất 100.',
      en: 'RFC 5321 §4.5.3.1.8 asks for at least 100.',
    },
  },
  connectionsMax: {
    name: { vi: 'Số kết nối cùng lúc', en: 'Connections at once' },
    help: {
      vi: 'Của IMAP, và của POP3, mỗi tiến trình: mỗi kết nối chiếm khoảng 100 KB và một mô tả tệp (ulimit -n). Người đến sau được báo thử lại. SMTP phục vụ 2.000.',
      en: 'Connections of IMAP, and of POP3, at once per process: each of them takes some 100 KB while it idles, and a descriptor (ulimit -n). Who comes after is told to come later. SMTP, whose connections end soon, serves 2,000.',
    },
  },
  connectionsPerAddressMax: {
    name: { vi: 'Số kết nối từ một địa chỉ mạng', en: 'Connections from one address' },
    help: { vi: 'Cùng lúc, mỗi tiến trình và giao thức.', en: 'Connections at once from one network address, per process and protocol.' },
  },
  connectionsPerAccountMax: {
    name: { vi: 'Số kết nối của một tài khoản', en: 'Connections of one account' },
    help: { vi: 'Cùng lúc, mỗi tiến trình và giao thức.', en: 'Connections at once of one account, per process and protocol.' },
  },
} as const satisfies Record<string, Told>;

export const smtp = {
  lineEndings: {
    name: { vi: 'Xuống dòng sai chuẩn', en: 'Bare line ends' },
    help: {
      vi: 'CR hay LF đứng một mình trong thư: normalize coi là xuống dòng (không bao giờ là hết thư), reject từ chối thư.',
      en: 'A bare LF or CR in a message: normalize makes it a line end (never an end of message), reject refuses the message.',
    },
    choices: { normalize: { vi: 'Coi là xuống dòng', en: 'Make it a line end' }, reject: { vi: 'Từ chối thư', en: 'Refuse the message' } },
  },
  lmtpFrom: {
    name: { vi: 'Được giao thư bằng LMTP', en: 'May deliver by LMTP' },
    help: {
      vi: 'Ai được giao thư qua LMTP (cổng 24), vốn không có đăng nhập: địa chỉ, hay mạng như 10.1.0.0/16.',
      en: 'Who may deliver by LMTP (port 24), which knows no sign-in: addresses, or networks such as 10.1.0.0/16.',
    },
    onServer: {
      vi: 'Mở một cửa không cần đăng nhập: chỉ người vào được máy chủ mới đổi.',
      en: 'It opens a door that takes no sign-in: only who has the server changes it.',
    },
  },
} as const satisfies Record<string, Told>;

export const scan = {
  host: {
    name: { vi: 'Máy quét virus: tên máy', en: 'Virus scanner: host' },
    help: {
      vi: 'clamd. Đã khai mà không trả lời thì thư phải chờ (451), không bao giờ cho qua khi chưa quét. Không khai thì thư không được quét. Ghi host (và port) hoặc socket.',
      en: 'clamd. When it is named and does not answer, mail is deferred (451), never let through unscanned. Without it mail is not scanned, and the start says so. Give host (and port) or socket.',
    },
    ...{ example: '127.0.0.1', onServer: onServer.mail },
  },
  port: {
    name: { vi: 'Máy quét virus: cổng', en: 'Virus scanner: port' },
    help: { vi: 'Cổng của clamd.', en: 'Its port.' },
    onServer: onServer.mail,
  },
  socket: {
    name: { vi: 'Máy quét virus: socket', en: 'Virus scanner: socket' },
    help: { vi: 'Socket của clamd trên cùng máy, thay cho host.', en: 'Its socket on the same machine, instead of host.' },
    ...{ example: '/run/clamav/clamd.ctl', onServer: onServer.path },
  },
  timeoutSeconds: {
    name: { vi: 'Máy quét virus: chờ nhiều nhất', en: 'Virus scanner: patience' },
    help: { vi: 'Quá bấy nhiêu giây thì coi như không trả lời.', en: 'After so many seconds it counts as not answering.' },
    onServer: onServer.mail,
  },
} as const satisfies Record<string, Told>;

export const relay = {
  host: {
    name: { vi: 'Máy chuyển tiếp', en: 'Relay' },
    help: {
      vi: 'Thư cho tên miền khác được giao tới đây. Không có (và không gửi thẳng) thì thư ấy bị từ chối.',
      en: 'Where mail for other domains is handed to. Without it (and without directDelivery) such mail is refused, and the start says so.',
    },
    ...{ example: 'relay.example.vn', onServer: onServer.mail },
  },
  port: {
    name: { vi: 'Cổng của máy chuyển tiếp', en: 'Port of the relay' },
    help: { vi: 'Thường là 25.', en: 'Mostly 25.' },
    onServer: onServer.mail,
  },
  tls: {
    name: { vi: 'TLS tới máy chuyển tiếp', en: 'TLS to the relay' },
    help: {
      vi: 'none: không; opportunistic: STARTTLS khi có; required: phải có STARTTLS; implicit: TLS ngay từ đầu.',
      en: 'none, opportunistic (STARTTLS when offered), required (STARTTLS or not at all), implicit (TLS from the first octet)',
    },
    onServer: onServer.mail,
  },
  user: {
    name: { vi: 'Tên đăng nhập máy chuyển tiếp', en: 'User at the relay' },
    help: { vi: 'Khi máy chuyển tiếp đòi đăng nhập.', en: 'Where it wants a sign-in.' },
    ...{ example: 'congthu', onServer: onServer.mail },
  },
  password: {
    name: { vi: 'Mật khẩu máy chuyển tiếp', en: 'Password at the relay' },
    help: { vi: 'Không bao giờ được hiện ra.', en: 'Never shown.' },
    ...{ example: 'secret', isSecret: true, onServer: onServer.mail },
  },
} as const satisfies Record<string, Told>;

export const log = {
  level: {
    name: { vi: 'Mức ghi nhật ký kỹ thuật', en: 'Level of the log' },
    help: {
      vi: 'Dòng JSON ra luồng lỗi chuẩn; không bao giờ có mật khẩu hay nội dung thư.',
      en: 'debug, info, warn or error. JSON lines on standard error; passwords and message bodies never appear.',
    },
    choices: {
      debug: { vi: 'Mọi chi tiết', en: 'Everything' },
      info: { vi: 'Bình thường', en: 'Normal' },
      warn: { vi: 'Chỉ cảnh báo và lỗi', en: 'Warnings and errors' },
      error: { vi: 'Chỉ lỗi', en: 'Errors alone' },
    },
  },
} as const satisfies Record<string, Told>;

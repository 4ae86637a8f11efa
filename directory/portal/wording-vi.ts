import { html } from 'hono/html';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { Wording } from './wording.ts';

// Văn phong hành chính; tên trường tiếng Anh của Thunderbird đặt trong ngoặc cho người dùng bản tiếng Anh.
export const wordingVi = {
  title: 'Hệ thống thư điện tử công vụ',
  lead: 'Cổng thông tin dành cho cán bộ, công chức, viên chức và các cơ quan, đơn vị trên địa bàn: hướng dẫn thiết lập hộp thư, chứng thư số của máy chủ và danh bạ thư điện tử công vụ.',
  skip: 'Chuyển đến nội dung chính',
  otherLanguage: { language: 'en', label: 'English' },
  sections: {
    label: 'Các mục trong trang',
    mail: 'Thiết lập hộp thư',
    certificate: 'Chứng thư số của máy chủ',
    units: 'Danh bạ cơ quan, đơn vị',
  },
  mail: {
    lead: 'Sử dụng các thông số sau cho Thunderbird, Outlook hoặc ứng dụng thư trên điện thoại.',
    columns: { use: 'Mục đích', server: 'Máy chủ', port: 'Cổng', security: 'Bảo mật kết nối' },
    receive: 'Nhận thư',
    send: 'Gửi thư',
    recommended: 'Khuyến nghị',
    startTls: 'Chỉ chọn STARTTLS khi chương trình thư không hỗ trợ SSL/TLS.',
    userName: 'Tên đăng nhập',
    userNameValue: 'Địa chỉ thư điện tử đầy đủ',
    password: 'Xác thực',
    passwordValue: 'Mật khẩu thông thường',
    unitMailbox: html`Hộp thư của đơn vị không có mật khẩu riêng: người được giao phụ trách thấy hộp thư đó trong tài khoản của mình, ở thư mục <code>Shared</code>, mang tên địa chỉ của đơn vị. Nếu chương trình thư chưa hiển thị, chọn <b>Đăng ký thư mục</b> (Subscribe).`,
    stepsTitle: 'Các bước thực hiện trên Thunderbird',
    steps: ({ hostname, imaps, submissions }) => [
      html`Mở <b>Cài đặt tài khoản</b> (Account Settings), chọn <b>Thêm tài khoản thư</b> (Add Mail Account).`,
      html`Nhập họ và tên, địa chỉ thư điện tử công vụ và mật khẩu được cấp, sau đó chọn <b>Cấu hình thủ công</b> (Configure manually).`,
      html`Máy chủ thư đến: giao thức <b>IMAP</b>, tên máy chủ <code>${hostname}</code>, cổng <code>${imaps}</code>, bảo mật kết nối <b>SSL/TLS</b>, phương thức xác thực <b>Mật khẩu thông thường</b> (Normal password).`,
      html`Máy chủ thư đi: tên máy chủ <code>${hostname}</code>, cổng <code>${submissions}</code>, bảo mật kết nối <b>SSL/TLS</b>, phương thức xác thực <b>Mật khẩu thông thường</b>.`,
      html`Tên đăng nhập ở cả hai mục là địa chỉ thư điện tử đầy đủ. Chọn <b>Kiểm tra lại</b> (Re‑test), rồi chọn <b>Hoàn tất</b> (Done).`,
    ],
  },
  certificate: {
    needed:
      'Máy chủ sử dụng chứng thư số do hệ thống chứng thực nội bộ của tỉnh cấp. Để kết nối được bảo vệ, mỗi máy tính hoặc điện thoại cần cài đặt chứng thư gốc một lần. Thiết bị đã được cơ quan cài đặt sẵn thì không phải thực hiện bước này.',
    notNeeded: 'Chứng thư số của máy chủ do tổ chức chứng thực mà các thiết bị đã tin cậy cấp. Người dùng không phải cài đặt thêm.',
    compare:
      'Trước khi cài đặt, đối chiếu dấu vân tay này với thông báo bằng văn bản của quản trị viên. Nếu không khớp, không cài đặt và báo ngay cho quản trị viên.',
    fingerprint: 'Dấu vân tay SHA-256',
    download: 'Tải chứng thư gốc',
    stepsTitle: 'Cài đặt vào Thunderbird',
    steps: [
      html`Mở <b>Cài đặt</b> (Settings), mục <b>Riêng tư và bảo mật</b> (Privacy &amp; Security), chọn <b>Quản lý chứng thư</b> (Manage Certificates).`,
      html`Tại thẻ <b>Cơ quan chứng thực</b> (Authorities), chọn <b>Nhập</b> (Import) và mở tệp <code>ca.pem</code> đã tải.`,
      html`Đánh dấu cả hai mục tin cậy: <b>nhận diện trang web</b> (websites) và <b>người dùng thư điện tử</b> (email users), rồi chọn <b>OK</b>.`,
    ],
  },
  units: {
    count: (units) => `${units} cơ quan, đơn vị`,
    searchLabel: 'Tìm theo tên hoặc địa chỉ, có dấu hoặc không dấu',
    searchHint: 'Ví dụ: so thong tin',
    search: 'Tìm kiếm',
    clear: 'Xem toàn bộ danh bạ',
    found: (units, query) => `Tìm thấy ${units} cơ quan, đơn vị với từ khóa “${query}”`,
    foundNone: 'Không có cơ quan, đơn vị nào phù hợp. Vui lòng kiểm tra lại từ khóa hoặc nhập ít từ hơn.',
    noMailbox: 'Chưa có hộp thư',
    below: (kind, units) => `${units} ${kind === 'district' ? 'xã, phường, thị trấn' : 'đơn vị trực thuộc'}`,
    groups: {
      province: 'Cơ quan cấp tỉnh',
      agency: 'Sở, ban, ngành',
      'mass-organisation': 'Mặt trận Tổ quốc và các đoàn thể',
      office: 'Đơn vị trực thuộc',
      district: 'Huyện, thị xã, thành phố',
      commune: 'Xã, phường, thị trấn',
    },
    exports: 'Tải danh bạ',
    csv: 'Bảng tính (CSV)',
    json: 'Dữ liệu mở (JSON)',
    policy: 'Danh bạ chỉ công bố hộp thư của cơ quan, đơn vị. Địa chỉ của cá nhân không được công bố trên trang này.',
  },
  footer: 'Công Thư, phần mềm nguồn mở cho thư điện tử và văn bản điện tử của cơ quan nhà nước.',
  export: {
    columns: ['Tên cơ quan, đơn vị', 'Loại', 'Cơ quan cấp trên', 'Địa chỉ thư điện tử'],
    kinds: {
      province: 'Cơ quan cấp tỉnh',
      agency: 'Sở, ban, ngành',
      'mass-organisation': 'Đoàn thể',
      office: 'Đơn vị trực thuộc',
      district: 'Cấp huyện',
      commune: 'Cấp xã',
    },
  },
} as const satisfies Wording & { export: { columns: readonly string[]; kinds: Record<UnitKind, string> } };

import type { WrittenSteps } from './written-steps.ts';

export const stepsVi: WrittenSteps = {
  thunderbird: ({ hostname, imaps, submissions }) => [
    'Mở *Cài đặt tài khoản* (Account Settings), chọn *Thêm tài khoản thư* (Add Mail Account).',
    'Nhập họ và tên, địa chỉ thư điện tử công vụ và mật khẩu được cấp hoặc mật khẩu ứng dụng, sau đó chọn *Cấu hình thủ công* (Configure manually).',
    `Máy chủ thư đến: giao thức *IMAP*, tên máy chủ \`${hostname}\`, cổng \`${imaps}\`, bảo mật kết nối *SSL/TLS*, phương thức xác thực *Mật khẩu thông thường* (Normal password).`,
    `Máy chủ thư đi: tên máy chủ \`${hostname}\`, cổng \`${submissions}\`, bảo mật kết nối *SSL/TLS*, phương thức xác thực *Mật khẩu thông thường*.`,
    'Tên đăng nhập ở cả hai mục là địa chỉ thư điện tử đầy đủ. Chọn *Kiểm tra lại* (Re‑test), rồi chọn *Hoàn tất* (Done).',
  ],
  outlook: ({ hostname, imaps, submissions }) => [
    'Dùng Outlook cài trên máy (bản cổ điển). Không dùng “new Outlook”: bản này gửi mật khẩu và thư qua máy chủ của Microsoft.',
    'Chọn *Tệp* (File), *Thêm tài khoản* (Add Account). Nhập địa chỉ thư điện tử, mở *Tùy chọn nâng cao* (Advanced options), đánh dấu *Cho phép tôi thiết lập tài khoản theo cách thủ công* (Let me set up my account manually), rồi chọn *IMAP*.',
    `Thư đến: máy chủ \`${hostname}\`, cổng \`${imaps}\`, mã hóa *SSL/TLS*.`,
    `Thư đi: máy chủ \`${hostname}\`, cổng \`${submissions}\`, mã hóa *SSL/TLS*.`,
    'Dán mật khẩu và chọn *Kết nối* (Connect). Ô *Đường dẫn thư mục gốc* (Root folder path) để trống.',
  ],
  apple: ({ hostname, imaps, submissions }) => [
    'Cách nhanh: cài hồ sơ thiết lập được tạo cùng mật khẩu ứng dụng trên ứng dụng web. Các bước dưới đây là để nhập bằng tay.',
    'iPhone, iPad: mở *Cài đặt* (Settings), *Ứng dụng* (Apps), *Mail*, *Tài khoản Mail*, *Thêm tài khoản* (Add Account), *Khác* (Other). Máy Mac: *Cài đặt hệ thống*, *Tài khoản Internet* (Internet Accounts).',
    'Nhập họ tên, địa chỉ thư điện tử và mật khẩu, chọn *IMAP*. Tên người dùng ở cả hai máy chủ là địa chỉ đầy đủ.',
    `Máy chủ thư đến: \`${hostname}\`, *SSL* bật, cổng \`${imaps}\` (ở mục *Nâng cao*).`,
    `Máy chủ thư đi: \`${hostname}\`, *SSL* bật, cổng \`${submissions}\`.`,
  ],
  'android-thunderbird': ({ hostname, imaps, submissions }) => [
    'Cài *Thunderbird* từ Google Play hoặc F-Droid. Cách nhanh: khi mở lần đầu chọn *Nhập cài đặt* (Import settings), *Quét mã QR* (Scan QR code) và hướng máy vào mã hiện cùng mật khẩu ứng dụng trên ứng dụng web.',
    'Nhập bằng tay: gõ địa chỉ thư điện tử, chọn *Thiết lập thủ công* (Edit configuration), *IMAP*.',
    `Thư đến: máy chủ \`${hostname}\`, bảo mật *SSL/TLS*, cổng \`${imaps}\`, xác thực *Mật khẩu thường* (Normal password).`,
    `Thư đi: máy chủ \`${hostname}\`, bảo mật *SSL/TLS*, cổng \`${submissions}\`, xác thực *Mật khẩu thường*.`,
    'Tên người dùng là địa chỉ đầy đủ. Để có thư mới ngay: trong cài đặt tài khoản bật *Push* cho hộp thư đến.',
  ],
  'android-gmail': ({ hostname, imaps, submissions }) => [
    'Mở ứng dụng *Gmail*, chạm ảnh đại diện, *Thêm tài khoản khác* (Add another account), *Khác* (Other).',
    'Nhập địa chỉ thư điện tử, chọn *Cá nhân (IMAP)* (Personal), rồi nhập mật khẩu ứng dụng.',
    `Máy chủ thư đến: \`${hostname}\`, cổng \`${imaps}\`, bảo mật *SSL/TLS*; tên người dùng là địa chỉ đầy đủ.`,
    `Máy chủ thư đi: \`${hostname}\`, cổng \`${submissions}\`, bảo mật *SSL/TLS*, *Yêu cầu đăng nhập* (Require sign-in) bật.`,
    'Gmail chỉ nhận máy chủ có chứng thư do tổ chức được Android tin cậy cấp. Máy báo chứng thư không hợp lệ thì dùng Thunderbird cho Android.',
  ],
  other: ({ hostname, imaps, submissions }) => [
    `Thư đến: *IMAP*, máy chủ \`${hostname}\`, cổng \`${imaps}\`, *SSL/TLS*.`,
    `Thư đi: *SMTP*, máy chủ \`${hostname}\`, cổng \`${submissions}\`, *SSL/TLS*, có xác thực.`,
    'Tên đăng nhập là địa chỉ thư điện tử đầy đủ; phương thức xác thực là mật khẩu thông thường.',
  ],
};

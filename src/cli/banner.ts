import { join, resolve } from 'node:path';
import type { Config } from '#config/schema.ts';
import type { VerifyingKey } from '#directory/audit/signing-key.ts';
import { portOf, type ServiceName } from '#wiring/ports.ts';
import type { RunningSystem } from '#wiring/supervisor.ts';

/** What a person needs to know once it runs: where to go, and what is not set up. Vietnamese first. */
export function banner(config: Config, system: RunningSystem, auditKey: VerifyingKey): string {
  const port = (service: ServiceName) => portOf(service, config.portBase);
  const host = system.addresses.includes('127.0.0.1') ? '127.0.0.1' : config.hostname;
  const data = resolve(config.dataDir);
  const lines = [
    '',
    '  Công Thư · thư điện tử công vụ',
    '',
    `  Trang web / web        http://${host}:${port('http')}/   https://${host}:${port('https')}/`,
    `  Đọc thư / IMAP         ${host}  cổng ${port('imaps')} (TLS), ${port('imap')} (STARTTLS)`,
    `  Tải thư / POP3         ${host}  cổng ${port('pop3s')} (TLS), ${port('pop3')} (STLS)`,
    `  Gửi thư / SMTP         ${host}  cổng ${port('submissions')} (TLS), ${port('submission')} (STARTTLS)`,
    `  Nhận thư / MX, LMTP    cổng ${port('smtp')}, ${port('lmtp')}`,
    `  Chứng thư CA / CA      ${join(data, 'tls', 'ca.pem')}`,
    `  Khoá nhật ký / audit   SHA-256 ${auditKey.fingerprint}`,
    ...(system.isFirstRun
      ? [
          '',
          `  Lần chạy đầu: mật khẩu của quản trị viên và cán bộ mẫu nằm trong`,
          `  first start: passwords are in  ${join(data, 'first-run.json')}`,
        ]
      : []),
    '',
    ...noticesOf(config).map((notice) => `  ! ${notice}`),
    '',
    `  Sẵn sàng / ready (${system.workers} tiến trình / workers, Ctrl-C để dừng / to stop)`,
  ];
  return lines.join('\n');
}

function noticesOf(config: Config): string[] {
  return [
    ...(config.scan.clamd
      ? []
      : ['Chưa cấu hình quét virus: thư KHÔNG được quét. / No virus scanner is configured: mail is NOT scanned (scan.clamd).']),
    ...(config.relay || config.directDelivery
      ? []
      : [
          'Chưa cấu hình máy chuyển tiếp: thư ra ngoài tỉnh bị từ chối. / No relay: mail to other domains is refused (relay, directDelivery).',
        ]),
  ];
}

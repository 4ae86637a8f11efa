import type { MailServer } from './written-steps.ts';

/** An account as a phone is to have it. */
export interface MobileAccount {
  readonly server: MailServer;
  readonly address: string;
  /** In the From line of what is sent. */
  readonly name: string;
  readonly password: string;
}

const formatVersion = 1;
const imap = 0;
const smtp = 0;
const tls = 3;
const passwordCleartext = 1;

/**
 * What Thunderbird for Android reads from a QR code (thunderbird-android, feature/migration/qrcode/qr-code-format.md, version 1, 2025-02-06). It holds
 * the password: it is shown where the password is, and goes nowhere else.
 */
export function mobileCode({ server: { hostname, imaps, submissions }, address, name, password }: MobileAccount): string {
  const incoming = [imap, hostname, imaps, tls, passwordCleartext, address, address, password];
  const outgoing = [smtp, hostname, submissions, tls, passwordCleartext, address, password];
  return JSON.stringify([formatVersion, [1, 1], incoming, [[outgoing, [address, name]]]]);
}

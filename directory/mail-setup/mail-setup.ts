import type { MailServer } from './written-steps.ts';

/** What people are told, and phones are given, of this installation. */
export interface MailSetup {
  readonly server: MailServer;
  /** Where phones reach it: `https://mail.backan.gov.vn`, with a port where it is not 443. */
  readonly origin: string;
  /** The local CA's certificate in PEM; null where devices trust the server already. */
  readCa(): Promise<string | null>;
  /** Whether there is a key that profiles can be signed with. */
  readonly isProfileSigned: boolean;
}

/** Where a phone opens what waits for it; the code is not in it. */
export const phonePath = '/dien-thoai';

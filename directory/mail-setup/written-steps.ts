import type { MailProgram } from '#directory/access/mail-programs.ts';

/** Where this installation's mail is read and sent; TLS from the first octet (RFC 8314 §3). */
export interface MailServer {
  readonly hostname: string;
  readonly imaps: number;
  readonly submissions: number;
}

/** In one language, of each program; `*…*` is what a menu or button is called, `` `…` `` what is typed in. */
export type WrittenSteps = Readonly<Record<MailProgram, (server: MailServer) => readonly string[]>>;

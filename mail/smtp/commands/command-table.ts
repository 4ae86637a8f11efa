import type { MessageIntake } from '../message-intake.ts';
import type { Reply } from '../reply.ts';
import type { SmtpSession } from '../session.ts';
import { data } from './data.ts';
import { hello } from './hello.ts';
import { mail } from './mail.ts';
import { rcpt } from './rcpt.ts';
import { help, noop, notImplemented, rset, vrfy } from './simple.ts';

export interface Command {
  /** smtp: not at the LMTP door; lmtp: only there. */
  readonly speaks: 'both' | 'smtp' | 'lmtp';
  /** Belongs to a mail transaction: wants EHLO before it, and at the submission door AUTH. */
  readonly isMail: boolean;
  readonly run: (session: SmtpSession, args: string, verb: string) => Reply | MessageIntake | Promise<Reply>;
}

const command = (run: Command['run'], options: Partial<Command> = {}): Command => ({ speaks: 'both', isMail: false, ...options, run });
const greet: Command['run'] = (session, args, verb) => hello(session, verb, args);

/** AUTH, STARTTLS and QUIT act on the connection itself: connection.ts. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['EHLO', command(greet, { speaks: 'smtp' })],
  ['HELO', command(greet, { speaks: 'smtp' })],
  ['LHLO', command(greet, { speaks: 'lmtp' })],
  ['MAIL', command(mail, { isMail: true })],
  ['RCPT', command(rcpt, { isMail: true })],
  ['DATA', command(data, { isMail: true })],
  ['RSET', command(rset)],
  ['NOOP', command(noop)],
  ['HELP', command(help)],
  ['VRFY', command(vrfy)],
  ['EXPN', command(notImplemented)],
  ['TURN', command(notImplemented)],
  ['BDAT', command(notImplemented)],
]);

import { type Reply, reply } from '../reply.ts';
import type { SmtpSession } from '../session.ts';

export function rset(session: SmtpSession): Reply {
  session.transaction = null;
  return reply(250, '2.0.0', 'Flushed');
}

export function noop(): Reply {
  return reply(250, '2.0.0', 'OK');
}

export function help(): Reply {
  return reply(214, '2.0.0', 'See RFC 5321');
}

/** RFC 5321 §7.3: addresses are not verified for strangers; 252 says that mail will be tried. */
export function vrfy(_session: SmtpSession, args: string): Reply {
  if (args === '') return reply(501, '5.5.4', 'Syntax: VRFY address');
  return reply(252, '2.5.0', 'Cannot verify; RCPT will tell');
}

export function notImplemented(): Reply {
  return reply(502, '5.5.1', 'Command is not implemented');
}

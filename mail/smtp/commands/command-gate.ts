import { type Reply, reply } from '../reply.ts';
import type { SmtpSession } from '../session.ts';
import type { Command } from './command-table.ts';

/** Whether a command may run now; otherwise what is answered. */
export function refuseCommand(session: SmtpSession, command: Command): Reply | null {
  const { room } = session;
  // RFC 2033 §4.1: LHLO instead of HELO and EHLO.
  const speaksHere = command.speaks === 'both' || (command.speaks === 'lmtp') === (room.door === 'lmtp');
  if (!speaksHere) return reply(500, '5.5.1', room.door === 'lmtp' ? 'This is LMTP: LHLO' : 'This is SMTP: EHLO');
  if (!command.isMail) return null;
  if (session.hello === null) return reply(503, '5.5.1', room.door === 'lmtp' ? 'LHLO first' : 'EHLO first');
  if (room.door === 'submission' && session.signedIn === null) return authenticationRequired(session);
  return null;
}

// RFC 4954 §6 and RFC 3207 §4 share code and status.
function authenticationRequired(session: SmtpSession): Reply {
  const encrypted = session.peer().secure || session.room.allowPlaintextAuth(session.peer());
  return reply(530, '5.7.0', encrypted ? 'Authentication required' : 'STARTTLS first, then authenticate');
}

/** Counts a command before it runs; a reply ends the connection. */
export function countCommand(session: SmtpSession, isMail: boolean): Reply | null {
  const { limits, door } = session.room;
  if (door === 'submission' && session.signedIn === null && ++session.unauthenticatedCommands > limits.unauthenticatedCommandsMax)
    return tooMany(session, 'commands before authentication');
  if (!isMail && ++session.idleCommands > limits.idleCommandsMax) return tooMany(session, 'commands without a message');
  return null;
}

/** Counts an answer after a command ran; a reply ends the connection. */
export function countAnswer(session: SmtpSession, answer: Reply): Reply | null {
  const isBad = (answer.code >= 500 && answer.code <= 504) || answer.code === 555;
  if (!isBad) return null;
  session.log('smtp.protocol-error', { reply: `${answer.code} ${answer.enhanced}`, reason: String(answer.text) });
  return ++session.badCommands > session.room.limits.badCommandsMax ? tooMany(session, 'bad commands') : null;
}

function tooMany(session: SmtpSession, what: string): Reply {
  session.log('smtp.limit-reached', { reason: what });
  return reply(421, '4.7.0', `Too many ${what}`);
}

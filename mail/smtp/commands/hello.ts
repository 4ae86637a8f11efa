import { type Reply, reply } from '../reply.ts';
import { offersAuth, type SmtpSession } from '../session.ts';

// RFC 5321 §4.1.1.1 is strict about the name, real clients send bare addresses and machine names: anything printable passes.
const helloName = /^[!-~\u0080-\u{10FFFF}]{1,255}$/u;

/** EHLO, HELO and LHLO: who is there, and what is on offer. Ends a transaction under way (RFC 5321 §4.1.4). */
export function hello(session: SmtpSession, verb: string, args: string): Reply {
  if (!helloName.test(args)) return reply(501, null, `Syntax: ${verb} hostname`);
  session.transaction = null;
  session.hello = { name: args, extended: verb !== 'HELO' };
  if (verb === 'HELO') return reply(250, null, session.room.hostname);
  return reply(250, null, [session.room.hostname, ...extensions(session)]);
}

function extensions(session: SmtpSession): string[] {
  const offered = ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES', 'DSN', `SIZE ${session.room.messageOctetsMax}`];
  if (!session.peer().secure) offered.push('STARTTLS');
  if (offersAuth(session) && session.signedIn === null) offered.push('AUTH PLAIN LOGIN');
  return offered;
}

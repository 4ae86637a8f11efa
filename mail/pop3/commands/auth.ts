import { isUtf8 } from 'node:buffer';
import type { Command } from '../command.ts';
import { readBase64 } from '../command-wire.ts';
import { sendLines } from '../multiline.ts';
import { bad, failed, type Reply } from '../reply.ts';
import type { Pop3Session } from '../session.ts';
import { signIn } from '../sign-in.ts';

/** A SASL answer: its octets, or why there are none. */
type Answer = Buffer | 'cancelled' | 'malformed' | 'too-long';

/** RFC 5034 §4, with the initial response. Alone it lists the mechanisms, which Thunderbird asks before CAPA. */
export const auth: Command = {
  state: 'authorization',
  run(session, argument) {
    const [mechanism, initial = null, ...more] = (argument ?? '').split(' ').filter((word) => word !== '');
    if (!session.mayAuthenticate) return failed(session.words.overTls);
    if (mechanism === undefined) return sendLines(session, session.words.mechanisms, ['PLAIN', 'LOGIN']);
    if (more.length > 0) return bad(session.words.malformed);
    if (mechanism.toUpperCase() === 'PLAIN') return plain(session, initial);
    if (mechanism.toUpperCase() === 'LOGIN') return login(session, initial);
    return failed(session.words.noSuchMechanism);
  },
};

/** RFC 4616: authorization identity NUL name NUL password. */
async function plain(session: Pop3Session, initial: string | null): Promise<Reply> {
  const answer = await answerOf(session, initial, '');
  if (!Buffer.isBuffer(answer)) return unanswered(session, answer);
  const fields = isUtf8(answer) ? answer.toString('utf8').split('\0') : [];
  const [authorization, username, password] = fields;
  if (fields.length !== 3 || !username || password === undefined) return bad(session.words.malformedResponse);
  // Acting for another account is done with an app password of one's own, never by impersonation.
  if (authorization !== '' && authorization !== username) return failed(session.words.actingAsAnother, 'AUTH');
  return signIn(session, username, password);
}

async function login(session: Pop3Session, initial: string | null): Promise<Reply> {
  const username = await answerOf(session, initial, 'Username:');
  if (!Buffer.isBuffer(username)) return unanswered(session, username);
  const password = await answerOf(session, null, 'Password:');
  if (!Buffer.isBuffer(password)) return unanswered(session, password);
  if (![username, password].every((octets) => isUtf8(octets) && !octets.includes(0))) return bad(session.words.malformedResponse);
  return signIn(session, username.toString('utf8'), password.toString('utf8'));
}

async function answerOf(session: Pop3Session, initial: string | null, challenge: string): Promise<Answer> {
  if (initial !== null) return readBase64(initial) ?? 'malformed';
  session.out.text(`+ ${Buffer.from(challenge).toString('base64')}\r\n`);
  await session.out.flush();
  const line = await session.readLine();
  // Gone, or being sent away: nobody reads the answer to this.
  if (line === null) return 'cancelled';
  if (line === 'too-long') return line;
  const text = line.toString('latin1');
  return text === '*' ? 'cancelled' : (readBase64(text) ?? 'malformed');
}

function unanswered(session: Pop3Session, answer: Exclude<Answer, Buffer>): Reply {
  if (answer === 'cancelled') return bad(session.words.cancelled);
  return answer === 'too-long' ? { ...bad(session.words.lineTooLong), afterwards: 'close' } : bad(session.words.malformedResponse);
}

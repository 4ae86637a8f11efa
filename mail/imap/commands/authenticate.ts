import { isUtf8 } from 'node:buffer';
import { defineCommand } from '../command.ts';
import { bad, type Completion, cutShort, no } from '../completion.ts';
import type { ImapSession } from '../session.ts';
import { plaintextRefused, signIn } from '../sign-in.ts';

/** A SASL answer: its octets, or why there are none. */
type Answer = Buffer | 'cancelled' | 'malformed' | 'gone';

/** RFC 9051 §6.2.2, with the initial response of SASL-IR (RFC 4959). */
export const authenticate = defineCommand({
  state: 'not-authenticated',
  read(reader) {
    reader.expectSp();
    const mechanism = reader.word();
    const initial = reader.sp() ? reader.textString() : null;
    return { mechanism, initial };
  },
  async run(session, { mechanism, initial }) {
    if (!session.mayAuthenticate) return plaintextRefused();
    if (mechanism === 'PLAIN') return plain(session, initial);
    if (mechanism === 'LOGIN') return login(session, initial);
    return no('Mechanism is not supported', 'CANNOT');
  },
});

/** RFC 4616: authorization identity NUL name NUL password. */
async function plain(session: ImapSession, initial: string | null): Promise<Completion> {
  const answer = initial === null ? await ask(session, '') : decodeBase64(initial);
  if (!Buffer.isBuffer(answer)) return unanswered(answer);
  const fields = isUtf8(answer) ? answer.toString('utf8').split('\0') : [];
  const [authorization, username, password] = fields;
  if (fields.length !== 3 || !username || password === undefined) return bad('Malformed PLAIN response');
  // Acting for another account is done with one's own name and the shared namespace, never by impersonation.
  if (authorization !== '' && authorization !== username) return no('Acting as another is not allowed', 'AUTHORIZATIONFAILED');
  return signIn(session, username, password);
}

async function login(session: ImapSession, initial: string | null): Promise<Completion> {
  const username = initial === null ? await ask(session, 'Username:') : decodeBase64(initial);
  if (!Buffer.isBuffer(username)) return unanswered(username);
  const password = await ask(session, 'Password:');
  if (!Buffer.isBuffer(password)) return unanswered(password);
  if (![username, password].every((octets) => isUtf8(octets) && !octets.includes(0))) return bad('Malformed LOGIN response');
  return signIn(session, username.toString('utf8'), password.toString('utf8'));
}

async function ask(session: ImapSession, challenge: string): Promise<Answer> {
  session.out.text(`+ ${Buffer.from(challenge).toString('base64')}\r\n`);
  await session.out.flush();
  const line = await session.dialogue.readLine();
  if (!Buffer.isBuffer(line)) return 'gone';
  const text = line.toString('latin1');
  return text === '*' ? 'cancelled' : decodeBase64(text);
}

/** `=` stands for an empty response (RFC 4959 §3). */
function decodeBase64(text: string): Answer {
  if (text === '=') return Buffer.alloc(0);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return 'malformed';
  return Buffer.from(text, 'base64');
}

function unanswered(answer: Exclude<Answer, Buffer>): Completion {
  if (answer === 'cancelled') return bad('Authentication cancelled');
  return answer === 'gone' ? cutShort : bad('Response is not base64');
}

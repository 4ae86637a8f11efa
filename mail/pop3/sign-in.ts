import { refusalReply } from './refusal-reply.ts';
import { okay, type Reply } from './reply.ts';
import type { Pop3Session } from './session.ts';

/** What PASS and AUTH share once they have a name and a password. */
export async function signIn(session: Pop3Session, username: string, password: string): Promise<Reply> {
  const { backend, limits } = session.deps;
  const result = await backend.signIn({ username, password, peer: session.peer });
  if (!result.ok) {
    const { kind, detail } = result.refusal;
    session.event('pop3.sign-in-refused', { username: username.slice(0, 256), kind, detail });
    session.signInFailures += 1;
    const reply = refusalReply(result.refusal, session.words);
    return session.signInFailures < limits.signInFailuresMax ? reply : { ...reply, afterwards: 'close' };
  }
  session.maildrop = result.value;
  const { messages, octets } = session.totals();
  session.event('pop3.signed-in', { messages });
  return okay(session.words.maildrop(messages, octets));
}

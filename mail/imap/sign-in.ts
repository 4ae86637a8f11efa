import { capabilities } from './capabilities.ts';
import { type Completion, done, no } from './completion.ts';
import { refusalReply } from './refusal-reply.ts';
import type { ImapSession } from './session.ts';

/** What LOGIN and AUTHENTICATE share once they have a name and a password. */
export async function signIn(session: ImapSession, username: string, password: string): Promise<Completion> {
  const { backend, limits, admission } = session.deps;
  const result = await backend.signIn({ username, password, peer: session.peer });
  if (!result.ok) {
    session.event('imap.sign-in-refused', { username: username.slice(0, 256), kind: result.refusal.kind, detail: result.refusal.detail });
    session.signInFailures += 1;
    const reply = refusalReply(result.refusal);
    if (session.signInFailures < limits.signInFailuresMax) return reply;
    session.out.text('* BYE Too many failed attempts\r\n');
    return { ...reply, afterwards: 'close' };
  }
  const leave = admission.enter(result.value);
  if (leave === null) {
    await result.value.close();
    return no('Too many connections to this account', 'LIMIT');
  }
  session.signIn(result.value, leave);
  session.event('imap.signed-in');
  return done('Signed in', `CAPABILITY ${capabilities(session)}`);
}

/** RFC 5530 §3. */
export function plaintextRefused(): Completion {
  return no('Sign in over TLS', 'PRIVACYREQUIRED');
}

import { parseEmailAddress } from '#kernel/email-address.ts';
import type { Session } from '#kernel/session.ts';
import { refusalReply } from '../refusal-reply.ts';
import { type Reply, reply } from '../reply.ts';
import { offersAuth, type SmtpSession } from '../session.ts';

/** Why AUTH may not begin now, or null. The exchange itself (PLAIN, LOGIN) is smtp-server's. */
export function refuseAuth(session: SmtpSession): Reply | null {
  if (session.room.door !== 'submission') return reply(502, '5.5.1', 'AUTH is not offered here');
  // RFC 4954 §4: 538 where encryption is needed first.
  if (!offersAuth(session)) return reply(538, '5.7.11', 'Encryption required: STARTTLS first');
  if (session.hello === null) return reply(503, '5.5.1', 'EHLO first');
  if (session.signedIn !== null) return reply(503, '5.5.1', 'Already authenticated');
  if (session.transaction !== null) return reply(503, '5.5.1', 'Not during a mail transaction');
  return null;
}

export interface SignInAttempt {
  readonly username: string;
  readonly password: string;
  /** SASL PLAIN's authorisation identity (RFC 4616); acting for others is not a matter of SMTP AUTH here. */
  readonly authzid: string;
}

/** Signs in, or says what is answered. */
export async function signIn(
  session: SmtpSession,
  attempt: SignInAttempt,
  takeAccountSlot: (signedIn: Session) => boolean,
): Promise<Session | Reply> {
  const { username, password, authzid } = attempt;
  if (authzid !== '' && authzid !== username) return failed(session, username, reply(535, '5.7.8', 'Acting for another is not offered'));
  const outcome = await session.room.backend.signIn({ username, password, peer: session.peer() });
  if (!outcome.ok) return failed(session, username, refusalReply(outcome.refusal, 'auth'), outcome.refusal.detail);
  if (!takeAccountSlot(outcome.value)) {
    session.log('smtp.limit-reached', { reason: 'connections of an account', account: outcome.value.account.address });
    return reply(421, '4.7.0', 'Too many connections for this account');
  }
  session.signedIn = outcome.value;
  session.log('smtp.signed-in', { account: outcome.value.account.address });
  return outcome.value;
}

function failed(session: SmtpSession, username: string, answer: Reply, detail?: string): Reply {
  session.log('smtp.sign-in-refused', {
    // Somebody may have typed the password into the wrong field: only what looks like an address is logged.
    ...(parseEmailAddress(username).ok ? { account: username } : {}),
    reply: `${answer.code} ${answer.enhanced}`,
    ...(detail === undefined ? {} : { detail }),
  });
  if (++session.failedSignIns < session.room.limits.failedSignInsMax) return answer;
  session.log('smtp.limit-reached', { reason: 'failed sign-ins' });
  return reply(421, '4.7.0', 'Too many failed sign-ins');
}

import { formatEmailAddress } from '#kernel/email-address.ts';
import { parseMail } from '../command-wire.ts';
import { refusalReply } from '../refusal-reply.ts';
import { type Reply, reply } from '../reply.ts';
import type { SmtpSession } from '../session.ts';

/** MAIL FROM: opens a transaction (RFC 5321 §4.1.1.2). */
export async function mail(session: SmtpSession, args: string): Promise<Reply> {
  if (session.transaction !== null) return reply(503, '5.5.1', 'A transaction is open already: RSET first');
  const parsed = parseMail(args);
  if (!parsed.ok) return parsed.reply;
  const { sender, sizeOctets } = parsed.value;
  const { room, signedIn } = session;
  // RFC 1870 §6.1: better refused now than after 25 MB.
  if (sizeOctets !== null && sizeOctets > room.messageOctetsMax)
    return reply(552, '5.3.4', `Message is larger than the ${room.messageOctetsMax} octets this server takes`);
  const admitted = await room.backend.admitSender({ door: room.door, session: signedIn, sender, sizeOctets, peer: session.peer() });
  if (!admitted.ok) {
    const answer = refusalReply(admitted.refusal, 'mail');
    session.log('smtp.sender-refused', {
      sender: sender && formatEmailAddress(sender),
      reply: `${answer.code} ${answer.enhanced}`,
      detail: admitted.refusal.detail ?? admitted.refusal.message,
    });
    return answer;
  }
  session.transaction = { ...parsed.value, recipients: [], replyOrder: [] };
  return reply(250, '2.1.0', 'Sender ok');
}

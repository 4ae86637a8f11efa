import { formatEmailAddress } from '#kernel/email-address.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { parseRcpt, type RcptCommand } from '../command-wire.ts';
import { refusalReply } from '../refusal-reply.ts';
import { type Reply, reply } from '../reply.ts';
import { addRecipient, type SmtpSession } from '../session.ts';

/** RCPT TO: existence, policy and quota of a recipient are settled here, since DATA has one reply for all (RFC 5321 §4.1.1.3). */
export async function rcpt(session: SmtpSession, args: string): Promise<Reply> {
  const { room, transaction, signedIn } = session;
  if (transaction === null) return reply(503, '5.5.1', 'MAIL first');
  const parsed = parseRcpt(args, { smtpUtf8: transaction.smtpUtf8, ownDomain: room.hostname });
  if (!parsed.ok) return parsed.reply;
  // RFC 5321 §4.5.3.1.10: 452, so that the sender comes again with the rest.
  if (transaction.replyOrder.length >= room.recipientsMax) return reply(452, '4.5.3', 'Too many recipients: send the rest separately');
  const { recipient, notify, originalRecipient } = parsed.value;
  const resolved = await room.backend.resolveRecipient({
    door: room.door,
    session: signedIn,
    recipient,
    sizeOctets: transaction.sizeOctets,
    peer: session.peer(),
  });
  if (!resolved.ok) return refuse(session, parsed.value, resolved.refusal);
  addRecipient(transaction, { destination: resolved.value, address: recipient, notify, originalRecipient });
  return reply(250, '2.1.5', 'Recipient ok');
}

function refuse(session: SmtpSession, command: RcptCommand, refusal: Refusal): Reply {
  const answer = refusalReply(refusal, 'rcpt');
  session.log('smtp.recipient-refused', {
    recipient: formatEmailAddress(command.recipient),
    reply: `${answer.code} ${answer.enhanced}`,
    detail: refusal.detail ?? refusal.message,
  });
  if (session.room.door !== 'mx' || refusal.kind !== 'not-found') return answer;
  session.unknownRecipients++;
  if (session.unknownRecipients <= session.room.limits.unknownRecipientsMax) return answer;
  session.log('smtp.limit-reached', { reason: 'unknown recipients' });
  return reply(421, '4.7.0', 'Too many unknown recipients');
}

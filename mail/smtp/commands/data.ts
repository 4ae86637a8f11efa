import type { Result } from '#kernel/result.ts';
import type { ReceivedMessage } from '../backend.ts';
import { MessageIntake } from '../message-intake.ts';
import { refusalReply, violationReply } from '../refusal-reply.ts';
import { type Reply, reply } from '../reply.ts';
import { transmissionType } from '../rules.ts';
import type { SmtpSession, Transaction } from '../session.ts';

const storedNowhere = reply(451, '4.3.0', 'Message could not be stored; try again later');

/** DATA: a reply that turns it down, or a place for the octets to come (RFC 5321 §4.1.1.4). */
export function data(session: SmtpSession, args: string): Reply | MessageIntake {
  const { room, transaction } = session;
  if (args !== '') return reply(501, '5.5.4', 'DATA takes no parameters');
  if (transaction === null) return reply(503, '5.5.1', 'MAIL first');
  if (transaction.recipients.length === 0)
    return room.door === 'lmtp' ? reply(503, '5.5.1', 'No valid recipients') : reply(554, '5.5.1', 'No valid recipients');
  return new MessageIntake(room.backend.openSpool(transaction.sizeOctets), {
    lineEndings: room.lineEndings,
    messageOctetsMax: room.messageOctetsMax,
    lineOctetsMax: room.limits.textLineOctetsMax,
    headerOctetsMax: room.limits.headerOctetsMax,
    receivedFieldsMax: room.limits.receivedFieldsMax,
    onFault: (error) => session.log('smtp.fault', { reason: 'spool failed', error }),
  });
}

/** The octets are all here: what is answered, one reply, or with LMTP one for each recipient in order. Ends the transaction. */
export async function finishData(session: SmtpSession, intake: MessageIntake): Promise<Reply[]> {
  const transaction = session.transaction!;
  session.transaction = null;
  try {
    return await settle(session, transaction, intake);
  } catch (error) {
    session.log('smtp.fault', { reason: 'message could not be stored', error });
    return forEach(session, transaction, storedNowhere);
  } finally {
    await intake.dispose();
  }
}

async function settle(session: SmtpSession, transaction: Transaction, intake: MessageIntake): Promise<Reply[]> {
  const violation = intake.violation();
  if (violation !== null) {
    session.log('smtp.message-refused', { reason: violation, octets: intake.sizeOctets });
    return forEach(session, transaction, violationReply(violation));
  }
  const message = receivedMessage(session, transaction, intake);
  if (session.room.door !== 'lmtp') return [outcomeReply(session, message, await session.room.backend.accept(message))];
  const outcomes = await session.room.backend.acceptEach(message);
  if (outcomes.length !== message.recipients.length)
    throw new Error(`acceptEach gave ${outcomes.length} outcomes for ${message.recipients.length} recipients`);
  const replies = outcomes.map((outcome) => outcomeReply(session, message, outcome));
  return transaction.replyOrder.map((index) => replies[index]!);
}

function forEach(session: SmtpSession, transaction: Transaction, answer: Reply): Reply[] {
  return session.room.door === 'lmtp' ? transaction.replyOrder.map(() => answer) : [answer];
}

function outcomeReply(session: SmtpSession, message: ReceivedMessage, outcome: Result<{ id: string }>): Reply {
  if (outcome.ok) {
    session.log('smtp.message-accepted', {
      id: outcome.value.id,
      octets: message.spool.sizeOctets,
      recipients: message.recipients.length,
    });
    return reply(250, '2.0.0', `Accepted as ${outcome.value.id}`);
  }
  const answer = refusalReply(outcome.refusal, 'data');
  session.log('smtp.message-refused', {
    reason: outcome.refusal.kind,
    reply: `${answer.code} ${answer.enhanced}`,
    detail: outcome.refusal.detail ?? outcome.refusal.message,
  });
  return answer;
}

function receivedMessage(session: SmtpSession, transaction: Transaction, intake: MessageIntake): ReceivedMessage {
  const peer = session.peer();
  const { hello, signedIn, room } = session;
  return {
    door: room.door,
    peer,
    session: signedIn,
    clientName: hello!.name,
    protocol: transmissionType({
      door: room.door,
      extended: hello!.extended,
      secure: peer.secure,
      authenticated: signedIn !== null,
      smtpUtf8: transaction.smtpUtf8,
    }),
    tlsCipher: session.tlsCipher(),
    sender: transaction.sender,
    envelopeId: transaction.envelopeId,
    dsnReturn: transaction.dsnReturn,
    body: transaction.body,
    smtpUtf8: transaction.smtpUtf8,
    recipients: transaction.recipients,
    spool: intake.spool,
  };
}

import { plainCommand } from '../command.ts';
import { refusalReply } from '../refusal-reply.ts';
import { failed, okay, type Reply } from '../reply.ts';
import type { Pop3Session } from '../session.ts';

/** RFC 1939 §6: the UPDATE state. The mailbox is free again before the answer, so that the client may come back at once. */
export const quit = plainCommand('any', async (session): Promise<Reply> => {
  const reply = session.maildrop === null ? okay(session.words.goodbye) : await update(session);
  return { ...reply, afterwards: 'close' };
});

async function update(session: Pop3Session): Promise<Reply> {
  const { opened, deleted, words } = session;
  if (deleted.size > 0) {
    if (opened.standing() !== 'good') return failed(words.notRemoved, 'SYS/PERM');
    session.isUpdating = true;
    const uids = [...deleted].sort((one, other) => one - other).map((place) => opened.messages[place]!.uid);
    const removed = await opened.remove(uids);
    if (!removed.ok) {
      session.event('pop3.refused', { kind: removed.refusal.kind, detail: removed.refusal.detail });
      return { ...refusalReply(removed.refusal, words), text: words.notRemoved };
    }
    session.event('pop3.updated', { messages: uids.length });
  }
  session.isUpdating = true;
  await opened.close();
  return okay(words.goodbye);
}

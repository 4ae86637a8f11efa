import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';

/** RFC 9051 §6.4.1: expunges without saying so, unless the mailbox is read-only. */
export const close = defineCommand({
  state: 'selected',
  read: nothing,
  async run(session) {
    const { mailbox } = session.opened;
    const result = mailbox.readOnly ? null : await mailbox.expunge(null);
    session.deselect();
    // RFC 4314 §4: without the right to expunge CLOSE still closes, and removes nothing.
    if (result?.ok === false && result.refusal.kind === 'forbidden') return done('CLOSE completed, nothing was expunged');
    if (result !== null && !result.ok) return refusalReply(result.refusal);
    // RFC 7162 §3.2.8: the modseq of the expunge, so that a client's state is whole.
    return done('CLOSE completed', session.qresync && result !== null ? `HIGHESTMODSEQ ${result.value.highestModSeq}` : undefined);
  },
});

/** RFC 9051 §6.4.2. */
export const unselect = defineCommand({
  state: 'selected',
  read: nothing,
  run(session) {
    session.deselect();
    return done('UNSELECT completed');
  },
});

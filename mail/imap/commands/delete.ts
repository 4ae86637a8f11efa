import { defineCommand } from '../command.ts';
import { done, no } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';

/** RFC 9051 §6.3.5. The verb is a reserved word of the language, hence the name. */
export const deleteMailbox = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    return reader.mailbox();
  },
  async run(session, name) {
    if (name === 'INBOX') return no('INBOX cannot be deleted', 'CANNOT');
    const result = await session.signedIn.remove(name);
    if (!result.ok) return refusalReply(result.refusal);
    // The mailbox that was deleted is no longer selected (RFC 9051 §6.3.5 leaves this to us; nothing of it could be answered). The client is told (§7.1).
    if (session.selected?.mailbox.name === name) {
      session.deselect();
      session.out.text('* OK [CLOSED] The selected mailbox was deleted\r\n');
    }
    return done('DELETE completed');
  },
});

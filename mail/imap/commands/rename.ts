import { defineCommand } from '../command.ts';
import { done, no } from '../completion.ts';
import { mailboxNameDefect } from '../mailbox-name.ts';
import { refusalReply } from '../refusal-reply.ts';

/** RFC 9051 §6.3.6. */
export const rename = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    const from = reader.mailbox();
    reader.expectSp();
    return { from, to: reader.mailbox().replace(/\/$/, '') };
  },
  async run(session, { from, to }) {
    const defect = mailboxNameDefect(to, session.deps.limits);
    if (defect !== null) return no(defect, 'CANNOT');
    if (to === from || to.startsWith(`${from}/`)) return no('A mailbox cannot be moved into itself', 'CANNOT');
    const result = await session.signedIn.rename(from, to);
    return result.ok ? done('RENAME completed') : refusalReply(result.refusal);
  },
});

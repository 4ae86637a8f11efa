import { defineCommand, nothing } from '../command.ts';
import type { Completion } from '../completion.ts';

/** RFC 9051 §6.1.3. */
export const logout = defineCommand({
  state: 'any',
  read: nothing,
  run(session): Completion {
    session.deselect();
    session.out.text('* BYE Goodbye\r\n');
    return { status: 'OK', text: 'LOGOUT completed', afterwards: 'close' };
  },
});

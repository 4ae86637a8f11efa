import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';

/** RFC 9051 §6.1.2: a chance to hear what changed, which every command's end gives. */
export const noop = defineCommand({
  state: 'any',
  read: nothing,
  run(session) {
    // A notice may be late or lost; who asks is told for certain.
    if (session.selected !== null) {
      session.selected.stale = true;
      session.selected.mailbox.checked?.();
    }
    return done('NOOP completed');
  },
});

/** RFC 3501 §6.4.1: everything is on disk before it is acknowledged, so there is nothing to do. */
export const check = defineCommand({
  state: 'selected',
  read: nothing,
  run(session) {
    session.opened.stale = true;
    session.opened.mailbox.checked?.();
    return done('CHECK completed');
  },
});

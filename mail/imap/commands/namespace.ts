import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';

/** RFC 9051 §6.3.10. K-9 follows only the first personal namespace, so its prefix is empty. */
export const namespace = defineCommand({
  state: 'authenticated',
  read: nothing,
  run(session) {
    session.out.text('* NAMESPACE (("" "/")) NIL NIL\r\n');
    return done('NAMESPACE completed');
  },
});

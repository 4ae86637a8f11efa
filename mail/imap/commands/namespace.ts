import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';
import { encodeString } from '../wire-encoder.ts';

/**
 * RFC 9051 §6.3.10. K-9 Mail and Thunderbird for Android (to 8.x) follow only the first personal namespace, so its prefix is empty.
 * Thunderbird (115 and later) sends LSUB and LIST for every namespace announced: one that this session can see nothing in is not.
 */
export const namespace = defineCommand({
  state: 'authenticated',
  read: nothing,
  run(session) {
    const { sharedPrefix } = session.signedIn;
    const others = sharedPrefix === null ? 'NIL' : `((${encodeString(sharedPrefix)} "/"))`;
    session.out.text(`* NAMESPACE (("" "/")) ${others} NIL\r\n`);
    return done('NAMESPACE completed');
  },
});

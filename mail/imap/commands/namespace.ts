import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';
import { encodeString } from '../wire-encoder.ts';

/**
 * RFC 9051 §6.3.10. K-9 Mail (5) and its successor Thunderbird for Android (12) follow only the first personal namespace,
 * and put its prefix before every name, so that it is empty. Thunderbird (153) asks LSUB and LIST of every namespace announced, so none is
 * where a session sees one mailbox only (an app password).
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

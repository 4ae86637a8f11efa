import { plainCommand } from '../command.ts';
import { failed, okay, type Reply } from '../reply.ts';

/** RFC 2595 §4. The connection drops whatever came with the command in the clear. */
export const stls = plainCommand('authorization', (session): Reply => {
  if (session.peer.secure) return failed(session.words.tlsActive);
  if (!session.deps.tlsOffered) return failed(session.words.tlsNotOffered);
  // RFC 6856 §2.1 forbids the order, and lets servers insist.
  if (session.utf8) return failed(session.words.tlsAfterUtf8);
  return { ...okay(session.words.beginTls), afterwards: 'start-tls' };
});

import { defineCommand, nothing } from '../command.ts';
import { bad, type Completion } from '../completion.ts';

/** RFC 9051 §6.2.1. The connection drops whatever came with the command in the clear. */
export const starttls = defineCommand({
  state: 'not-authenticated',
  read: nothing,
  run(session): Completion {
    if (session.peer.secure) return bad('TLS is active already');
    // RFC 4978 §3: compressed octets are encrypted, never the other way round.
    if (session.isCompressed) return bad('Compression is active already');
    if (!session.deps.tlsOffered) return bad('TLS is not offered here');
    return { status: 'OK', text: 'Begin TLS now', afterwards: 'start-tls' };
  },
});

import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';

/** RFC 8437: as after the greeting, but for TLS and compression, which stay (§3). */
export const unauthenticate = defineCommand({
  state: 'authenticated',
  read: nothing,
  async run(session) {
    session.event('imap.signed-out');
    await session.signOut();
    return done('UNAUTHENTICATE completed');
  },
});

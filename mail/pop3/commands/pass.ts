import type { Command } from '../command.ts';
import { bad, failed } from '../reply.ts';
import { signIn } from '../sign-in.ts';

/** RFC 1939 §7: only right after USER. All after the first space is the password, spaces too. */
export const pass: Command = {
  state: 'authorization',
  run(session, argument) {
    const { username } = session;
    session.username = null;
    if (!session.mayAuthenticate) return failed(session.words.overTls);
    if (username === null) return bad(session.words.nameMissing);
    return argument === null ? bad(session.words.malformed) : signIn(session, username, argument);
  },
};

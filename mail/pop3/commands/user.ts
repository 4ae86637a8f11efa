import type { Command } from '../command.ts';
import { bad, failed, okay } from '../reply.ts';

/** RFC 1939 §7. Every name is answered alike: whether it exists is not for strangers to learn. */
export const user: Command = {
  state: 'authorization',
  run(session, argument) {
    session.username = null;
    if (!session.mayAuthenticate) return failed(session.words.overTls);
    const name = argument?.trim();
    if (!name) return bad(session.words.malformed);
    session.username = name;
    return okay(session.words.nameTaken);
  },
};

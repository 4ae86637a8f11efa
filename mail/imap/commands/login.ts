import { defineCommand } from '../command.ts';
import { plaintextRefused, signIn } from '../sign-in.ts';

/** RFC 9051 §6.2.3. */
export const login = defineCommand({
  state: 'not-authenticated',
  read(reader) {
    reader.expectSp();
    const username = reader.textString();
    reader.expectSp();
    return { username, password: reader.textString() };
  },
  run(session, { username, password }) {
    if (!session.mayAuthenticate) return plaintextRefused();
    return signIn(session, username, password);
  },
});

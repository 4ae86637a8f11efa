import { plainCommand } from '../command.ts';
import { okay } from '../reply.ts';

/** RFC 1939 §5. */
export const rset = plainCommand('transaction', (session) => {
  session.deleted.clear();
  const { messages, octets } = session.totals();
  return okay(session.words.maildrop(messages, octets));
});

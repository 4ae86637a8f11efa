import { messageCommand } from '../command.ts';
import { okay } from '../reply.ts';

/** RFC 1939 §5: a mark, which only QUIT makes good. */
export const dele = messageCommand(0, (session, { place }) => {
  session.deleted.add(place);
  return okay(session.words.deleted);
});

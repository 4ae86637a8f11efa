import { plainCommand } from '../command.ts';
import { okay } from '../reply.ts';

/** RFC 1939 §5: the drop listing, without what is marked as deleted. */
export const stat = plainCommand('transaction', (session) => {
  const { messages, octets } = session.totals();
  return okay(`${messages} ${octets}`);
});

import { messageCommand } from '../command.ts';
import { sendMessage } from '../send-message.ts';

/** RFC 1939 §5. */
export const retr = messageCommand(0, (session, { place }) => sendMessage(session, place, null));

import { messageCommand } from '../command.ts';
import { TopCutter } from '../message-wire.ts';
import { sendMessage } from '../send-message.ts';

/** RFC 1939 §7. */
export const top = messageCommand(1, (session, { place, rest }) => sendMessage(session, place, new TopCutter(rest[0]!)));

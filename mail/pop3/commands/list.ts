import { type Command, refuseMessage } from '../command.ts';
import { readNumbers } from '../command-wire.ts';
import { sendLines } from '../multiline.ts';
import { bad, okay } from '../reply.ts';
import type { Pop3Session } from '../session.ts';

/** RFC 1939 §5. */
export const list = listing((session, place) => `${session.opened.messages[place]!.octets}`);

/** RFC 1939 §7. UIDVALIDITY and UID stay with a message for ever, and no other of the account ever has both. */
export const uidl = listing((session, place) => `${session.opened.uidValidity}.${session.opened.messages[place]!.uid}`);

/** A line about one message, or about every one that is not marked as deleted. */
function listing(describe: (session: Pop3Session, place: number) => string): Command {
  const line = (session: Pop3Session, place: number) => `${place + 1} ${describe(session, place)}`;
  return {
    state: 'transaction',
    run(session, argument) {
      const numbers = readNumbers(argument);
      if (numbers === null || numbers.length > 1) return bad(session.words.malformed);
      const [number] = numbers;
      if (number !== undefined) return refuseMessage(session, number - 1) ?? okay(line(session, number - 1));
      return sendLines(session, session.words.listing, allLines(session));
    },
  };

  function* allLines(session: Pop3Session): Generator<string> {
    for (const [place] of session.remaining()) yield line(session, place);
  }
}

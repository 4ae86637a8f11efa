import { readNumbers } from './command-wire.ts';
import { bad, failed, type Reply } from './reply.ts';
import type { Pop3Session, SessionState } from './session.ts';

/** A verb. Answers its one line, or null when it has written its response itself. */
export interface Command {
  readonly state: SessionState | 'any';
  run(session: Pop3Session, argument: string | null): Promise<Reply | null> | Reply | null;
}

/** A verb that takes nothing. */
export function plainCommand(state: Command['state'], run: (session: Pop3Session) => ReturnType<Command['run']>): Command {
  return {
    state,
    run: (session, argument) => (argument === null || argument.trim() === '' ? run(session) : bad(session.words.malformed)),
  };
}

/** Which message a command names, and the numbers after it. */
export interface Named {
  readonly place: number;
  readonly rest: readonly number[];
}

/** A verb whose first number names a message that exists and is not deleted, followed by `count` other numbers. */
export function messageCommand(count: number, run: (session: Pop3Session, named: Named) => ReturnType<Command['run']>): Command {
  return {
    state: 'transaction',
    run(session, argument) {
      const numbers = readNumbers(argument);
      if (numbers?.length !== count + 1) return bad(session.words.malformed);
      const place = numbers[0]! - 1;
      const refused = refuseMessage(session, place);
      return refused ?? run(session, { place, rest: numbers.slice(1) });
    },
  };
}

/** Why a message cannot be had: never there, or marked as deleted (RFC 1939 §5). */
export function refuseMessage(session: Pop3Session, place: number): Reply | null {
  if (session.deleted.has(place)) return failed(session.words.isDeleted);
  return session.opened.messages[place] === undefined ? failed(session.words.noSuchMessage) : null;
}

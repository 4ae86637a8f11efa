import type { CommandReader } from './command-reader.ts';
import type { Completion } from './completion.ts';
import type { ImapSession } from './session.ts';

/** When a command may be given (RFC 9051 §6). */
export type CommandState = 'any' | 'not-authenticated' | 'authenticated' | 'selected';

/** A verb: reads its arguments to the end of the command, and answers what runs it. */
export interface Command {
  readonly state: CommandState;
  /** No EXPUNGE may be sent before its end: its arguments or responses are sequence numbers (RFC 9051 §7.5.1). */
  readonly keepsNumbers: boolean;
  prepare(reader: CommandReader, session: ImapSession): () => Promise<Completion>;
}

export function defineCommand<Arguments>(definition: {
  state: CommandState;
  keepsNumbers?: boolean;
  read(reader: CommandReader, session: ImapSession): Arguments;
  run(session: ImapSession, input: Arguments): Promise<Completion> | Completion;
}): Command {
  return {
    state: definition.state,
    keepsNumbers: definition.keepsNumbers ?? false,
    prepare(reader, session) {
      const input = definition.read(reader, session);
      reader.expectEnd();
      return async () => definition.run(session, input);
    },
  };
}

/** For verbs without arguments. */
export function nothing(): void {}

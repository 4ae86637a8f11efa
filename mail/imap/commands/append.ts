import type { AppendedMessage, FlagSet } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { readFlags } from '../flag-list.ts';
import { imapLimits } from '../limits.ts';
import { formatNumberSet } from '../number-set.ts';
import { targetRefusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { decodeDate } from '../wire-encoder.ts';

/** RFC 9051 §6.3.12, with several messages at once (RFC 3502). Whether it may was settled before each literal was taken. */
export const append = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    const name = reader.mailbox();
    const messages: AppendedMessage[] = [];
    while (reader.sp()) messages.push(readMessage(reader));
    if (messages.length === 0) throw new BadSyntax('No message to append');
    return { name, messages };
  },
  run: store,
});

async function store(session: ImapSession, { name, messages }: { name: string; messages: AppendedMessage[] }): Promise<Completion> {
  if (messages.some((message) => message.octets.includes(0))) return no('Message contains NUL', 'CANNOT');
  const result = await session.signedIn.append(name, messages);
  if (!result.ok) return targetRefusalReply(result.refusal);
  if (session.selected !== null) session.selected.stale = true;
  return done('APPEND completed', `APPENDUID ${result.value.uidValidity} ${formatNumberSet(result.value.uids)}`);
}

/**
 * Reads an APPEND up to where its next literal begins; the mailbox when that literal is a message, null when it is the
 * mailbox name. Throws BadSyntax when it is neither.
 */
export function readAppendTarget(reader: CommandReader): string | null {
  if (reader.atEnd()) return null;
  const name = reader.mailbox();
  for (;;) {
    reader.expectSp();
    const { isWrapped } = readOptions(reader);
    if (reader.atEnd()) return name;
    reader.literal();
    if (isWrapped) reader.expectChar(0x29);
  }
}

function readMessage(reader: CommandReader): AppendedMessage {
  const { flags, internalDate, isWrapped } = readOptions(reader);
  const octets = reader.literal();
  if (octets.length === 0) throw new BadSyntax('Message is empty');
  if (isWrapped) reader.expectChar(0x29);
  return { octets, flags, internalDate };
}

/** `[(flags) ] ["date" ] [UTF8 (]` before a message's literal. */
function readOptions(reader: CommandReader): { flags: FlagSet; internalDate: Date | null; isWrapped: boolean } {
  let flags: FlagSet = { bits: 0, keywords: [] };
  let internalDate: Date | null = null;
  if (reader.peek() === 0x28) {
    flags = readFlags(reader, imapLimits);
    reader.expectSp();
  }
  if (reader.peek() === 0x22) {
    internalDate = decodeDate(reader.string().toString('latin1'));
    if (internalDate === null) throw new BadSyntax('Malformed date');
    reader.expectSp();
  }
  // RFC 6855 §4: the message as UTF8 (~{n}…).
  const isWrapped = reader.peek() === 0x55 || reader.peek() === 0x75;
  if (isWrapped) {
    if (reader.word() !== 'UTF8') throw new BadSyntax('Expected a message literal');
    reader.expectSp();
    reader.expectChar(0x28);
  }
  return { flags, internalDate, isWrapped };
}

import { nextLiteralIsMessage } from './append-source.ts';
import { hasShortLiterals } from './capabilities.ts';
import type { LiteralAnnouncement } from './command-framer.ts';
import { BadSyntax, CommandReader } from './command-reader.ts';
import { readReplaceTarget } from './commands/replace.ts';
import { bad, type Completion, no } from './completion.ts';
import { refusalReply, targetRefusalReply } from './refusal-reply.ts';
import type { ImapSession } from './session.ts';

/** Whether an announced literal is taken; a refusal is the tagged answer to the whole command. */
export type LiteralVerdict = { readonly accept: true } | { readonly accept: false; readonly tag: string; readonly reply: Completion };

/**
 * Decides before the octets come (RFC 9051 §4.3: the server may refuse instead of "+"): strangers get little room, and an
 * APPEND that could not be stored is told so before the client sends 25 MB.
 */
export async function judgeLiteral(session: ImapSession, announced: LiteralAnnouncement): Promise<LiteralVerdict> {
  const { limits } = session.deps;
  const refuse = (reply: Completion): LiteralVerdict => ({ accept: false, tag: readTag(announced) ?? '*', reply });
  if (announced.segments.length > limits.literalsPerCommandMax) return refuse(no('Too many literals', 'LIMIT'));
  if (session.account === null) {
    const fits = announced.octets <= limits.literalOctetsBeforeAuthMax && announced.segments.length <= 4;
    return fits ? { accept: true } : refuse(no('Literal too large before sign-in', 'TOOBIG'));
  }
  // RFC 7888 §5.
  if (!announced.synchronising && announced.octets > limits.shortLiteralOctetsMax && hasShortLiterals(session.account))
    return refuse({ status: 'BAD', code: 'TOOBIG', text: 'Literal too large to come unasked' });
  const target = appendTarget(session, announced);
  if (target !== null) return judgeMessage(session, announced, target, refuse);
  if (announced.octets > limits.literalOctetsMax) return refuse(no('Literal too large', 'TOOBIG'));
  const octets = announced.octets + commandOctets(announced);
  return octets <= limits.commandOctetsMax ? { accept: true } : refuse(no('Command too large', 'TOOBIG'));
}

async function judgeMessage(
  session: ImapSession,
  announced: LiteralAnnouncement,
  mailbox: string,
  refuse: (reply: Completion) => LiteralVerdict,
): Promise<LiteralVerdict> {
  const { limits } = session.deps;
  if (announced.octets > limits.appendOctetsMax) return refuse(no('Message too large', 'TOOBIG'));
  if (announced.octets === 0) return refuse(bad('Message is empty'));
  const total = announced.octets + commandOctets(announced);
  if (total > limits.multiAppendOctetsMax || announced.segments.length > limits.multiAppendMessagesMax)
    return refuse(no('Too much in one APPEND', 'LIMIT'));
  const verdict = await session.signedIn.mayAppend(mailbox, { octets: total, messages: 1 });
  if (verdict.ok) return { accept: true };
  return refuse(verdict.refusal.kind === 'not-found' ? targetRefusalReply(verdict.refusal) : refusalReply(verdict.refusal));
}

/** The mailbox when the literal is octets of a message of an APPEND or REPLACE; null for every other literal, their mailbox's name included. */
function appendTarget(session: ImapSession, announced: LiteralAnnouncement): string | null {
  if (!storesMessage(announced)) return null;
  try {
    const reader = new CommandReader(announced.segments, { utf8Names: session.utf8Names });
    reader.tag();
    reader.expectSp();
    const name = targetOf(reader);
    return name !== null && nextLiteralIsMessage(reader) ? name : null;
  } catch (cause) {
    // What is no APPEND is judged as any literal, and answered BAD when the command is whole.
    if (cause instanceof BadSyntax) return null;
    throw cause;
  }
}

/** Told from its beginning: of a SEARCH with a thousand literals not all is read again for each. */
function storesMessage({ segments }: LiteralAnnouncement): boolean {
  const { text } = segments[0]!;
  const verb = text.indexOf(0x20) + 1;
  return /^(?:APPEND|(?:UID )?REPLACE) /i.test(text.toString('latin1', verb, verb + 'UID REPLACE '.length));
}

/** The mailbox that an APPEND or REPLACE stores into, when its name is no literal that has yet to come. */
function targetOf(reader: CommandReader): string | null {
  const verb = reader.word();
  if (verb === 'APPEND') {
    reader.expectSp();
    return reader.atEnd() ? null : reader.mailbox();
  }
  if (verb === 'UID') reader.expectSp();
  if (verb === 'REPLACE' || (verb === 'UID' && reader.word() === 'REPLACE')) return readReplaceTarget(reader).name;
  return null;
}

function commandOctets(announced: LiteralAnnouncement): number {
  return announced.segments.reduce((sum, segment) => sum + segment.text.length + (segment.literal?.length ?? 0), 0);
}

function readTag(announced: LiteralAnnouncement): string | null {
  return /^[^\s(){%*"\\+\x00-\x1f\x7f-\xff]+(?= )/.exec(announced.segments[0]!.text.toString('latin1'))?.[0] ?? null;
}

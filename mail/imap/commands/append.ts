import { type AppendSource, readAppendSource } from '../append-source.ts';
import { assembleMessage } from '../assemble-message.ts';
import type { AppendedMessage } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { formatNumberSet } from '../number-set.ts';
import { refusalReply, targetRefusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';

/** RFC 9051 §6.3.12, with several messages at once (RFC 3502). Whether it may was settled before each literal was taken. */
export const append = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    const name = reader.mailbox();
    const sources: AppendSource[] = [];
    while (reader.sp()) sources.push(readAppendSource(reader));
    if (sources.length === 0) throw new BadSyntax('No message to append');
    return { name, sources };
  },
  run: store,
});

async function store(session: ImapSession, { name, sources }: { name: string; sources: AppendSource[] }): Promise<Completion> {
  const messages: AppendedMessage[] = [];
  for (const source of sources) {
    const assembled = await assembleMessage(session, source);
    if (!assembled.ok) return assembled.reply;
    messages.push(assembled.message);
  }
  const refusedReply = await refusalBeforeStoring(session, name, sources, messages);
  if (refusedReply !== null) return refusedReply;
  const result = await session.signedIn.append(name, messages);
  if (!result.ok) return targetRefusalReply(result.refusal);
  if (session.selected !== null) session.selected.stale = true;
  return done('APPEND completed', `APPENDUID ${result.value.uidValidity} ${formatNumberSet(result.value.uids)}`);
}

/** Parts that URLs name were in no literal that could be judged before it came; of several messages each was judged as if alone. */
export async function refusalBeforeStoring(
  session: ImapSession,
  name: string,
  sources: readonly AppendSource[],
  messages: readonly AppendedMessage[],
): Promise<Completion | null> {
  if (sources.length === 1 && sources[0]!.parts.every(({ kind }) => kind !== 'url')) return null;
  const octets = messages.reduce((sum, message) => sum + message.octets.length, 0);
  const { limits } = session.deps;
  if (octets > limits.multiAppendOctetsMax) return { status: 'NO', code: 'LIMIT', text: 'Too much in one APPEND' };
  const verdict = await session.signedIn.mayAppend(name, { octets, messages: messages.length });
  if (verdict.ok) return null;
  return verdict.refusal.kind === 'not-found' ? targetRefusalReply(verdict.refusal) : refusalReply(verdict.refusal);
}

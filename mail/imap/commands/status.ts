import type { ListedMailbox, MailboxStatus } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { done } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox } from '../wire-encoder.ts';

/** What is asked for beside the mailbox's own figures. */
type Recent = ReadonlyMap<string, number>;

const values = new Map<string, (status: MailboxStatus, session: ImapSession, recent: Recent) => string | number>([
  ['MESSAGES', (status) => status.messages],
  ['RECENT', ({ mailboxId }, _, recent) => recent.get(mailboxId) ?? 0],
  ['UIDNEXT', (status) => status.uidNext],
  ['UIDVALIDITY', (status) => status.uidValidity],
  ['UNSEEN', (status) => status.unseen],
  ['DELETED', (status) => status.deleted],
  ['SIZE', (status) => status.sizeOctets],
  ['HIGHESTMODSEQ', (status) => status.highestModSeq],
  ['MAILBOXID', (status) => `(${status.mailboxId})`],
  ['APPENDLIMIT', (_, session) => session.deps.limits.appendOctetsMax],
]);

/** RFC 9051 §6.3.11. */
export const status = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    const name = reader.mailbox();
    reader.expectSp();
    return { name, items: readStatusItems(reader) };
  },
  async run(session, { name, items }) {
    const result = await session.signedIn.status(name);
    if (!result.ok) return refusalReply(result.refusal);
    writeStatus(session, name, items, result.value, await recentOf(session, items, [result.value.mailboxId]));
    return done('STATUS completed');
  },
});

export function readStatusItems(reader: CommandReader): string[] {
  const items = reader.list(() => {
    const item = reader.word();
    if (!values.has(item)) throw new BadSyntax('Unknown STATUS item');
    return item;
  }, 20);
  if (items.length === 0) throw new BadSyntax('No STATUS items');
  return items;
}

/** Asked only where an item needs it, once for all mailboxes. RFC 9051 has no RECENT: a client that has enabled IMAP4rev2 does not mean it. */
export async function recentOf(session: ImapSession, items: readonly string[], mailboxIds: readonly string[]): Promise<Recent> {
  return items.includes('RECENT') && !session.rev2 ? session.signedIn.recentCounts(mailboxIds) : new Map();
}

export function writeStatus(
  session: ImapSession,
  name: string,
  items: readonly string[],
  found: MailboxStatus,
  recent: Recent = new Map(),
): void {
  if (items.includes('HIGHESTMODSEQ')) session.condstore = true; // RFC 7162 §3.1: a CONDSTORE-enabling command
  const list = items.map((item) => `${item} ${values.get(item)!(found, session, recent)}`).join(' ');
  session.out.text(`* STATUS ${encodeMailbox(name, session.utf8Names)} (${list})\r\n`);
}

/** STATUS of a listed mailbox (RFC 5819): one that went meanwhile has no line. */
export async function writeListedStatus(
  session: ImapSession,
  { name, status }: ListedMailbox,
  items: readonly string[],
  recent: Recent,
): Promise<void> {
  if (status !== undefined) return writeStatus(session, name, items, status, recent);
  const result = await session.signedIn.status(name);
  if (result.ok) writeStatus(session, name, items, result.value, recent);
}

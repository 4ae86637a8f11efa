import type { ListedMailbox, MailboxStatus } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { done } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox } from '../wire-encoder.ts';

/** What is asked for beside the mailbox's own figures, by mailbox id. */
interface Counted {
  readonly recent: ReadonlyMap<string, number>;
  readonly deletedOctets: ReadonlyMap<string, number>;
}
const nothing: Counted = { recent: new Map(), deletedOctets: new Map() };

const values = new Map<string, (status: MailboxStatus, session: ImapSession, counted: Counted) => string | number>([
  ['MESSAGES', (status) => status.messages],
  ['RECENT', ({ mailboxId }, _, { recent }) => recent.get(mailboxId) ?? 0],
  ['UIDNEXT', (status) => status.uidNext],
  ['UIDVALIDITY', (status) => status.uidValidity],
  ['UNSEEN', (status) => status.unseen],
  ['DELETED', (status) => status.deleted],
  // RFC 9208 §5.1 asks for it where STORAGE is limited.
  ['DELETED-STORAGE', ({ mailboxId }, _, { deletedOctets }) => deletedOctets.get(mailboxId) ?? 0],
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
    writeStatus(session, name, items, result.value, await countedFor(session, items, [result.value.mailboxId]));
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
export async function countedFor(session: ImapSession, items: readonly string[], mailboxIds: readonly string[]): Promise<Counted> {
  const { signedIn, rev2 } = session;
  return {
    recent: items.includes('RECENT') && !rev2 ? await signedIn.recentCounts(mailboxIds) : nothing.recent,
    deletedOctets: items.includes('DELETED-STORAGE') ? await signedIn.deletedOctets(mailboxIds) : nothing.deletedOctets,
  };
}

export function writeStatus(
  session: ImapSession,
  name: string,
  items: readonly string[],
  found: MailboxStatus,
  counted: Counted = nothing,
): void {
  if (items.includes('HIGHESTMODSEQ')) session.condstore = true; // RFC 7162 §3.1: a CONDSTORE-enabling command
  const list = items.map((item) => `${item} ${values.get(item)!(found, session, counted)}`).join(' ');
  session.out.text(`* STATUS ${encodeMailbox(name, session.utf8Names)} (${list})\r\n`);
}

/** STATUS of a listed mailbox (RFC 5819): one that went meanwhile has no line. */
export async function writeListedStatus(
  session: ImapSession,
  { name, status }: ListedMailbox,
  items: readonly string[],
  counted: Counted,
): Promise<void> {
  if (status !== undefined) return writeStatus(session, name, items, status, counted);
  const result = await session.signedIn.status(name);
  if (result.ok) writeStatus(session, name, items, result.value, counted);
}

import type { ImapAccount, ListedMailbox, MailboxStatus } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { done } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox } from '../wire-encoder.ts';

const values = new Map<string, (status: MailboxStatus, session: ImapSession) => string | number>([
  ['MESSAGES', (status) => status.messages],
  ['RECENT', () => 0],
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
    writeStatus(session, name, items, result.value);
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

export function writeStatus(session: ImapSession, name: string, items: readonly string[], found: MailboxStatus): void {
  if (items.includes('HIGHESTMODSEQ')) session.condstore = true; // RFC 7162 §3.1: a CONDSTORE-enabling command
  const list = items.map((item) => `${item} ${values.get(item)!(found, session)}`).join(' ');
  session.out.text(`* STATUS ${encodeMailbox(name, session.utf8Names)} (${list})\r\n`);
}

/** STATUS of a listed mailbox (RFC 5819): one that went meanwhile has no line. */
export async function writeListedStatus(
  session: ImapSession,
  account: ImapAccount,
  { name, status }: ListedMailbox,
  items: readonly string[],
): Promise<void> {
  if (status !== undefined) return writeStatus(session, name, items, status);
  const result = await account.status(name);
  if (result.ok) writeStatus(session, name, items, result.value);
}

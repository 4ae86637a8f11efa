import type { ListedMailbox } from './backend.ts';
import { BadSyntax, type CommandReader } from './command-reader.ts';
import type { ImapLimits } from './limits.ts';

/** Which mailboxes are meant (RFC 5465 §6, as RFC 7377 §2.2 takes it). */
export type MailboxSource =
  | { readonly kind: 'selected' | 'inboxes' | 'personal' | 'subscribed' }
  | { readonly kind: 'subtree' | 'subtree-one' | 'mailboxes'; readonly names: readonly string[] };

/** `(source …)` without scope options: there are none that we know. */
export function readMailboxSources(reader: CommandReader, limits: ImapLimits): MailboxSource[] {
  const sources = reader.list(() => readMailboxSource(reader, limits), limits.listPatternsMax);
  if (sources.length === 0) throw new BadSyntax('No mailboxes named');
  return sources;
}

export function readMailboxSource(reader: CommandReader, limits: ImapLimits): MailboxSource {
  const kind = reader.word().toLowerCase();
  switch (kind) {
    case 'selected':
    case 'inboxes':
    case 'personal':
    case 'subscribed':
      return { kind };
    case 'subtree':
    case 'subtree-one':
    case 'mailboxes': {
      reader.expectSp();
      const names = reader.peek() === 0x28 ? reader.list(() => reader.mailbox(), limits.listPatternsMax) : [reader.mailbox()];
      if (names.length === 0) throw new BadSyntax('No mailboxes named');
      return { kind, names };
    }
    default:
      throw new BadSyntax('Unknown mailbox source');
  }
}

/** Names of the mailboxes that sources other than `selected` mean, each once, in the order listed. */
export function namesFrom(sources: readonly MailboxSource[], listed: readonly ListedMailbox[], sharedPrefix: string | null): string[] {
  const isPersonal = (name: string) => sharedPrefix === null || !name.startsWith(sharedPrefix);
  return listed
    .filter(({ isSelectable }) => isSelectable)
    .filter((mailbox) => sources.some((source) => means(source, mailbox, isPersonal(mailbox.name))))
    .map(({ name }) => name);
}

function means(source: MailboxSource, { name, isSubscribed }: ListedMailbox, isPersonal: boolean): boolean {
  switch (source.kind) {
    case 'selected':
      return false;
    case 'inboxes':
      return name === 'INBOX'; // where deliveries go
    case 'personal':
      return isPersonal;
    case 'subscribed':
      return isSubscribed;
    case 'mailboxes':
      return source.names.includes(name);
    default:
      return source.names.some((root) => isBelow(name, root, source.kind === 'subtree-one'));
  }
}

/** The mailbox itself and those below, one level or all. */
function isBelow(name: string, root: string, oneLevel: boolean): boolean {
  if (name === root) return true;
  if (!name.startsWith(`${root}/`)) return false;
  return !oneLevel || !name.includes('/', root.length + 1);
}

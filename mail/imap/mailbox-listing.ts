import type { ListedMailbox } from './backend.ts';
import { encodeMailbox } from './wire-encoder.ts';

/** A name of the hierarchy: a mailbox, or only the way to one below. */
export interface ListedName {
  readonly name: string;
  readonly mailbox: ListedMailbox | null;
  readonly hasChildren: boolean;
  /** A name below is subscribed though this one is not (RFC 5258 §3.5). */
  readonly hasSubscribedChildren: boolean;
}

/** Every mailbox and every missing parent of one, INBOX first, then by name. */
export function hierarchy(mailboxes: readonly ListedMailbox[]): ListedName[] {
  const byName = new Map<string, ListedMailbox>(mailboxes.map((mailbox) => [mailbox.name, mailbox]));
  const parents = new Set<string>();
  const parentsOfSubscribed = new Set<string>();
  for (const { name, isSubscribed } of mailboxes)
    for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      parents.add(name.slice(0, slash));
      if (isSubscribed) parentsOfSubscribed.add(name.slice(0, slash));
    }
  const names = new Set([...byName.keys(), ...parents]);
  const listed = [...names].map((name) => ({
    name,
    mailbox: byName.get(name) ?? null,
    hasChildren: parents.has(name),
    hasSubscribedChildren: parentsOfSubscribed.has(name),
  }));
  return listed.sort((one, other) => rank(one.name) - rank(other.name) || (one.name < other.name ? -1 : 1));
}

function rank(name: string): number {
  return name === 'INBOX' ? 0 : 1;
}

const specialUseNames = {
  sent: '\\Sent',
  drafts: '\\Drafts',
  trash: '\\Trash',
  junk: '\\Junk',
  archive: '\\Archive',
  flagged: '\\Flagged',
  important: '\\Important',
  all: '\\All',
} as const;

export const specialUsesByName = new Map(
  Object.entries(specialUseNames).map(([use, name]) => [name.toUpperCase(), use as keyof typeof specialUseNames]),
);

export function listLine(
  verb: 'LIST' | 'LSUB',
  listed: ListedName,
  options: { showSubscribed: boolean; childInfo: boolean; isUtf8: boolean; isRev2: boolean },
): string {
  const { mailbox } = listed;
  const attributes: string[] = [];
  if (mailbox === null) attributes.push(verb === 'LSUB' || !options.isRev2 ? '\\Noselect' : '\\NonExistent');
  else if (!mailbox.isSelectable) attributes.push('\\Noselect');
  attributes.push(listed.hasChildren ? '\\HasChildren' : '\\HasNoChildren');
  if (options.showSubscribed && mailbox?.isSubscribed === true) attributes.push('\\Subscribed');
  if (mailbox?.specialUse) attributes.push(specialUseNames[mailbox.specialUse]);
  const info = options.childInfo ? ' ("CHILDINFO" ("SUBSCRIBED"))' : '';
  return `* ${verb} (${attributes.join(' ')}) "/" ${encodeMailbox(listed.name, options.isUtf8)}${info}\r\n`;
}

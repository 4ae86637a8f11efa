import { createHash } from 'node:crypto';
import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox, MessageFacts } from './backend.ts';
import type { SearchKey } from './search-keys.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';

// THREADID (RFC 8474 §5.2) is made of the message id that heads the thread, as the message itself names it: nothing is kept, deliveries do not
// pay for it, it never changes, and copies share it. A reply that names its parent only, of a parent that names others, begins a thread of its own.

/** §7: letters, digits, `_` and `-`; 128 bits of the hash tell all threads apart. */
export function threadIdOf(root: string): string {
  return `T${createHash('sha256').update(root).digest('base64url').slice(0, 22)}`;
}

export async function withThreadIds(mailbox: ImapMailbox, facts: ReadonlyMap<Uid, MessageFacts>): Promise<Map<Uid, MessageFacts>> {
  const roots = await mailbox.threadRoots([...facts.keys()]);
  return new Map([...facts].map(([uid, one]) => [uid, { ...one, threadId: threadIdOf(roots.get(uid) ?? one.emailId) }]));
}

/** A search with the messages of the threads it names in place of the threads. */
export async function resolveThreadIds({ mailbox, table }: SelectedMailbox, key: SearchKey): Promise<SearchKey> {
  const wanted = new Set<string>();
  collectIds(key, wanted);
  if (wanted.size === 0) return key;
  const found = new Map<string, [number, number][]>();
  const uids = Array.from({ length: table.length }, (_, row) => table.uid(row));
  for (const [uid, root] of await mailbox.threadRoots(uids)) {
    const id = threadIdOf(root);
    if (wanted.has(id)) found.set(id, [...(found.get(id) ?? []), [uid, uid]]);
  }
  return replaced(key, found);
}

function collectIds(key: SearchKey, ids: Set<string>): void {
  if (key.kind === 'thread-id') ids.add(key.id);
  else if (key.kind === 'and' || key.kind === 'or') for (const each of key.keys) collectIds(each, ids);
  else if (key.kind === 'not') collectIds(key.key, ids);
}

function replaced(key: SearchKey, found: ReadonlyMap<string, readonly [number, number][]>): SearchKey {
  switch (key.kind) {
    case 'and':
      return { kind: 'and', keys: key.keys.map((each) => replaced(each, found)) };
    case 'or':
      return { kind: 'or', keys: [replaced(key.keys[0], found), replaced(key.keys[1], found)] };
    case 'not':
      return { kind: 'not', key: replaced(key.key, found) };
    case 'thread-id': {
      const ranges = found.get(key.id);
      return ranges === undefined ? { kind: 'none' } : { kind: 'set', set: { kind: 'ranges', ranges }, by: 'uid' };
    }
    default:
      return key;
  }
}

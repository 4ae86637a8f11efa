import type { SearchKey } from './search-keys.ts';
import type { SearchProgress } from './search-progress.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/** UIDs for which the index says that a text is found, and those that it does not know all about. */
export interface IndexedText {
  readonly matched: ReadonlySet<number>;
  readonly unindexed: ReadonlySet<number>;
  /** As other keys' (`search-match`): with much left to read it comes last. */
  readonly cost: number;
}

/** What the index answered, by key; keys that are not here are answered by reading. */
export type IndexedTexts = ReadonlyMap<SearchKey, IndexedText>;

/** Asks the index for all texts that a search names, once for the whole mailbox, if that is too large to be read. */
export async function askIndex(
  session: ImapSession,
  { mailbox, table }: SelectedMailbox,
  key: SearchKey,
  progress: SearchProgress,
): Promise<IndexedTexts> {
  const answers = new Map<SearchKey, IndexedText>();
  const { scannedMessagesMax } = session.deps.limits;
  if (mailbox.findText === undefined || table.length <= scannedMessagesMax) return answers;
  for (const each of textKeysIn(key)) {
    const found = await mailbox.findText(each.kind, each.text);
    if (found !== null) {
      const unindexed = new Set(found.unindexed);
      answers.set(each, { matched: new Set(found.matched), unindexed, cost: unindexed.size <= scannedMessagesMax ? 0.5 : 2 });
    }
    await progress.reached(0);
    await session.out.ready();
  }
  return answers;
}

type TextKey = Extract<SearchKey, { kind: 'text' | 'body' }>;

function textKeysIn(key: SearchKey): TextKey[] {
  switch (key.kind) {
    case 'and':
    case 'or':
      return key.keys.flatMap(textKeysIn);
    case 'not':
      return textKeysIn(key.key);
    case 'text':
    case 'body':
      return [key];
    default:
      return [];
  }
}

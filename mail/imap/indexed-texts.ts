import { unindexedFields } from '#mail/mime/search-text.ts';
import { isFactField } from './fact-fields.ts';
import type { SearchKey } from './search-keys.ts';
import type { SearchProgress } from './search-progress.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/** What the index said of one key. All are UIDs; of others it says that they do not match. */
export interface IndexedText {
  readonly matched: ReadonlySet<number>;
  /** To be read, whether matched or not. */
  readonly unknown: ReadonlySet<number>;
  /** As other keys' (`search-match`): with much to read it comes last. */
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
    // A field that only reading answers for is in messages that have its name.
    const found = await mailbox.findText(each.kind, each.kind === 'header' ? `${each.name}:` : each.text);
    if (found !== null) {
      const unknown = new Set(each.kind === 'header' ? [...found.matched, ...found.unindexed] : found.unindexed);
      const matched = new Set(each.kind === 'header' ? [] : found.matched);
      answers.set(each, { matched, unknown, cost: unknown.size <= scannedMessagesMax ? 0.5 : 2 });
    }
    await progress.reached(0);
    await session.out.ready();
  }
  return answers;
}

type TextKey = Extract<SearchKey, { kind: 'text' | 'body' | 'header' }>;

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
    case 'header':
      return (isFactField(key.name) && key.text !== '') || unindexedFields.has(key.name) ? [] : [key];
    default:
      return [];
  }
}

import type { FetchItem, PlainItem } from './fetch-items.ts';
import { type PlannedMessage, rangeKey, serialisedItem } from './fetch-response.ts';

const lastingNames = new Set<PlainItem>(['INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY', 'BODYSTRUCTURE', 'EMAILID', 'SAVEDATE']);

/** Items that stand side by side in an answer: what the session's table says, or what never changes about a message. */
export interface ItemRun {
  readonly isLasting: boolean;
  readonly items: readonly FetchItem[];
  /** Where the first of them stands among all items. */
  readonly from: number;
  /** The same for all who ask the same. */
  readonly names: string;
}

/** Whether the answer is the same at any time, and worth keeping: headers are, bodies are not. */
function isLasting(item: FetchItem): boolean {
  if (item.kind === 'plain') return lastingNames.has(item.name);
  if (item.kind === 'preview') return true;
  return item.kind === 'section' && !item.setsSeen && item.partial === null && /(?:HEADER(?:\.FIELDS(?:\.NOT)?)?|MIME)$/.test(item.section);
}

const tableNames = new Set<PlainItem>(['FLAGS', 'UID', 'MODSEQ']);

/** null: some of the items are neither in the table nor lasting. */
export function itemRuns(items: readonly FetchItem[]): ItemRun[] | null {
  const runs: { isLasting: boolean; items: FetchItem[]; from: number; names: string }[] = [];
  for (const [from, item] of items.entries()) {
    const lasting = isLasting(item);
    if (!lasting && !(item.kind === 'plain' && tableNames.has(item.name))) return null;
    const name = item.kind === 'plain' ? item.name : item.label;
    const last = runs.at(-1);
    if (last?.isLasting === lasting) {
      last.items.push(item);
      last.names += ` ${name}`;
    } else runs.push({ isLasting: lasting, items: [item], from, names: name });
  }
  return runs;
}

/** The answer of a run, made of a message's facts and of what was read ahead for it; null where something was not. */
export function lastingAnswer(run: ItemRun, planned: PlannedMessage): Buffer | null {
  const pieces: Buffer[] = [];
  let text = '';
  const octets = (piece: Buffer) => {
    if (text !== '') pieces.push(Buffer.from(text));
    text = '';
    pieces.push(piece);
  };
  for (const [at, item] of run.items.entries()) {
    if (at > 0) text += ' ';
    if (item.kind === 'plain') {
      const value = serialisedItem(item.name, planned.facts);
      text += `${item.name} `;
      if (typeof value === 'string') text += value;
      else octets(value);
      continue;
    }
    text += `${item.label} `;
    const source = planned.sources[run.from + at]!;
    if (source === null) {
      text += item.kind === 'preview' ? '""' : 'NIL';
      continue;
    }
    if (source === 'unknown-encoding' || source.kind === 'size') return null;
    const ahead = planned.octets.get(rangeKey(source.range));
    if (ahead === undefined) return null;
    const made = source.kind === 'made' ? source.make(ahead) : ahead;
    text += `{${made.length}}\r\n`;
    octets(made);
  }
  if (text !== '') pieces.push(Buffer.from(text));
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

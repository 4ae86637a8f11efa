import { vietnamDay } from '#kernel/vietnam-time.ts';
import { foldForSearch } from '#mail/mime/fold-text.ts';
import type { SearchColumns } from './backend.ts';
import { addressText, type FactField, idText, sentDay } from './fact-fields.ts';
import type { SearchKey } from './search-keys.ts';

/** What one key looks at in each message. */
export type ColumnName = 'size' | 'internal' | 'saved' | 'email-id' | 'sent' | FactField;

/** As keys compare it: moments in milliseconds, for `sent` the day that was written, texts folded. */
export type ColumnValue = string | number | null;

export function columnValues<Name extends ColumnName>(name: Name, raw: readonly SearchColumns[Name][]): ColumnValue[] {
  const columns = { [name]: raw } as { readonly [Each in ColumnName]?: readonly SearchColumns[Each][] };
  if (columns.sent) return columns.sent.map(([sentAt, envelopeStart]) => sentDay(sentAt, envelopeStart));
  if (columns.subject) return foldAll(columns.subject);
  if (columns['message-id']) return columns['message-id'].map((id) => idText(id === null ? [] : [id]));
  const addresses = columns.from ?? columns.to ?? columns.cc ?? columns.bcc;
  if (addresses) return foldAll(addresses.map(([all, groups]) => addressText(all, groups ?? [])));
  const ids = columns['in-reply-to'] ?? columns.references;
  return ids ? ids.map(idText) : (raw as readonly (number | string)[]).slice();
}

const divider = '\0';

/** Folded together, which takes half as long as one by one: nothing that folds reaches across NUL. */
function foldAll(texts: readonly string[]): string[] {
  const folded = foldForSearch(texts.join(divider)).split(divider);
  // Where a text has one of its own.
  return folded.length === texts.length ? folded : texts.map(foldForSearch);
}

/** Of keys that ask for facts. */
export function columnAsked(key: SearchKey): ColumnName {
  switch (key.kind) {
    case 'date':
      return key.field;
    case 'within':
      return 'internal';
    case 'email-id':
      return 'email-id';
    case 'header':
      return key.name as FactField;
    default:
      return 'size';
  }
}

export function holdsInColumn(key: SearchKey, value: ColumnValue, now: number): boolean {
  switch (key.kind) {
    case 'size':
      return key.than === 'larger' ? (value as number) > key.octets : (value as number) < key.octets;
    case 'date':
      return holdsOnDay(key, key.field === 'sent' ? (value as number | null) : vietnamDay(new Date(value as number)));
    case 'within': {
      const ageMs = now - (value as number);
      return key.than === 'older' ? ageMs >= key.seconds * 1000 : ageMs < key.seconds * 1000;
    }
    case 'email-id':
      return value === key.id;
    case 'header':
      return (value as string).includes(key.text);
    default:
      return false;
  }
}

function holdsOnDay(key: Extract<SearchKey, { kind: 'date' }>, day: number | null): boolean {
  if (day === null) return false;
  if (key.compare === 'on') return day === key.day;
  return key.compare === 'before' ? day < key.day : day >= key.day;
}

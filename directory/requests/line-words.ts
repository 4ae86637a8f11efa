import { actWords, capacityWords, kindWords, yesWords } from '#directory/bulk/row-acts.ts';
import type { LineColumn } from './request-line.ts';

/** What to do about a head in the way. */
export const ifHeadedWords = [
  { value: 'refuse', vi: 'Không nhận', also: ['Refuse'] },
  { value: 'replace', vi: 'Thay thế', also: ['Thay', 'Replace'] },
  { value: 'deputy', vi: 'Làm cấp phó', also: ['Cấp phó', 'Deputy'] },
  { value: 'beside', vi: 'Song song', also: ['Cùng lúc', 'Beside'] },
] as const;

/** Columns in which one of some words stands; the first of each word is that of the template's list. */
export const lineWords = {
  do: actWords,
  kind: kindWords,
  capacity: capacityWords,
  ifHeaded: ifHeadedWords,
  givenFirst: yesWords,
  isNamesake: yesWords,
  main: yesWords,
} as const satisfies Readonly<
  Partial<Record<LineColumn, readonly { readonly value: unknown; readonly vi: string; readonly also: readonly string[] }[]>>
>;

export const dayColumns: ReadonlySet<string> = new Set<LineColumn>(['birthDate', 'until', 'on']);

import type { Wording } from './wording.ts';
import { english } from './wording-en.ts';
import { vietnamese } from './wording-vi.ts';

export interface Language {
  readonly tag: string;
  /** What speakers call it (RFC 6856 §3). */
  readonly name: string;
  readonly words: Wording;
}

const vi: Language = { tag: 'vi', name: 'Tiếng Việt', words: vietnamese };
const en: Language = { tag: 'en', name: 'English', words: english };
/** What is spoken before any LANG; RFC 6856 §3 has every server know it. */
export const defaultLanguage: Language = { tag: 'i-default', name: 'Default language', words: english };

export const languages: readonly Language[] = [vi, en, defaultLanguage];

/** The language for a range: `*` asks for what the operator prefers; `vi-VN` is served by `vi` (RFC 4647 §3.4). */
export function languageFor(range: string): Language | null {
  if (range === '*') return vi;
  for (let tag = range.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    const found = languages.find((language) => language.tag === tag);
    if (found !== undefined) return found;
  }
  return null;
}

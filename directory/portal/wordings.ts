import type { Language } from './choose-language.ts';
import type { Wording } from './wording.ts';
import { wordingEn } from './wording-en.ts';
import { wordingVi } from './wording-vi.ts';

export const wordings: Readonly<Record<Language, Wording>> = { vi: wordingVi, en: wordingEn };

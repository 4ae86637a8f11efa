import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en } from './wording-en.ts';
import { vi, type Wording } from './wording-vi.ts';

export type Language = 'vi' | 'en';

const wordings: Readonly<Record<Language, Wording>> = { vi, en };
const storageKey = 'congthu-language';

interface Spoken {
  readonly language: Language;
  readonly wording: Wording;
  speak(language: Language): void;
}

const context = createContext<Spoken | null>(null);

/** Vietnamese, unless somebody chose English: browsers in offices are often set up in English by those who install them. */
export function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi';
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(storedLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speak = (chosen: Language) => {
    localStorage.setItem(storageKey, chosen);
    setLanguage(chosen);
  };
  return <context.Provider value={{ language, wording: wordings[language], speak }}>{children}</context.Provider>;
}

export function useLanguage(): Spoken {
  const spoken = useContext(context);
  if (spoken === null) throw new Error('outside LanguageProvider');
  return spoken;
}

export function useWording(): Wording {
  return useLanguage().wording;
}

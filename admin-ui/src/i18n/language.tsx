import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { vi, type Wording } from './wording-vi.ts';

export type Language = 'vi' | 'en';

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

/** English is fetched by whoever wants it. */
const wordingOf = async (language: Language): Promise<Wording> => (language === 'vi' ? vi : (await import('./wording-en.ts')).en);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, setChosen] = useState(storedLanguage);
  const [spoken, setSpoken] = useState<Omit<Spoken, 'speak'> | null>(chosen === 'vi' ? { language: 'vi', wording: vi } : null);
  useEffect(() => {
    let isWanted = true;
    void wordingOf(chosen).then((wording) => {
      if (!isWanted) return;
      document.documentElement.lang = chosen;
      setSpoken({ language: chosen, wording });
    });
    return () => {
      isWanted = false;
    };
  }, [chosen]);
  const speak = (language: Language) => {
    localStorage.setItem(storageKey, language);
    setChosen(language);
  };
  return spoken && <context.Provider value={{ ...spoken, speak }}>{children}</context.Provider>;
}

export function useLanguage(): Spoken {
  const spoken = useContext(context);
  if (spoken === null) throw new Error('outside LanguageProvider');
  return spoken;
}

export function useWording(): Wording {
  return useLanguage().wording;
}

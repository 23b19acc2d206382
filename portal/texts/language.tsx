import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { en } from './en.ts';
import type { Texts } from './texts.ts';
import { vi } from './vi.ts';

const LANGUAGES = { vi, en } as const satisfies Record<string, Texts>;
export type Language = keyof typeof LANGUAGES;

const KEY = 'language';
const chosen = (): Language => (localStorage.getItem(KEY) === 'en' ? 'en' : 'vi');

type Spoken = { readonly language: Language; readonly t: Texts; readonly speak: (language: Language) => void };
const context = createContext<Spoken>({ language: 'vi', t: vi, speak: () => undefined });

export const useTexts = (): Spoken => useContext(context);

/** The language of the page: Vietnamese, unless the reader chose English on this device. */
export function Speaking({ children }: { readonly children: ComponentChildren }) {
  const [language, speak] = useState<Language>(chosen);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEY, language);
  }, [language]);
  return <context.Provider value={{ language, t: LANGUAGES[language], speak }}>{children}</context.Provider>;
}

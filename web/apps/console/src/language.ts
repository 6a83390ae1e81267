import type { Tag } from '@ringline/look';
import { createContext, useContext } from 'react';
import { en } from './texts/en';
import type { Texts } from './texts/en';

/** What the console says in one language. */
export interface Language {
  tag: Tag;
  texts: Texts;
}

export const english: Language = { tag: 'en', texts: en };

/** Fetches a language. One that does not come is English. */
export async function loadLanguage(tag: Tag): Promise<Language> {
  try {
    return { tag, texts: await load(tag) };
  } catch {
    return english;
  }
}

async function load(tag: Tag): Promise<Texts> {
  switch (tag) {
    case 'en':
      return en;
    case 'zh':
      return (await import('./texts/zh')).zh;
    case 'ja':
      return (await import('./texts/ja')).ja;
    case 'ko':
      return (await import('./texts/ko')).ko;
  }
}

export const LanguageContext = createContext(english);

export function useTexts(): Texts {
  return useContext(LanguageContext).texts;
}

/** BCP 47, for Intl. */
export function useTag(): string {
  const { tag } = useContext(LanguageContext);
  return tag === 'zh' ? 'zh-Hans' : tag;
}

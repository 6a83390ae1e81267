import { en as kitEn } from '@ringline/react';
import type { Locale } from '@ringline/react';
import type { Tag } from '@ringline/look';
import { createContext, useContext } from 'react';
import { en } from './texts/en';
import type { Texts } from './texts/en';

/** What page and kit say in one language. */
export interface Language {
  tag: Tag;
  locale: Locale;
  texts: Texts;
}

export const english: Language = { tag: 'en', locale: kitEn, texts: en };

/** Fetches a language. One that does not come is English. */
export async function loadLanguage(tag: Tag): Promise<Language> {
  try {
    return await load(tag);
  } catch {
    return english;
  }
}

async function load(tag: Tag): Promise<Language> {
  switch (tag) {
    case 'en':
      return english;
    case 'zh': {
      const [{ zh: locale }, { zh: texts }] = await Promise.all([
        import('@ringline/react/locales/zh'),
        import('./texts/zh'),
      ]);
      return { tag, locale, texts };
    }
    case 'ja': {
      const [{ ja: locale }, { ja: texts }] = await Promise.all([
        import('@ringline/react/locales/ja'),
        import('./texts/ja'),
      ]);
      return { tag, locale, texts };
    }
    case 'ko': {
      const [{ ko: locale }, { ko: texts }] = await Promise.all([
        import('@ringline/react/locales/ko'),
        import('./texts/ko'),
      ]);
      return { tag, locale, texts };
    }
  }
}

export const LanguageContext = createContext(english);

export function useTexts(): Texts {
  return useContext(LanguageContext).texts;
}

/** BCP 47, for Intl. */
export function useTag(): string {
  return useContext(LanguageContext).locale.tag;
}

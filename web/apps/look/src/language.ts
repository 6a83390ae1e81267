import { createContext, useContext, useEffect, useState } from 'react';
import { texts } from './texts';
import type { LookTexts } from './texts';

/** The languages of our pages, by what they call themselves. */
export const languages = { en: 'English', zh: '中文', ja: '日本語', ko: '한국어' } as const;
export type Tag = keyof typeof languages;

/** The first of the wished languages that there is; else English. */
export function preferred(wished: readonly string[]): Tag {
  for (const wish of wished) {
    const [tag = ''] = wish.toLowerCase().split('-');
    if (Object.hasOwn(languages, tag)) return tag as Tag;
  }
  return 'en';
}

/** Which language what is shared speaks. */
export const TagContext = createContext<Tag>('en');

/** What is shared says. */
export function useLookTexts(): LookTexts {
  return texts[useContext(TagContext)];
}

/** The page's texts in the wished language; those before it until they are here. */
export function useLanguage<L>(wished: Tag, first: L, load: (tag: Tag) => Promise<L>): L {
  const [language, setLanguage] = useState(first);
  useEffect(() => {
    let stale = false;
    void load(wished).then((loaded) => {
      if (!stale) setLanguage(() => loaded);
    });
    return () => {
      stale = true;
    };
  }, [wished, load]);
  return language;
}

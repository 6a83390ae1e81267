import { useMemo } from 'react';
import { useSettings } from '../context';

/** What the outermost element of a component carries: the kit's look, language and direction. */
export function useRoot(...classes: (string | undefined)[]): {
  className: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  'data-theme': string;
} {
  const { words, theme } = useSettings();
  const className = ['rl-root', ...classes].filter(Boolean).join(' ');
  return useMemo(
    () => ({ className, lang: words.tag, dir: words.dir, 'data-theme': theme }),
    [className, words, theme],
  );
}

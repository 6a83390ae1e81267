import { useEffect } from 'react';
import { preferred } from './language';
import type { Tag } from './language';
import { keep, kept } from './storage';

export type Theme = 'auto' | 'light' | 'dark';

/** How the pages look, for all windows of this browser. */
export interface LookSettings {
  language: Tag;
  theme: Theme;
}

export const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/** Where a page keeps its settings, these among them. */
export const settingsKey = 'ringline.settings';

export function loadLook(): LookSettings {
  const { language, theme } = kept(localStorage, settingsKey);
  return {
    language: preferred([typeof language === 'string' ? language : '', ...navigator.languages]),
    theme: themes.find((one) => one === theme) ?? 'auto',
  };
}

/** Keeps settings, and lets stay what another page has there. */
export function saveLook(settings: LookSettings): void {
  keep(localStorage, settingsKey, { ...kept(localStorage, settingsKey), ...settings });
}

/** Makes the page light or dark. */
export function useTheme(theme: Theme): void {
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

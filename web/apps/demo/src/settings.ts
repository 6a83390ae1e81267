import type { Theme } from '@ringline/react';
import { preferred } from './language';
import type { Tag } from './language';
import { keep, kept } from './storage';

/** How the page looks and sounds, for all windows of this browser. */
export interface Settings {
  language: Tag;
  theme: Theme;
  ringtone: boolean;
  /** Whether the first steps were put away. */
  stepsDone: boolean;
}

export const themes: readonly Theme[] = ['auto', 'light', 'dark'];
const key = 'ringline.settings';

export function loadSettings(): Settings {
  const { language, theme, ringtone, stepsDone } = kept(localStorage, key);
  return {
    language: preferred([typeof language === 'string' ? language : '', ...navigator.languages]),
    theme: themes.find((one) => one === theme) ?? 'auto',
    ringtone: ringtone !== false,
    stepsDone: stepsDone === true,
  };
}

export function saveSettings(settings: Settings): void {
  keep(localStorage, key, settings);
}

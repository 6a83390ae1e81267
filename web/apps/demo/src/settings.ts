import { kept, loadLook, saveLook, settingsKey } from '@ringline/look';
import type { LookSettings } from '@ringline/look';

/** How the page looks and sounds, for all windows of this browser. */
export interface Settings extends LookSettings {
  ringtone: boolean;
  /** Whether the first steps were put away. */
  stepsDone: boolean;
}

/** The settings, for what shows or changes them. */
export interface Look {
  settings: Settings;
  change: (changes: Partial<Settings>) => void;
}

export function loadSettings(): Settings {
  const { ringtone, stepsDone } = kept(localStorage, settingsKey);
  return { ...loadLook(), ringtone: ringtone !== false, stepsDone: stepsDone === true };
}

export function saveSettings(settings: Settings): void {
  saveLook(settings);
}

import { Icon } from './Icon';
import { languages, useLookTexts } from './language';
import type { Tag } from './language';
import { themes } from './settings';
import type { LookSettings, Theme } from './settings';

export interface AppearanceProps {
  settings: LookSettings;
  change: (changes: Partial<LookSettings>) => void;
}

/** In which language, light or dark. */
export function Appearance({ settings, change }: AppearanceProps) {
  const say = useLookTexts();
  return (
    <div className="appearance">
      <label className="pick">
        <Icon name="globe" />
        <span className="visually-hidden">{say.language}</span>
        <select
          value={settings.language}
          onChange={(event) => change({ language: event.target.value as Tag })}
          data-testid="language"
        >
          {Object.entries(languages).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="pick">
        <Icon name={settings.theme === 'dark' ? 'moon' : settings.theme === 'light' ? 'sun' : 'contrast'} />
        <span className="visually-hidden">{say.theme}</span>
        <select
          value={settings.theme}
          onChange={(event) => change({ theme: event.target.value as Theme })}
          data-testid="theme"
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {say.themes[theme]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

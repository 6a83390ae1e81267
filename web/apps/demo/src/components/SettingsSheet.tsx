import { Appearance, Sheet } from '@ringline/look';
import { DeviceSettings } from '@ringline/react';
import { useTexts } from '../language';
import type { Look } from '../settings';

interface Props extends Look {
  /** Whether language and look stand in the head of the page. */
  wide: boolean;
  onClose: () => void;
}

/** Sounds and devices; on a small page also language and look. */
export function SettingsSheet({ settings, change, wide, onClose }: Props) {
  const say = useTexts();
  return (
    <Sheet title={say.settings} testId="settings-sheet" onClose={onClose}>
      {!wide && <Appearance settings={settings} change={change} />}
      <label className="switch">
        {say.sounds}
        <input
          type="checkbox"
          role="switch"
          checked={settings.ringtone}
          onChange={(event) => change({ ringtone: event.target.checked })}
          data-testid="ringtone"
        />
      </label>
      <DeviceSettings />
      <p className="hint">{say.devicesHint}</p>
    </Sheet>
  );
}

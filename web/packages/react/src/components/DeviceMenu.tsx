import { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { useKit, useWords } from '../context';
import { qualities } from '../devices';
import type { Blur } from '../devices';
import { useDevices } from '../hooks/useDevices';
import { useMember } from '../hooks/useMember';
import { Control } from './Control';
import { Choice, DeviceSelect, Switch } from './Field';
import { Icon } from './Icon';
import { useRoot } from './root';

export interface DeviceSettingsProps {
  /** URLs of pictures that can stand behind the user. */
  backgrounds?: readonly string[] | undefined;
  className?: string | undefined;
}

/** A button that opens the choice of devices. Closes on Escape and on a click elsewhere. */
export function DeviceMenu({ backgrounds, className }: DeviceSettingsProps) {
  const { messages: say } = useWords();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const button = root.current?.querySelector<HTMLElement>('[aria-controls]');
    root.current?.querySelector<HTMLElement>('select:enabled, input')?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    // Before the dialog around it hears of the key: one Escape closes one thing.
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      button?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', escape, true);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escape, true);
    };
  }, [open]);

  return (
    <div {...useRoot('rl-menu-root', className)} ref={root}>
      <Control
        label={say.devices}
        icon="sliders"
        testId="devices"
        expanded={open}
        controls={id}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div className="rl-menu" role="dialog" aria-label={say.devices} id={id} data-testid="device-menu">
          <Settings backgrounds={backgrounds} />
        </div>
      )}
    </div>
  );
}

/** Camera, microphone, speaker and what is done to picture and voice, for a page of settings. */
export function DeviceSettings({ backgrounds, className }: DeviceSettingsProps) {
  return (
    <div {...useRoot('rl-settings', className)}>
      <Settings backgrounds={backgrounds} />
    </div>
  );
}

function Settings({ backgrounds = [] }: { backgrounds: readonly string[] | undefined }) {
  const { messages: say } = useWords();
  const devices = useDevices();
  const { blur, background, noiseSuppression, quality } = devices;
  const choices = [
    { value: '0', label: say.backgroundNone },
    ...([1, 2, 3] as const).map((level) => ({ value: String(level), label: say.backgroundBlur[level] })),
    ...backgrounds.map((image, index) => ({ value: image, label: say.backgroundImage(index + 1), image })),
  ];
  return (
    <>
      <DeviceSelect
        label={say.camera}
        devices={devices.cameras}
        current={devices.camera}
        onChoose={(id) => void devices.select('camera', id)}
        testId="choose-camera"
        action={
          devices.cameras.length > 1 && (
            <button
              type="button"
              className="rl-round rl-flip"
              data-look="bare"
              aria-label={say.flipCamera}
              onClick={() => void devices.flipCamera()}
              data-testid="flip-camera"
            >
              <Icon name="flip" />
            </button>
          )
        }
      />
      <DeviceSelect
        label={say.microphone}
        devices={devices.microphones}
        current={devices.microphone}
        onChoose={(id) => void devices.select('microphone', id)}
        testId="choose-microphone"
      >
        <Meter />
      </DeviceSelect>
      {devices.speakers.length > 0 && (
        <DeviceSelect
          label={say.speaker}
          devices={devices.speakers}
          current={devices.speaker}
          onChoose={(id) => void devices.select('speaker', id)}
          testId="choose-speaker"
        />
      )}
      <Choice
        label={say.background}
        value={background || String(blur)}
        options={choices}
        onChoose={(value) =>
          void (backgrounds.includes(value) ? devices.setBackground(value) : devices.setBlur(Number(value) as Blur))
        }
        testId="background"
      />
      <Choice
        label={say.resolution}
        value={quality}
        options={qualities.map((value) => ({ value, label: value }))}
        onChoose={(value) => void devices.setQuality(value)}
        testId="resolution"
      />
      <Switch
        label={say.noiseSuppression}
        on={noiseSuppression}
        onChange={(on) => void devices.setNoiseSuppression(on)}
        testId="noise-suppression"
      />
    </>
  );
}

/** How loud the user's own voice arrives. Decoration: the select above says which microphone it is. */
function Meter() {
  const me = useKit((state) => state.me);
  const { level } = useMember(me);
  return <span className="rl-meter" style={{ '--rl-level': level / 100 } as CSSProperties} aria-hidden="true" />;
}

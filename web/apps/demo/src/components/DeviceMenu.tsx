import type { DeviceInfo, DevicesEvent } from '@ringline/call-engine';
import { useEffect, useRef, useState } from 'react';
import type { Commands } from '../commands';
import { Icon } from './Icon';

interface Props {
  devices: DevicesEvent | undefined;
  onSwitch: Commands['switchDevice'];
}

/** Which microphone and which camera. Closes on Escape and on a click elsewhere. */
export function DeviceMenu({ devices, onSwitch }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);

  return (
    <span className="control" ref={root}>
      <button
        ref={button}
        type="button"
        className="round"
        aria-label="Microphone and camera settings"
        title="Microphone and camera settings"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-testid="devices"
      >
        <Icon name="sliders" />
      </button>
      {open && (
        <div className="menu" role="group" aria-label="Devices" data-testid="device-menu">
          <Choice
            label="Microphone"
            devices={devices?.microphoneList ?? []}
            current={devices?.currentMicrophoneID ?? ''}
            onChoose={(id) => onSwitch('microphones', id)}
          />
          <Choice
            label="Camera"
            devices={devices?.cameraList ?? []}
            current={devices?.currentCameraID ?? ''}
            onChoose={(id) => onSwitch('camera', id)}
          />
        </div>
      )}
    </span>
  );
}

interface ChoiceProps {
  label: string;
  devices: readonly DeviceInfo[];
  current: string;
  onChoose: (id: string) => void;
}

function Choice({ label, devices, current, onChoose }: ChoiceProps) {
  return (
    <label className="field">
      {label}
      <select
        className="input"
        value={current}
        disabled={devices.length === 0}
        onChange={(event) => onChoose(event.target.value)}
      >
        {!devices.some((device) => device.deviceId === current) && (
          <option value={current}>{devices.length === 0 ? 'none found' : 'not in use'}</option>
        )}
        {devices.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || `${label} ${index + 1}`}
          </option>
        ))}
      </select>
    </label>
  );
}

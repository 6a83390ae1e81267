import { useMemo } from 'react';
import type { Commands } from '../commands';
import { useKit, useSession } from '../context';
import type { DevicesState, Effects } from '../devices';

export type DeviceCommands = Pick<
  Commands,
  'select' | 'flipCamera' | 'setBlur' | 'setBackground' | 'setNoiseSuppression' | 'setQuality'
>;

/** What there is to see and hear with, what is in use, and what is done to it. */
export function useDevices(): DevicesState & Effects & DeviceCommands {
  const { commands } = useSession();
  const devices = useKit((state) => state.devices);
  const effects = useKit((state) => state.effects);
  return useMemo(() => {
    const { select, flipCamera, setBlur, setBackground, setNoiseSuppression, setQuality } = commands;
    return { ...devices, ...effects, select, flipCamera, setBlur, setBackground, setNoiseSuppression, setQuality };
  }, [commands, devices, effects]);
}

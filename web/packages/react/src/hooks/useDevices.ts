import { useEffect, useMemo } from 'react';
import { useKit, useSession } from '../context';
import type { Blur, DevicesState, Effects, Quality } from '../devices';

/** None of these rejects: what goes wrong becomes a notice, and the answer says whether it worked. */
export interface DeviceCommands {
  select: (kind: 'camera' | 'microphone' | 'speaker', id: string) => Promise<boolean>;
  /** Phones: front to back and again. */
  flipCamera: () => Promise<boolean>;
  /** 0 off … 3 strong; takes a background picture away. */
  setBlur: (level: Blur) => Promise<boolean>;
  /** URL of a picture, empty for none; takes blur away. */
  setBackground: (url: string) => Promise<boolean>;
  setNoiseSuppression: (on: boolean) => Promise<boolean>;
  setQuality: (quality: Quality) => Promise<boolean>;
}

/** What there is to see and hear with, what is in use, and what is done to it. */
export function useDevices(): DevicesState & Effects & DeviceCommands {
  const { commands } = useSession();
  const ready = useKit((state) => state.ready);
  const devices = useKit((state) => state.devices);
  const chosen = useKit((state) => state.chosen);
  const effects = useKit((state) => state.effects);
  useEffect(() => {
    if (ready) void commands.listDevices();
  }, [commands, ready]);
  return useMemo(() => {
    // Before it is in use it is what the user chose.
    const camera = devices.camera || chosen.camera;
    const microphone = devices.microphone || chosen.microphone;
    const speaker = devices.speaker || chosen.speaker;
    const { select, flipCamera, setBlur, setBackground, setNoiseSuppression, setQuality } = commands;
    const inUse = { ...devices, camera, microphone, speaker };
    return { ...inUse, ...effects, select, flipCamera, setBlur, setBackground, setNoiseSuppression, setQuality };
  }, [commands, devices, chosen, effects]);
}

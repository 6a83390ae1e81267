import { useMemo } from 'react';
import type { Call, EndedCall, Media } from '../call';
import type { Commands } from '../commands';
import { useKit, useSession } from '../context';
import type { Outcome } from '../outcome';
import type { Dialing } from '../state';
import { useOutcome } from './useOutcome';

/** How the last call ended, also in words. */
export type Ended = EndedCall & Outcome;

export interface CallState {
  /** The call dialed or answered here; null while there is none, or it only rings here (see useIncomingCall). */
  call: Call | null;
  /** Whom this user is calling, from the click until the server answered. */
  dialing: Dialing | null;
  /** How the last call ended; null once it is dismissed or the next begins. */
  ended: Ended | null;
  /** What the user wants on. It may be on its way, or refused: then a notice says so and this is false. */
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  /** Whether CallKit shows the call as a small window. */
  minimized: boolean;
}

/** None of these rejects: what goes wrong becomes a notice, and the answer says whether it worked. */
export interface CallCommands extends Pick<
  Commands,
  | 'start'
  | 'callTo'
  | 'join'
  | 'invite'
  | 'hangUp'
  | 'setMicrophone'
  | 'setCamera'
  | 'setScreen'
  | 'setMinimized'
  | 'dismiss'
> {
  /** Makes a voice call a video call for everybody, or back. */
  setMedia: (media: Media) => Promise<boolean>;
}

/** The call that this device is in, and what can be done about it. */
export function useCall(): CallState & CallCommands {
  const { commands } = useSession();
  const call = useKit((state) => (state.call?.state === 'incoming' ? null : state.call));
  const dialing = useKit((state) => state.dialing);
  const past = useKit((state) => state.ended);
  const microphone = useKit((state) => state.microphone);
  const camera = useKit((state) => state.camera);
  const screen = useKit((state) => state.screen);
  const minimized = useKit((state) => state.minimized);
  const outcome = useOutcome(past);
  return useMemo(() => {
    const { start, callTo, join, invite, hangUp, setMicrophone, setCamera, setScreen, setMedia } = commands;
    const { setMinimized, dismiss } = commands;
    const ended = past && outcome ? { ...past, ...outcome } : null;
    return {
      ...{ call, dialing, ended, microphone, camera, screen, minimized },
      ...{ start, callTo, join, invite, hangUp, setMicrophone, setCamera, setScreen, setMedia, setMinimized, dismiss },
    };
  }, [commands, call, dialing, past, outcome, microphone, camera, screen, minimized]);
}

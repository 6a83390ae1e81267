import { useMemo } from 'react';
import type { Call, EndedCall, Media } from '../call';
import type { StartOptions } from '../commands';
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
export interface CallCommands {
  /** Rings people. One other: a call of two; several: a group call. */
  start: (users: string | readonly string[], options?: StartOptions) => Promise<boolean>;
  /** The same as an event handler: onClick={callTo('bob')}. */
  callTo: (users: string | readonly string[], options?: StartOptions) => () => void;
  /** Enters a running call by its id. */
  join: (call: string) => Promise<boolean>;
  /** Asks more people in; the call is a group call from then on. */
  invite: (users: readonly string[]) => Promise<boolean>;
  /** Gives up, or leaves. */
  hangUp: () => Promise<boolean>;
  setMicrophone: (on: boolean) => Promise<boolean>;
  setCamera: (on: boolean) => Promise<boolean>;
  /** To be called from a click: the browser asks which screen. */
  setScreen: (on: boolean) => Promise<boolean>;
  /** Makes a voice call a video call for everybody, or back. */
  setMedia: (media: Media) => Promise<boolean>;
  setMinimized: (minimized: boolean) => void;
  /** Puts the ended call away. */
  dismiss: () => void;
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

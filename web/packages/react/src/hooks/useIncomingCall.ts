import { useMemo } from 'react';
import type { Call, Media } from '../call';
import { useKit, useSession, useSettings } from '../context';

export interface IncomingCallState {
  /** The call that rings here; null if none does. */
  call: Call | null;
  /** It rings, but do not disturb is on: show nothing that disturbs. */
  silenced: boolean;
  /** Default media: the call's. `audio` answers a video call without one's own picture. */
  accept: (options?: { media?: Media }) => Promise<boolean>;
  /** The caller sees "declined". */
  decline: () => Promise<boolean>;
  /** It stops ringing here, and the caller sees "busy". */
  ignore: () => Promise<boolean>;
}

/** The call that rings here, and what can be done about it. */
export function useIncomingCall(): IncomingCallState {
  const { commands } = useSession();
  const { doNotDisturb } = useSettings();
  const call = useKit((state) => (state.call?.state === 'incoming' ? state.call : null));
  return useMemo(() => {
    const { accept, decline, ignore } = commands;
    return { call, silenced: call !== null && doNotDisturb, accept, decline, ignore };
  }, [commands, call, doNotDisturb]);
}

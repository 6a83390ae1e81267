import { useMemo } from 'react';
import { useKit, useSession, useWords } from '../context';
import { explain } from '../explain';
import type { State } from '../state';

export interface Connection {
  /** over: it will not come back by itself. */
  state: 'connecting' | 'connected' | 'disconnected' | 'over';
  /** blocked: the browser wants a click first, see resumeAudio. idle: no call. */
  media: State['media'];
  /** Why it is over, in the user's language; empty if it is not. */
  error: string;
  /** This user and device, once logged in. */
  self: { user: string; device: string } | null;
  /** Logs in again after it was over. */
  reconnect: () => void;
  /** Starts the others' voices; to be called from a click. */
  resumeAudio: () => Promise<boolean>;
}

/** The way to the server, and the media of the call. */
export function useConnection(): Connection {
  const session = useSession();
  const { messages } = useWords();
  const connection = useKit((state) => state.connection);
  const over = useKit((state) => state.over);
  const media = useKit((state) => state.media);
  const user = useKit((state) => state.me);
  const device = useKit((state) => state.device);
  return useMemo(
    () => ({
      state: over ? 'over' : connection,
      media,
      error: over ? explain(over.error, messages) : '',
      self: device === '' ? null : { user, device },
      reconnect: session.reconnect,
      resumeAudio: session.commands.resumeAudio,
    }),
    [session, messages, connection, over, media, user, device],
  );
}

import { useEffect, useMemo } from 'react';
import { useKit, useSession } from '../context';

export interface PresenceState {
  /** Who is online besides oneself; undefined if the app does not list its users. */
  online: ReadonlySet<string> | undefined;
  isOnline: (user: string) => boolean | undefined;
}

/** Who of the app's users is online. */
export function usePresence(): PresenceState {
  const { presence } = useSession();
  const online = useKit((state) => state.online);
  useEffect(() => presence.watch(), [presence]);
  return useMemo(() => ({ online, isOnline: (user) => online?.has(user) }), [online]);
}

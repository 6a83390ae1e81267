import { useEffect, useState } from 'react';
import { useKit, useSession } from '../context';

export interface VideoOptions {
  /** Default camera. */
  source?: 'camera' | 'screen';
  /** Default cover. */
  fit?: 'cover' | 'contain';
}

/**
 * Shows somebody's picture in the element that gets the returned ref; oneself: one's own camera. One element per user and source
 * at a time: the latest wins.
 */
export function useVideo(user: string, { source = 'camera', fit = 'cover' }: VideoOptions = {}) {
  const { engine, capture } = useSession();
  const mine = useKit((state) => state.me === user);
  const [element, setElement] = useState<HTMLElement | null>(null);

  useEffect(() => {
    if (!element || (mine && source === 'screen')) return;
    if (mine) return capture.show(element);
    const options = { objectFit: fit, source };
    engine.startRemoteView({ userID: user, videoViewDomID: element, options }).catch(() => undefined); // they are gone
    return () => {
      engine.stopRemoteView({ userID: user, source }).catch(() => undefined);
    };
  }, [engine, capture, element, mine, user, source, fit]);

  return setElement as (element: HTMLElement | null) => void;
}

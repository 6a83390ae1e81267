import { useCallback, useEffect, useRef, useState } from 'react';
import { Poller } from './poller';

export interface Poll<T> {
  /** The newest answer; undefined before the first. */
  data: T | undefined;
  /** When that was, by this machine's clock. */
  at: number;
  /** Why the last question had no answer; what is shown is older then. */
  fault: unknown;
  /** Asks now. */
  again: () => void;
}

/** The answers to a question that is asked while the page is looked at. Another `load` is another question. */
export function usePoll<T>(load: (signal: AbortSignal) => Promise<T>, every: number): Poll<T> {
  const [state, setState] = useState<{ of: typeof load; data?: T; at: number; fault?: unknown }>({ of: load, at: 0 });
  const poller = useRef<Poller<T>>(undefined);
  useEffect(() => {
    const one = new Poller<T>({
      load,
      every,
      onData: (data) => setState({ of: load, data, at: Date.now() }),
      onFault: (fault) =>
        setState((before) => (before.of === load ? { ...before, fault } : { of: load, at: 0, fault })),
    });
    poller.current = one;
    one.start();
    return () => one.stop();
  }, [load, every]);
  const again = useCallback(() => poller.current?.again(), []);
  const mine = state.of === load;
  return { data: mine ? state.data : undefined, at: state.at, fault: mine ? state.fault : undefined, again };
}

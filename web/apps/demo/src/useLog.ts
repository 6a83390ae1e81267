import { useEngine } from '@ringline/react';
import { useEffect, useState } from 'react';
import { told } from './events';
import type { EngineEvent } from './events';

/** One line of what the engine said. */
export interface Entry {
  id: number;
  /** Milliseconds, the server's clock. */
  at: number;
  event: EngineEvent;
}

/** As many as are kept. */
const LENGTH = 100;

/** What the engine said since the page opened, newest first. */
export function useLog(): readonly Entry[] {
  const engine = useEngine();
  const [log, setLog] = useState<readonly Entry[]>([]);
  useEffect(() => {
    const listeners = told.map((name) => {
      const listener = (payload: unknown) => {
        const event = { name, payload } as EngineEvent;
        const at = engine.serverNow();
        setLog((before) => [{ id: (before[0]?.id ?? 0) + 1, at, event }, ...before].slice(0, LENGTH));
      };
      engine.on(name, listener);
      return { name, listener };
    });
    return () => {
      for (const { name, listener } of listeners) engine.off(name, listener);
    };
  }, [engine]);
  return log;
}

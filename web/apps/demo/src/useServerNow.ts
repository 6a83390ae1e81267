import type { CallEngine } from '@ringline/call-engine';
import { useEffect, useState } from 'react';

/** The server's clock in milliseconds, renewed four times a second while the component is on the page. */
export function useServerNow(engine: CallEngine): number {
  const [now, setNow] = useState(() => engine.serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(engine.serverNow()), 250);
    return () => clearInterval(timer);
  }, [engine]);
  return now;
}

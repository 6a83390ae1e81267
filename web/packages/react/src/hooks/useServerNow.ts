import { useEffect, useState } from 'react';
import { useSession } from '../context';

/** The server's clock in milliseconds, renewed four times a second while the component is on the page. */
export function useServerNow(): number {
  const { engine } = useSession();
  const [now, setNow] = useState(() => engine.serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(engine.serverNow()), 250);
    return () => clearInterval(timer);
  }, [engine]);
  return now;
}

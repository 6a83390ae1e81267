/** Told by the device what may have broken connections without a word. */
export interface WakeListener {
  /** It may have slept, or be in another network: whatever was open may be dead. May come for nothing, and in bursts. */
  onWake(): void;
  /** The browser says that there is no network. */
  onOffline(): void;
}

/** How often the clock is looked at, and how far it may jump before the device is taken to have slept. ms */
const TICK = 1_000;
const JUMP = 3_000;

/** Whether the page is one that nobody looks at. */
export function inBackground(): boolean {
  return (globalThis as { document?: Partial<Document> }).document?.visibilityState === 'hidden';
}

/** Watches until the returned function is called. Where there is no page, only the clock tells. */
export function watchWake(listener: WakeListener): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const page = globalThis as Partial<Pick<Window, 'addEventListener' | 'navigator'>> & { document?: Partial<Document> };
  const { connection } = (page.navigator ?? {}) as { connection?: EventTarget };
  const wake = () => {
    if (!inBackground()) listener.onWake();
  };

  for (const name of ['online', 'pageshow']) page.addEventListener?.(name, wake, { signal });
  for (const name of ['visibilitychange', 'resume']) page.document?.addEventListener?.(name, wake, { signal });
  connection?.addEventListener('change', wake, { signal });
  page.addEventListener?.('offline', () => listener.onOffline(), { signal });

  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > JUMP) wake(); // in a hidden page timers are slow by themselves
    last = now;
  }, TICK);
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}

/** Asks again and again, for a page that is looked at. */

interface Options<T> {
  load: (signal: AbortSignal) => Promise<T>;
  /** Between an answer and the next question, in milliseconds. */
  every: number;
  onData: (data: T) => void;
  onFault: (fault: unknown) => void;
}

/** Longest pause after faults. */
const SLOWEST = 30_000;

/**
 * One question at a time. Nothing is asked while the page is hidden, and at once when it is seen again; after faults the
 * pauses grow. Whoever starts it stops it, for good.
 */
export class Poller<T> {
  readonly #options: Options<T>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  #faults = 0;
  #stopped = false;

  constructor(options: Options<T>) {
    this.#options = options;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#seen);
    this.again();
  }

  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** Asks now: something was changed. An answer that is under way is old. */
  readonly again = (): void => {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const { load, every, onData, onFault } = this.#options;
    load(asking.signal)
      .then(
        (data) => {
          if (asking.signal.aborted) return;
          this.#faults = 0;
          onData(data);
        },
        (fault: unknown) => {
          if (asking.signal.aborted) return;
          this.#faults++;
          onFault(fault);
        },
      )
      .finally(() => {
        if (asking.signal.aborted) return;
        this.#asking = undefined;
        const pause = Math.min(every * 2 ** this.#faults, Math.max(every, SLOWEST));
        if (!document.hidden) this.#timer = setTimeout(this.again, pause);
      });
  };

  readonly #seen = (): void => {
    if (document.hidden) clearTimeout(this.#timer);
    else if (!this.#asking) this.again();
  };
}

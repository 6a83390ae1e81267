import type { Log } from './log';
import type { EventMap, EventName, Listener } from './types';

interface Entry {
  listener: (payload: never) => void;
  context: unknown;
  once: boolean;
}

/** Typed events. A listener that throws disturbs neither the others nor the engine. */
export class Emitter {
  readonly #entries = new Map<EventName, Entry[]>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  add<K extends EventName>(event: K, listener: Listener<K>, context: unknown, once = false): void {
    this.#entries.set(event, [...(this.#entries.get(event) ?? []), { listener, context, once }]);
  }

  /** Without a context: removes the listener whatever context it was added with. */
  remove<K extends EventName>(event: K, listener: Listener<K>, context?: unknown): void {
    this.#keep(event, (e) => e.listener !== listener || (context !== undefined && e.context !== context));
  }

  clear(): void {
    this.#entries.clear();
  }

  emit<K extends EventName>(event: K, payload: EventMap[K]): void {
    for (const entry of this.#entries.get(event) ?? []) {
      if (entry.once) this.#keep(event, (e) => e !== entry);
      try {
        (entry.listener as Listener<K>).call(entry.context, payload);
      } catch (error) {
        this.#log.error(`a listener of ${event} failed`, error);
      }
    }
  }

  #keep(event: EventName, wanted: (entry: Entry) => boolean): void {
    this.#entries.set(event, (this.#entries.get(event) ?? []).filter(wanted));
  }
}

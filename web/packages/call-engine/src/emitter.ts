import { canonical } from './event-names';
import type { Log } from './log';
import type { AnyEventName, EventMap, EventName, Listener } from './types';

interface Entry {
  listener: (payload: never) => void;
  context: unknown;
  once: boolean;
}

/**
 * Typed events under all their spellings. A listener that was added twice hears an event once; one that throws disturbs
 * neither the others nor the engine.
 */
export class Emitter {
  readonly #entries = new Map<EventName, Entry[]>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  add<K extends AnyEventName>(name: K, listener: Listener<K>, context: unknown, once = false): void {
    const event = canonical(name);
    const entries = this.#entries.get(event) ?? [];
    const known = entries.find((e) => e.listener === listener && e.context === context);
    if (known) known.once &&= once;
    else this.#entries.set(event, [...entries, { listener, context, once }]);
  }

  /** Without a context: removes the listener whatever context it was added with. Without a listener: removes all. */
  remove<K extends AnyEventName>(name: K, listener?: Listener<K>, context?: unknown): void {
    const kept = (e: Entry) => e.listener !== listener || (context !== undefined && e.context !== context);
    this.#keep(canonical(name), listener ? kept : () => false);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** @param repeats names under which the same is told afterwards, to those who have not heard it yet */
  emit<K extends EventName>(event: K, payload: EventMap[K], repeats: EventName[] = []): void {
    const told: Entry[] = [];
    for (const name of [event, ...repeats]) {
      for (const entry of this.#entries.get(name) ?? []) {
        if (entry.once) this.#keep(name, (e) => e !== entry);
        if (told.some((e) => e.listener === entry.listener && e.context === entry.context)) continue;
        told.push(entry);
        this.#tell(name, entry, payload);
      }
    }
  }

  #tell(name: EventName, { listener, context }: Entry, payload: unknown): void {
    try {
      (listener as (payload: unknown) => void).call(context, payload);
    } catch (error) {
      this.#log.error(`a listener of ${name} failed`, error);
    }
  }

  #keep(event: EventName, wanted: (entry: Entry) => boolean): void {
    this.#entries.set(event, (this.#entries.get(event) ?? []).filter(wanted));
  }
}

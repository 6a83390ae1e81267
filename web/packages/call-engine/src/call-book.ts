import { holds, reduce, type Call } from './call-state';
import { CallError } from './errors';
import type { CallMessage } from './wire';

/** Where the truth is asked for. Both may take as long as the connection is away; they fail when it is over. */
export interface Truth {
  sync(): Promise<CallMessage[]>;
  get(id: string): Promise<CallMessage>;
}

/** Told of every call that became another. `after` undefined: it vanished, and nobody can tell how. */
export type Changed = (before: Call | undefined, after: Call | undefined) => void;

/** How many ended calls are remembered, so that late messages about them are known to be old. */
const REMEMBERED = 32;

/**
 * The calls that this client knows, kept true to the server (P10).
 *
 * Publications that arrive while a sync is under way wait for its answer. All of it is then applied at once, so that
 * what came and went while the client was away is told as one step from what it was to what it is.
 */
export class CallBook {
  readonly #calls = new Map<string, Call>();
  readonly #abandoned = new Set<string>();
  readonly #user: string;
  readonly #truth: Truth;
  readonly #changed: Changed;
  #held: CallMessage[] = [];
  #running: Promise<void> | undefined;
  #again = false;

  constructor(user: string, truth: Truth, changed: Changed) {
    this.#user = user;
    this.#truth = truth;
    this.#changed = changed;
  }

  all(): Call[] {
    return [...this.#calls.values()].filter((call) => !this.#abandoned.has(call.id));
  }

  /** Takes a publication. */
  publish(message: CallMessage): void {
    if (this.#running) this.#held.push(message);
    else this.#apply([message]);
  }

  /** Takes the answer to a command of ours. It is complete, so it need not wait for a sync. */
  answer(message: CallMessage): void {
    this.#apply([message]);
  }

  /** Asks for the truth. Resolves when it is applied, and everything that arrived meanwhile. */
  resync(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#sync().finally(() => {
      this.#running = undefined;
      this.#held = [];
    });
    return this.#running;
  }

  /** Knows nothing of a call any more, until the server speaks of it again. */
  forget(id: string): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.delete(id);
    this.#tell(call, undefined);
  }

  /** Stops looking at a call that the server still counts this device in, and tells how it will be. */
  abandon(id: string, after: (call: Call) => Call): void {
    const call = this.#calls.get(id);
    if (!call || this.#abandoned.has(id)) return;
    this.#abandoned.add(id);
    this.#changed(call, after(call));
  }

  /** Looks at it again: the server knows. */
  readmit(id: string): void {
    this.#abandoned.delete(id);
  }

  async #sync(): Promise<void> {
    while (this.#again || this.#held.length > 0) {
      this.#again = false;
      const live = await this.#truth.sync();
      const missing = [...this.#calls.values()].filter(
        (known) => holds(known, this.#user) && !live.some((call) => call.id === known.id),
      );
      const fates = await Promise.all(missing.map((call) => this.#fate(call)));
      this.#apply([...live, ...fates.flat(), ...this.#held.splice(0)]);
    }
  }

  /** What became of a call that the sync did not name. */
  async #fate(call: Call): Promise<CallMessage[]> {
    try {
      return [await this.#truth.get(call.id)];
    } catch (error) {
      if (!(error instanceof CallError) || !error.final) throw error;
      this.forget(call.id);
      return [];
    }
  }

  #apply(messages: CallMessage[]): void {
    const before = new Map<string, Call | undefined>();
    let gap = false;
    for (const message of messages) {
      const { state, outcome } = reduce(this.#calls.get(message.id), message);
      gap ||= outcome === 'gap';
      if (!state || (outcome !== 'taken' && outcome !== 'merged')) continue;
      if (!before.has(message.id)) before.set(message.id, this.#calls.get(message.id));
      this.#calls.set(message.id, state);
    }
    this.#prune();
    for (const [id, was] of before) this.#tell(was, this.#calls.get(id));
    if (gap) this.resync().catch(() => undefined); // the session is over, and with it the need to know
  }

  #tell(before: Call | undefined, after: Call | undefined): void {
    if (!this.#abandoned.has((after ?? before)?.id ?? '')) this.#changed(before, after);
  }

  #prune(): void {
    const over = [...this.#calls.values()].filter((call) => !holds(call, this.#user));
    for (const call of over.slice(0, -REMEMBERED)) this.#calls.delete(call.id);
  }
}

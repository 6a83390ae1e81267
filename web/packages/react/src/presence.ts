import type { CallEngine } from '@ringline/call-engine';
import type { Action } from './state';

/** Asks who is online after every connect, as long as somebody wants to know: what happened in between was not heard. */
export class Presence {
  readonly #engine: CallEngine;
  readonly #dispatch: (action: Action) => void;
  #watchers = 0;
  #online = false;

  constructor(engine: CallEngine, dispatch: (action: Action) => void) {
    this.#engine = engine;
    this.#dispatch = dispatch;
  }

  watch(): () => void {
    if (this.#watchers++ === 0) this.#ask();
    return () => {
      this.#watchers--;
    };
  }

  setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.#ask();
  }

  #ask(): void {
    if (!this.#online || this.#watchers === 0) return;
    this.#engine.getOnlineUsers().then(
      (users) => this.#dispatch({ type: 'online', users }),
      () => this.#dispatch({ type: 'online', users: undefined }), // the app does not list its users
    );
  }
}

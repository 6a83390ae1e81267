import type { CallEngine } from '@ringline/call-engine';
import { Store } from './store';

/** What a user calls themself. */
export interface Profile {
  user: string;
  /** The user's id if there is no name. */
  name: string;
  /** URL of a picture; empty: none. */
  avatar: string;
}

/** As many as the server tells at once. */
const BATCH = 100;

/** Profiles of those who are on the page. What is asked for at one time goes in one request; what failed is asked again later. */
export class Profiles {
  readonly store = new Store<ReadonlyMap<string, Profile>>(new Map());
  readonly #engine: CallEngine;
  #wanted = new Set<string>();
  #online = false;
  #planned = false;

  constructor(engine: CallEngine) {
    this.#engine = engine;
  }

  want(users: readonly string[]): void {
    const known = this.store.get();
    for (const user of users) if (user !== '' && !known.has(user)) this.#wanted.add(user);
    this.#plan();
  }

  /** Nothing is asked while there is no connection. */
  setOnline(online: boolean): void {
    this.#online = online;
    this.#plan();
  }

  /** Changes the user's own. */
  async change(user: string, changes: { name?: string; avatar?: string }): Promise<void> {
    const { name, avatar } = changes;
    await this.#engine.setSelfInfo({
      ...(name !== undefined && { nickName: name }),
      ...(avatar !== undefined && { avatar }),
    });
    await this.#ask([user]); // a picture's path has become a whole address, for one
  }

  #plan(): void {
    if (this.#planned || !this.#online || this.#wanted.size === 0) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      const users = [...this.#wanted];
      this.#wanted = new Set();
      for (let i = 0; i < users.length; i += BATCH) void this.#ask(users.slice(i, i + BATCH));
    });
  }

  async #ask(users: string[]): Promise<void> {
    try {
      const profiles = await this.#engine.getProfiles(users);
      this.#keep(profiles.map(({ userID, name, avatar }) => ({ user: userID, name, avatar })));
    } catch {
      for (const user of users) this.#wanted.add(user); // asked again with the next wish or connection
    }
  }

  #keep(profiles: readonly Profile[]): void {
    this.store.set(new Map([...this.store.get(), ...profiles.map((profile) => [profile.user, profile] as const)]));
  }
}

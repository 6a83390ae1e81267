import type { Profile } from './documented-types';
import type { WireProfile } from './wire';

/** Most users that the server is asked for at once. */
const AT_ONCE = 100;
/** How long a profile is believed. Nobody is told when one changes. ms */
const FRESH = 5 * 60_000;

/** What users are called and look like, as far as this client asked. Asks once for each, however many want to know. */
export class Profiles {
  readonly #ask: (users: string[]) => Promise<WireProfile[]>;
  readonly #origin: () => string;
  readonly #known = new Map<string, { profile: Promise<Profile>; at: number }>();

  /** @param origin of the server, where pictures are that have only a path */
  constructor(ask: (users: string[]) => Promise<WireProfile[]>, origin: () => string) {
    this.#ask = ask;
    this.#origin = origin;
  }

  /** Everybody who is asked for, in that order. Who has no name is called by their id. */
  get(userIDs: string[]): Promise<Profile[]> {
    const now = Date.now();
    const old = (user: string) => now - (this.#known.get(user)?.at ?? -Infinity) >= FRESH;
    const missing = [...new Set(userIDs)].filter(old);
    for (let i = 0; i < missing.length; i += AT_ONCE) this.#fetch(missing.slice(i, i + AT_ONCE), now);
    return Promise.all(
      userIDs.map(async (user) => (await this.#known.get(user)?.profile) ?? this.#shown(user, undefined)),
    );
  }

  /** Takes what the server said without having been asked for it here. */
  take(profile: WireProfile): void {
    this.#known.set(profile.user, { profile: Promise.resolve(this.#shown(profile.user, profile)), at: Date.now() });
  }

  #fetch(users: string[], at: number): void {
    const answer = this.#ask(users).then((list) => new Map(list.map((profile) => [profile.user, profile])));
    for (const user of users) {
      const profile = answer.then((found) => this.#shown(user, found.get(user)));
      this.#known.set(user, { profile, at });
      profile.catch(() => {
        if (this.#known.get(user)?.profile === profile) this.#known.delete(user);
      });
    }
  }

  #shown(userID: string, { name, avatar = '' }: Partial<WireProfile> = {}): Profile {
    return {
      userID,
      name: name || userID,
      avatar: avatar.startsWith('/') ? new URL(avatar, this.#origin()).href : avatar,
    };
  }
}

import { RinglineEvent, TUICallEngine, TUICallEvent } from '@ringline/call-engine';
import type { CallEngine } from '@ringline/call-engine';
import { Capture } from './capture';
import { Commands } from './commands';
import { isUnreachable } from './explain';
import { Presence } from './presence';
import { Profiles } from './profiles';
import { heard, initial, reduce } from './state';
import type { Action, EngineEvent, State } from './state';
import { Store } from './store';
import { lastWish } from './wish';

/** Who logs in. */
export interface Credentials {
  user: string;
  token: string;
  getToken?: (() => Promise<string>) | undefined;
}

/** How long to wait before a server that could not be reached is tried again, in ms. */
const RETRY = 1000;

/**
 * One provider's engine and all that is known from it. Making one has no effects; it is alive from the first
 * {@link retain} until the last holder has let go, and may be retained again.
 */
export class Session {
  readonly engine: CallEngine;
  readonly store = new Store<State>(initial);
  readonly profiles: Profiles;
  readonly presence: Presence;
  readonly capture: Capture;
  readonly commands: Commands;
  /** Whether the engine was made here, and so ends here. */
  readonly #own: boolean;
  #credentials: Credentials | undefined;
  #holders = 0;
  /** Aborts when nobody holds it any more; undefined while asleep. */
  #awake: AbortController | undefined;
  #login: Promise<void> | undefined;
  /** The end of the engine, under way: it takes all listeners with it. */
  #ending: Promise<void> | undefined;

  constructor(engine: CallEngine | { app: number; serverUrl: string | undefined }, credentials?: Credentials) {
    this.#own = 'app' in engine;
    this.engine =
      'app' in engine
        ? new TUICallEngine({
            SDKAppID: engine.app,
            ...(engine.serverUrl !== undefined && { serverUrl: engine.serverUrl }),
          })
        : engine;
    this.#credentials = credentials;
    this.profiles = new Profiles(this.engine);
    this.presence = new Presence(this.engine, this.dispatch);
    this.capture = new Capture(this.engine, this.store, this.dispatch);
    this.commands = new Commands(this.engine, this.store, this.dispatch, this.capture, this.profiles);
  }

  readonly dispatch = (action: Action): void => {
    this.store.set(reduce(this.store.get(), action));
    const { ready, connection, over } = this.store.get();
    const online = ready && connection === 'connected' && over === undefined;
    this.profiles.setOnline(online);
    this.presence.setOnline(online);
    this.capture.follow();
  };

  /** Keeps it alive until the returned function is called. Letting go and taking hold again at once changes nothing. */
  retain(): () => void {
    this.#holders++;
    if (!this.#awake) this.#wake();
    return () => {
      this.#holders--;
      // React mounts twice under StrictMode; a login is not to be undone for that.
      setTimeout(() => {
        if (this.#holders === 0) this.#sleep();
      });
    };
  }

  /** The newest token, and how to get the next. It is used when the old one ends; a session that had ended begins again. */
  renew(credentials: Credentials | undefined): void {
    const changed = credentials?.token !== this.#credentials?.token;
    this.#credentials = credentials;
    if (!changed || !this.#awake) return;
    if (this.store.get().over) this.reconnect();
    else this.#begin(this.#awake.signal);
  }

  /** Logs in again after the session ended. */
  readonly reconnect = (): void => {
    if (!this.store.get().over || !this.#awake) return;
    this.dispatch({ type: 'again' });
    this.#begin(this.#awake.signal);
  };

  #wake(): void {
    const awake = new AbortController();
    this.#awake = awake;
    if (this.#ending) void this.#ending.then(() => this.#listen(awake.signal));
    else this.#listen(awake.signal);
  }

  #listen(left: AbortSignal): void {
    if (left.aborted) return;
    for (const name of heard) {
      const listener = (payload: unknown) => {
        if (this.#isOthers()) return;
        if (name === TUICallEvent.SDK_READY) this.#ready();
        this.dispatch({ type: 'event', event: { name, payload } as EngineEvent, at: this.engine.serverNow() });
      };
      this.engine.on(name, listener);
      left.addEventListener('abort', () => this.engine.off(name, listener));
    }
    this.#ready();
    this.#begin(left);
  }

  #sleep(): void {
    if (!this.#awake) return;
    this.#awake.abort();
    this.#awake = undefined;
    this.store.set(initial);
    // Whoever gave us an engine goes on with it.
    if (!this.#own) return;
    const ending = this.engine
      .destroyInstance()
      .catch(() => undefined)
      .finally(() => {
        if (this.#ending === ending) this.#ending = undefined;
      });
    this.#ending = ending;
  }

  #begin(left: AbortSignal): void {
    const before = this.#login;
    this.#login = (async () => {
      await before;
      await this.#logIn(left);
    })();
  }

  /** Tries until it is in, refused, or nobody waits any more. */
  async #logIn(left: AbortSignal): Promise<void> {
    const gone = () => left.aborted;
    while (!gone() && this.#credentials) {
      const { user, token } = this.#credentials;
      this.#user(user);
      // Asked at the time of need: the page may have given a newer one meanwhile.
      const getUserSig = () => this.#credentials?.getToken?.() ?? Promise.resolve(this.#credentials?.token ?? token);
      try {
        if (this.#isOthers()) await this.engine.logout();
        if (gone()) return;
        await this.engine.login({
          userID: user,
          userSig: token,
          ...(this.#credentials.getToken && { getUserSig }),
        });
        if (!gone()) this.#ready();
        return;
      } catch (error) {
        if (gone()) return;
        if (!isUnreachable(error)) {
          this.dispatch({ type: 'over', error });
          return;
        }
        this.dispatch({
          type: 'event',
          event: { name: RinglineEvent.CONNECTION, payload: { state: 'disconnected' } },
          at: this.engine.serverNow(),
        });
        this.dispatch({ type: 'notice', notice: { kind: 'error', error } });
        await new Promise((resolve) => setTimeout(resolve, RETRY));
      }
    }
  }

  /** Whether the engine that was given is still somebody else's: what it says is not about the user of now. */
  #isOthers(): boolean {
    const self = this.engine.getSelf();
    return self !== null && this.#credentials !== undefined && self.userID !== this.#credentials.user;
  }

  #ready(): void {
    const self = this.engine.getSelf();
    if (!self || this.#isOthers()) return;
    this.#user(self.userID);
    this.dispatch({ type: 'ready', device: self.deviceID, call: this.engine.getCall() });
  }

  #user(me: string): void {
    this.dispatch({ type: 'user', me, wish: lastWish(me) });
  }
}

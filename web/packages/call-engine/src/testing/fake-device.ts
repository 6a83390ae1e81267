import { TUICallEngine } from '../engine';
import type { EventName } from '../types';
import { RinglineEvent, TUICallEvent } from '../constants';
import { olderEvents } from '../event-names';
import { FakeMedia } from './fake-media';
import type { FakeServer } from './fake-server';

/** One device of one user against a fake server, and what it heard. */
export class FakeDevice {
  readonly media = new FakeMedia();
  readonly engine: TUICallEngine;
  /** Every event since the last {@link heard}, oldest first. */
  #heard: { name: EventName; payload: unknown }[] = [];
  readonly user: string;

  constructor(server: FakeServer, user: string, deviceID: string) {
    this.user = user;
    this.engine = new TUICallEngine(
      { SDKAppID: 1400000001, serverUrl: 'http://calls.test', deviceID },
      { websocket: server.WebSocket, media: this.media.load },
    );
    const names = new Set<EventName>([...Object.values(TUICallEvent), ...Object.values(RinglineEvent)]);
    for (const name of names) {
      if (olderEvents.has(name)) continue; // they repeat others
      this.engine.on(name, (payload) => {
        this.#heard.push({ name, payload });
      });
    }
  }

  login(userSig = `sig-${this.user}`, getUserSig?: () => Promise<string>): Promise<void> {
    return this.engine.login({ userID: this.user, userSig, ...(getUserSig ? { getUserSig } : {}) });
  }

  /** Names of the documented events since it was asked last. */
  heard(): string[] {
    const names = this.#heard.map(({ name }) => name).filter((name) => !name.startsWith('ringline.'));
    this.#heard = [];
    return names;
  }

  /** Payload of the latest event of that name. */
  last(name: EventName): unknown {
    return this.#heard.findLast((event) => event.name === name)?.payload;
  }
}

import { expect } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import type { EventMap, EventName, TUICallEngine } from '../packages/call-engine/src';
import type { Server } from './server';
import { open, received } from './witness';
import type { Received } from './witness';

type Engine = InstanceType<typeof TUICallEngine>;

declare global {
  interface Window {
    engine: Engine;
    /** What the engine said, in order. */
    said: { name: string; payload: unknown }[];
    /** What the last click does. */
    clicked: Promise<void>;
  }
}

/** A user with a page of their own that has only the engine: what no page of ours shows can be asked for, too. */
export class Talker {
  readonly page: Page;
  readonly user: string;
  readonly #devtools: CDPSession;

  private constructor(page: Page, user: string, devtools: CDPSession) {
    this.page = page;
    this.user = user;
    this.#devtools = devtools;
  }

  /** Logs a user in. It is the server's own page, with all its headers, that is emptied. */
  static async on(server: Server, page: Page, user: string): Promise<Talker> {
    await page.route(/\/assets\/index-.*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.goto(server.url);
    const talker = new Talker(page, user, await page.context().newCDPSession(page));
    await talker.run(enter, user);
    return talker;
  }

  /** Runs something in the page. Not as Playwright would: to the browser that is as if the user had clicked. */
  run<T>(what: () => T | Promise<T>): Promise<T>;
  run<A, T>(what: (arg: A) => T | Promise<T>, arg: A): Promise<T>;
  run(what: (arg: never) => unknown, arg?: unknown): Promise<unknown> {
    return this.#evaluate(`(${what.toString()})(${JSON.stringify(arg)})`);
  }

  /** Does something with the engine. */
  do<T>(what: (engine: Engine) => T | Promise<T>): Promise<T> {
    return this.#evaluate(`(${what.toString()})(window.engine)`) as Promise<T>;
  }

  /** Does something in a click of the user, for what browsers allow only there. */
  async click(what: () => Promise<void>): Promise<void> {
    await this.#evaluate(`{
      const button = Object.assign(document.createElement('button'), { textContent: 'go' });
      button.style = 'position: fixed; inset: 0 auto auto 0; z-index: 1';
      window.clicked = new Promise((done, failed) => {
        button.onclick = () => { button.remove(); (${what.toString()})().then(done, failed); };
      });
      document.body.append(button);
    }`);
    await this.page.mouse.click(8, 8);
    await this.#evaluate('window.clicked');
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#devtools.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  }

  /** Puts an element of this size on the page, or changes its size. */
  async tile(id: string, width: number, height: number): Promise<void> {
    await this.run(
      ([id, width, height]) => {
        const tile = document.getElementById(id) ?? Object.assign(document.createElement('div'), { id });
        Object.assign(tile.style, { overflow: 'hidden', width: `${width}px`, height: `${height}px` });
        if (!tile.isConnected) document.body.append(tile);
      },
      [id, width, height] as const,
    );
  }

  /** Shows a member there. */
  async watch(user: string, id: string, source: 'camera' | 'screen' = 'camera'): Promise<void> {
    await this.run(
      ([userID, videoViewDomID, source]) =>
        window.engine.startRemoteView({ userID, videoViewDomID, options: { source } }),
      [user, id, source] as const,
    );
  }

  /** The payloads of an event so far. */
  heard<K extends EventName>(name: K): Promise<EventMap[K][]> {
    return this.run(
      (name) => window.said.filter((event) => event.name === name).map(({ payload }) => payload),
      name,
    ) as Promise<EventMap[K][]>;
  }

  /** Waits until such an event has come; the last of that name is given. */
  async hears<K extends EventName>(name: K, matching: (payload: EventMap[K]) => boolean): Promise<EventMap[K]> {
    let found: EventMap[K] | undefined;
    await expect
      .poll(
        async () => {
          found = (await this.heard(name)).findLast(matching);
          return found !== undefined;
        },
        { message: `${this.user} hears ${name}`, timeout: 30_000 },
      )
      .toBe(true);
    if (!found) throw new Error(`${name} was not heard`);
    return found;
  }

  /** Nothing is captured, sent or received any more. */
  async isSilent(): Promise<void> {
    await expect
      .poll(() => this.run(open), { message: `${this.user}'s media is stopped` })
      .toEqual({ peers: 0, tracks: 0 });
  }

  received(): Promise<Received> {
    return this.run(received);
  }

  /** The size of what a video shows that is inside of an element, and how many frames it has shown; 0 while there is none. */
  shown(id: string): Promise<{ width: number; height: number; frames: number }> {
    return this.run((id) => {
      const video = document.getElementById(id)?.querySelector('video');
      const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      return { width: video?.videoWidth ?? 0, height: video?.videoHeight ?? 0, frames };
    }, id);
  }

  /** The video inside of an element shows new frames. */
  async moves(id: string): Promise<void> {
    const frames = async () => (await this.shown(id)).frames;
    const before = await frames();
    await expect
      .poll(frames, { message: `${id} moves on ${this.user}'s page`, timeout: 30_000 })
      .toBeGreaterThan(before + 5);
  }
}

/** Runs in the page. */
async function enter(user: string): Promise<void> {
  document.body.replaceChildren();
  const module = '/sdk/call-engine.js';
  const { TUICallEngine, TUICallEvent, RinglineEvent } = (await import(
    module
  )) as typeof import('../packages/call-engine/src');
  const answer = await fetch('/dev/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const { app, user_sig: userSig } = (await answer.json()) as { app: number; user_sig: string };
  window.engine = TUICallEngine.createInstance({ SDKAppID: app });
  window.said = [];
  for (const name of new Set([...Object.values(TUICallEvent), ...Object.values(RinglineEvent)])) {
    window.engine.on(name, (payload: unknown) => window.said.push({ name, payload }));
  }
  await window.engine.login({ userID: user, userSig });
}

/** Two who talk: the first calls the second, and what is to be opened is opened at both. */
export async function talk(
  [caller, callee]: readonly [Talker, Talker],
  what: { camera?: boolean; microphone?: boolean },
): Promise<string> {
  const id = await caller.run(
    async (callee) => (await window.engine.calls({ userIDList: [callee], type: 2 })).callId,
    callee.user,
  );
  await callee.hears('onCallReceived', ({ callId }) => callId === id);
  await callee.do((engine) => engine.accept());
  await caller.hears('onCallBegin', ({ callId }) => callId === id);
  for (const talker of [caller, callee]) {
    if (what.microphone) await talker.do((engine) => engine.openMicrophone());
    if (what.camera) await talker.do((engine) => engine.openCamera());
    await talker.hears('ringline.media', ({ state }) => state === 'connected' || state === 'blocked');
  }
  return id;
}

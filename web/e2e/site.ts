import { setTimeout } from 'node:timers/promises';
import { Backing } from './backing';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Proxy } from './proxy';
import { Server } from './server';
import { received } from './witness';

/** Two servers or more on one database and one Redis. */
export class Site {
  readonly one: Server;
  readonly other: Server;
  readonly #more: Server[] = [];
  readonly #backing: Backing;
  readonly #proxies: Proxy[] = [];

  private constructor(backing: Backing, one: Server, other: Server) {
    this.#backing = backing;
    this.one = one;
    this.other = other;
  }

  static async start(): Promise<Site> {
    const backing = await Backing.start();
    const one = await Server.start('development', backing.settings('one'));
    const other = await Server.start('development', backing.settings('other'));
    const site = new Site(backing, one, other);
    await site.whole();
    return site;
  }

  /** Starts one server more. */
  async add(name: string): Promise<Server> {
    const server = await Server.start('development', this.#backing.settings(name));
    this.#more.push(server);
    await this.whole();
    return server;
  }

  /** Waits until every server sees all. */
  async whole(): Promise<void> {
    const all = [this.one, this.other, ...this.#more];
    for (const server of all) {
      const seen = async () => (await server.ringline('node', 'list')).match(/\bserving\b/g)?.length;
      await expect.poll(seen, { message: 'all servers see each other', timeout: 30_000 }).toBe(all.length);
    }
  }

  /** An address that leads to the first of the servers that lives. */
  async address(...servers: Server[]): Promise<string> {
    const proxy = await Proxy.before(...servers.map(({ url }) => url));
    this.#proxies.push(proxy);
    return proxy.url;
  }

  async stop(): Promise<void> {
    await Promise.all([this.one, this.other, ...this.#more].map((server) => server.stop()));
    for (const proxy of this.#proxies) await proxy.stop();
    await this.#backing.stop();
  }
}

/** The longest stretches without voice and without picture, ms. */
export interface Gaps {
  voice: number;
  picture: number;
}

/** Watches what arrives at a page. */
export function watch(page: Page): { end: () => Promise<Gaps> } {
  const state = { ended: false };
  const watching = (async () => {
    const longest = { voice: 0, picture: 0 };
    let before = await page.evaluate(received);
    const last = { voice: Date.now(), picture: Date.now() };
    while (!state.ended) {
      await setTimeout(50);
      const now = await page.evaluate(received);
      const at = Date.now();
      longest.voice = Math.max(longest.voice, at - last.voice);
      longest.picture = Math.max(longest.picture, at - last.picture);
      if (now.audioEnergy > before.audioEnergy) last.voice = at;
      if (now.framesDecoded > before.framesDecoded) last.picture = at;
      before = now;
    }
    return longest;
  })().catch(() => ({ voice: Infinity, picture: Infinity })); // the page is gone
  return {
    end: () => {
      state.ended = true;
      return watching;
    },
  };
}

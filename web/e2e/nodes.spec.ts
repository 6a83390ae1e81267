import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { Backing } from './backing';
import { expect, lostConnection, test } from './fixtures';
import { hears, hearsNothing } from './media';
import { Person } from './person';
import { Proxy } from './proxy';
import { Server } from './server';
import { between, hangUp, neverLeft, took } from './talk';

// What a lease is enough for on any machine may take longer once on one that is busy with something else.
test.describe.configure({ retries: 1 });

/** How long the service keeps a silent device in its call. ms */
const LEASE = 14_000;

/** Two servers or more on one database and one Redis. */
class Site {
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

/** Watches what arrives at a person, and tells the longest stretch without voice or without picture. ms */
function watch(person: Person): { end: () => Promise<number> } {
  const state = { ended: false };
  const watching = (async () => {
    let longest = 0;
    let before = await person.received();
    const last = { voice: Date.now(), picture: Date.now() };
    while (!state.ended) {
      await setTimeout(50);
      const now = await person.received();
      const at = Date.now();
      longest = Math.max(longest, at - last.voice, at - last.picture);
      if (now.audioEnergy > before.audioEnergy) last.voice = at;
      if (now.framesDecoded > before.framesDecoded) last.picture = at;
      before = now;
    }
    return longest;
  })().catch(() => Infinity); // the page is gone
  return {
    end: () => {
      state.ended = true;
      return watching;
    },
  };
}

/** Opens the demo page of a user on a server. */
async function open(visit: (url: string) => Promise<Page>, server: Server, user: string): Promise<Person> {
  const person = new Person(await visit(`${server.url}/?user=${user}`), user);
  await person.connected();
  return person;
}

test('an operator at a server that has nobody sees all, mutes, ends a call and throws out', async ({ visit }) => {
  test.setTimeout(180_000);
  const site = await Site.start();
  try {
    const desk = await site.add('desk');
    const alice = await open(visit, site.one, 'alice');
    const bob = await open(visit, site.other, 'bob');
    await expect(alice.see('online-bob'), 'presence of another server').toHaveAttribute('data-online', 'true');

    const online = async () => (await desk.ringline('user', 'list', '--online')).match(/^(alice|bob)\b/gm);
    await expect.poll(online, { message: 'users of other servers' }).toEqual(['alice', 'bob']);
    const id = await between(alice, bob);
    expect(await desk.ringline('call', 'list')).toContain(id);
    expect(await desk.ringline('user', 'show', 'bob')).toContain(id);
    expect((await desk.show(id)).call.host).not.toBe('desk');

    await desk.ringline('call', 'mute', id, 'bob', '--track', 'microphone');
    await hearsNothing(alice.page, 'alice hears no more of bob');
    await hears(bob.page, 'bob hears alice as before');

    const asked = Date.now();
    await desk.ringline('call', 'end', id);
    await Promise.all([alice, bob].map((one) => one.ended('ended_by_app')));
    took('ended from a third server: both pages say so', asked, Date.now());
    await Promise.all([alice, bob].map((one) => one.isSilent()));
    expect(await desk.ringline('call', 'list')).not.toContain(id);

    await desk.ringline('user', 'disconnect', 'bob');
    await expect(bob.see('signed-out')).toBeVisible();
    await expect(alice.see('online-bob'), 'presence of another server').toHaveAttribute('data-online', 'false');
  } finally {
    await site.stop();
  }
});

test('P9, P18: a server that is killed takes no call with it, also if it had the media', async ({ visit }) => {
  test.setTimeout(180_000);
  const site = await Site.start();
  try {
    const person = async (user: string, address: string) => {
      const one = new Person(await visit(`${address}/?user=${user}`, lostConnection), user);
      await one.connected();
      return one;
    };
    const alice = await person('alice', await site.address(site.one, site.other));
    const bob = await person('bob', await site.address(site.other, site.one));
    const id = await between(alice, bob);
    expect((await site.other.show(id)).call).toMatchObject({ host: 'one' }); // where alice started it

    const watched = [alice, bob].map(watch);
    await setTimeout(1_000);
    const killed = Date.now();
    await site.one.end('SIGKILL');
    await Promise.all([alice, bob].map((one) => one.says('call reconnecting', killed)));
    const connected = await alice.says('connection connected', killed);
    expect(took('server killed: alice is connected to the other', killed, connected)).toBeLessThan(LEASE);
    for (const one of [alice, bob]) took(`server killed: ${one.user} hears and sees`, killed, await one.flows());
    for (const [n, one] of [alice, bob].entries()) {
      console.log(`server killed: ${one.user} was without voice or picture for ${(await watched[n]?.end()) ?? 0} ms`);
    }
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    const { call, events } = await site.other.show(id);
    expect(call).toMatchObject({ host: 'other', moves: 1 });
    expect(events.filter(({ type }) => type === 'media_moved')).toHaveLength(1);

    // It is back, takes part again, and the one that went on is stopped as for an upgrade.
    await site.one.begin();
    await site.whole();
    const leaving = [alice, bob].map(watch);
    const stopped = Date.now();
    const gone = site.other.end('SIGTERM');
    await Promise.all([alice, bob].map((one) => one.says('call reconnecting', stopped)));
    for (const one of [alice, bob]) took(`server stopped: ${one.user} hears and sees`, stopped, await one.flows());
    await gone;
    for (const one of [alice, bob]) await one.flows();
    for (const [n, one] of [alice, bob].entries()) {
      console.log(`server stopped: ${one.user} was without voice or picture for ${(await leaving[n]?.end()) ?? 0} ms`);
    }
    expect((await site.one.show(id)).call).toMatchObject({ host: 'one', moves: 2 });
    await hangUp(alice, bob);
    await neverLeft(site.one, id);
  } finally {
    await site.stop();
  }
});

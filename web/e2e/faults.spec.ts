import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { expect, lostConnection, test } from './fixtures';
import { Person } from './person';
import type { Server } from './server';
import { between, hangUp, neverLeft, took } from './talk';

/** How long the server keeps a silent device in its call. ms */
const LEASE = 14_000;

// What a lease is enough for on any machine may take longer once on one that is busy with something else.
test.describe.configure({ retries: 1 });

/** Stops all pages of a browser where they stand, as a computer that sleeps does. */
async function sleep(browser: Browser): Promise<{ end: () => void }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  expect(pages.length).toBeGreaterThan(0);
  for (const id of pages) process.kill(id, 'SIGSTOP');
  return {
    end: () => {
      for (const id of pages) process.kill(id, 'SIGCONT');
    },
  };
}

test('P10: a connection that breaks comes back, and with it what was missed', async ({ server, login, far }) => {
  const alice = await login('alice');
  const carol = await login('carol');
  const { person: bob, network } = await far('bob');
  const before = await bob.device();
  const id = await between(alice, bob, 'voice');

  network.set('refuse');
  await expect(bob.see('connection')).toHaveAttribute('data-state', 'connecting');
  await alice.see('invite-carol').click();
  await carol.rings('alice');
  await carol.accept();
  network.set('fair');
  const fair = Date.now();
  took('back', fair, await bob.says('connection connected', fair));
  await expect(bob.see('participant-carol')).toHaveAttribute('data-state', 'joined');
  expect(await bob.inCall(/^connected$/)).toBe(id);
  expect(await bob.device()).toBe(before);
  await bob.flows('voice');

  await carol.see('hangup').click();
  await hangUp(alice, bob);
  const { events } = await server.show(id);
  expect(events.filter((event) => event.type === 'left').map((event) => event.user)).not.toContain('bob');
});

test('a network that dies without a word is noticed, and the call goes on in the next one', async ({
  server,
  login,
  far,
}) => {
  const alice = await login('alice');
  const { person: bob, network } = await far('bob');
  const id = await between(alice, bob);

  const death = Date.now();
  await network.die();
  const noticed = took('half open: noticed', death, await bob.says('connection connecting', death));
  expect(noticed).toBeLessThan(10_000);
  const revival = Date.now();
  await network.revive();
  const back = await bob.says('connection connected', revival);
  took('half open: connected again', revival, back);
  expect(back - death).toBeLessThan(LEASE);
  const flowing = await Promise.all([bob.flows(), alice.flows()]);
  took('half open: media both ways', revival, Math.max(...flowing));

  await hangUp(alice, bob);
  await neverLeft(server, id);
});

test('a network that is lost and found is taken at once when the browser tells', async ({ server, login, far }) => {
  const alice = await login('alice');
  const { person: bob, network } = await far('bob');
  const id = await between(alice, bob, 'voice');
  const context = bob.page.context();

  await network.die();
  const lost = Date.now();
  await context.setOffline(true);
  expect(took('offline: noticed', lost, await bob.says('connection connecting', lost))).toBeLessThan(2_000);
  await network.revive();
  const found = Date.now();
  await context.setOffline(false);
  expect(took('online: connected again', found, await bob.says('connection connected', found))).toBeLessThan(3_000);
  took('online: media', found, await bob.flows('voice'));

  await hangUp(alice, bob);
  await neverLeft(server, id);
});

test('a device that wakes up finds out at once that its connection is dead', async ({ server, login, far }) => {
  const alice = await login('alice');
  const { person: bob, network } = await far('bob');
  const id = await between(alice, bob, 'voice');
  await network.die();
  await network.revive();
  const woken = Date.now();
  await bob.page.evaluate(() => document.dispatchEvent(new Event('resume')));
  expect(took('wake: noticed', woken, await bob.says('connection connecting', woken))).toBeLessThan(3_500);
  took('wake: connected again', woken, await bob.says('connection connected', woken));
  took('wake: media', woken, await bob.flows('voice'));

  await hangUp(alice, bob);
  await neverLeft(server, id);
});

test('a page that stood still within its lease is in its call again', async ({ server, login, far, launch }) => {
  const alice = await login('alice');
  const browser = await launch({});
  const { person: bob, network } = await far('bob', browser);
  const id = await between(alice, bob, 'voice');
  const nap = await sleep(browser);
  await network.die(); // as where a computer slept, and its network forgot about it
  await setTimeout(8_000); // which is not waiting, but the nap itself
  await network.revive();
  const woken = Date.now();
  nap.end();
  took('slept 8 s: connected again', woken, await bob.says('connection connected', woken));
  took('slept 8 s: media', woken, await bob.flows('voice'));
  await hangUp(alice, bob);
  await neverLeft(server, id);
});

test('whoever is away for longer than the lease is out: a page that slept is told, one that was closed in accept is not there', async ({
  login,
  far,
  launch,
}) => {
  const alice = await login('alice');
  const carol = await login('carol');
  const browser = await launch({});
  const { person: bob } = await far('bob', browser);
  const { person: dave, network } = await far('dave');
  await between(alice, bob, 'voice');
  await carol.call('dave', 'voice');
  await dave.rings('carol');

  network.set('deafen');
  await dave.see('accept').click();
  await carol.inCall(/^connected$/);
  const gone = Date.now();
  await dave.page.close();
  const asleep = await sleep(browser);
  const offline = async (person: Person) => {
    await expect(person.see('end-card')).toHaveAttribute('data-reason', 'offline', { timeout: 25_000 });
    return Date.now();
  };
  const [, known] = await Promise.all([offline(alice), offline(carol)]);
  took('closed in accept: the other side knew', gone, known);
  const woken = Date.now();
  asleep.end();
  await bob.ended('offline');
  took('slept too long: told so', woken, Date.now());
  await bob.isSilent();
});

test('media packets that get lost are told, and the room is entered anew when they pass again', async ({
  server,
  login,
  far,
}) => {
  const alice = await login('alice');
  const { person: bob, network } = await far('bob');
  const id = await between(alice, bob);
  const silence = Date.now();
  await network.mute();
  took('no media: told', silence, await bob.says('call reconnecting', silence));
  await expect(bob.see('banner-media')).toBeVisible();
  await expect(bob.see('connection')).toHaveAttribute('data-state', 'connected');
  // It asks for another ticket and tries another way in.
  const peers = () => bob.page.evaluate(() => window.witness.peers.length);
  const before = await peers();
  await expect.poll(peers, { timeout: 30_000 }).toBeGreaterThan(before);
  const passing = Date.now();
  await network.mute(false);
  const flowing = await Promise.all([bob.flows(), alice.flows()]);
  took('no media: both ways', passing, Math.max(...flowing));
  await hangUp(alice, bob);
  await neverLeft(server, id);
});

test('P12: a call whose answer is lost is started once', async ({ login, far, server }) => {
  const { person: alice, network } = await far('alice');
  const bob = await login('bob');
  network.set('deafen');
  await alice.see('call-voice-bob').dblclick();
  await bob.rings('alice');
  const id = await bob.see('incoming').getAttribute('data-call-id');
  network.set('fair');
  network.cut();
  expect(await alice.inCall()).toBe(id);
  await bob.accept();
  await alice.inCall(/^connected$/);
  await hangUp(alice, bob);
  const { call, events } = await server.show(id ?? '');
  expect(call.end?.reason).toBe('hung_up');
  expect(events.filter((event) => event.type === 'started')).toHaveLength(1);
});

test('an accept whose answer is lost is an accept, and declining after it hangs up', async ({ login, far, server }) => {
  const alice = await login('alice');
  const { person: bob, network } = await far('bob');
  const id = await alice.call('bob', 'voice');
  await bob.rings('alice');
  network.set('deafen');
  await bob.see('accept').click();
  await alice.inCall(/^connected$/);
  await bob.see('reject').click();
  network.set('fair');
  network.cut();
  await alice.ended('hung_up');
  await expect(bob.see('incoming')).toBeHidden();
  await expect(bob.see('call')).toBeHidden();
  const { events } = await server.show(id);
  expect(events.filter((event) => event.type === 'answered')).toHaveLength(1);
});

test.describe('a server of their own', () => {
  const people = async (serve: (app: 'development') => Promise<Server>, visit: Visit) => {
    const server = await serve('development');
    const person = async (user: string) => {
      const one = new Person(await visit(`${server.url}/?user=${user}`, lostConnection), user);
      await one.connected();
      return one;
    };
    return { server, alice: await person('alice'), bob: await person('bob') };
  };

  test('killed and back: the talk goes on', async ({ serve, visit }) => {
    const { server, alice, bob } = await people(serve, visit);
    const id = await between(alice, bob);
    const killed = Date.now();
    await server.end('SIGKILL');
    await Promise.all([alice, bob].map((one) => one.says('call reconnecting', killed)));
    const begun = Date.now();
    await server.begin();
    const connected = await Promise.all([alice, bob].map((one) => one.says('connection connected', begun)));
    took('killed: both connected', begun, Math.max(...connected));
    const flowing = await Promise.all([alice.flows(), bob.flows()]);
    took('killed: media both ways', begun, Math.max(...flowing));
    await hangUp(alice, bob);
    await neverLeft(server, id);
  });

  test('stopped and back: who hung up meanwhile is out at once, and the other hears of it', async ({
    serve,
    visit,
  }) => {
    const { server, alice, bob } = await people(serve, visit);
    const id = await between(alice, bob, 'voice');
    await server.end('SIGTERM');
    await expect(alice.see('connection')).toHaveAttribute('data-state', 'connecting');
    await alice.see('hangup').click();
    const clicked = Date.now();
    await alice.isSilent();
    await alice.ended('hung_up');
    expect(took('stopped: hung up without a server', clicked, Date.now())).toBeLessThan(6_000);
    expect(await bob.inCall(/^connected$/)).toBe(id);
    await server.begin();
    const begun = Date.now();
    await bob.ended('hung_up');
    took('stopped: the other side knew', begun, Date.now());
  });
});

type Visit = (url: string, expected?: RegExp) => Promise<Page>;

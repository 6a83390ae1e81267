import { setTimeout } from 'node:timers/promises';
import { expect, lostConnection, test } from './fixtures';
import { Person } from './person';
import { Site, watch } from './site';
import type { Gaps } from './site';
import { between, hangUp, neverLeft, took } from './talk';

// What a lease is enough for on any machine may take longer once on one that is busy with something else.
test.describe.configure({ retries: 1 });

/** How long the service keeps a silent device in its call. ms */
const LEASE = 14_000;

/**
 * How long nothing may be heard or seen when a server dies, when it stands still, and when it is stopped. docs/cluster.md has what a machine of two cores
 * needs; one that is busy with browsers may need several times that. ms
 */
const KILLED = 15_000;
const FROZEN = 15_000;
const STOPPED = 7_500;

test('P9, P18: a server that is killed, stopped or stands still takes no call with it, and the talk goes on soon', async ({
  visit,
}) => {
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
    const both = [alice, bob];
    const id = await between(alice, bob);
    expect((await site.other.show(id)).call).toMatchObject({ host: 'one' }); // where alice started it
    const isOn = (host: 'one' | 'other') => async () => (await site[host].show(id)).call.host;
    const hold = async (what: string, most: number, watched: { end: () => Promise<Gaps> }[]) => {
      for (const [n, one] of both.entries()) {
        const { voice, picture } = (await watched[n]?.end()) ?? { voice: Infinity, picture: Infinity };
        console.log(`${what}: ${one.user} heard nothing for ${voice} ms and saw nothing for ${picture} ms`);
        expect(Math.max(voice, picture), `${what}: ${one.user} without voice or picture`).toBeLessThan(most);
      }
    };

    let watched = both.map(({ page }) => watch(page));
    await setTimeout(1_000);
    const killed = Date.now();
    await site.one.end('SIGKILL');
    const connected = await alice.says('connection connected', killed);
    expect(took('server killed: alice is connected to the other', killed, connected)).toBeLessThan(LEASE);
    await expect.poll(isOn('other'), { message: 'the call has another host', timeout: 30_000 }).toBe('other');
    for (const one of both) took(`server killed: ${one.user} hears and sees`, killed, await one.flows());
    await hold('server killed', KILLED, watched);
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    const { call, events } = await site.other.show(id);
    expect(call).toMatchObject({ host: 'other', moves: 1 });
    expect(events.filter(({ type }) => type === 'media_moved')).toHaveLength(1);

    // It is back, takes part again, and the one that went on is stopped as for an upgrade.
    await site.one.begin();
    await site.whole();
    watched = both.map(({ page }) => watch(page));
    await setTimeout(1_000);
    await site.other.end('SIGTERM');
    expect(await isOn('one')()).toBe('one');
    for (const one of both) await one.flows();
    await hold('server stopped', STOPPED, watched);
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    expect((await site.one.show(id)).call).toMatchObject({ host: 'one', moves: 2 });

    // It is back, and now the one that has the media stands still: nothing breaks and nothing is refused.
    await site.other.begin();
    await site.whole();
    watched = both.map(({ page }) => watch(page));
    await setTimeout(1_000);
    const frozen = Date.now();
    site.one.freeze();
    await expect.poll(isOn('other'), { message: 'the call has another host', timeout: 30_000 }).toBe('other');
    for (const one of both) took(`server stands still: ${one.user} hears and sees`, frozen, await one.flows());
    await hold('server stands still', FROZEN, watched);
    site.one.thaw();
    await site.whole();
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    expect((await site.other.show(id)).call).toMatchObject({ host: 'other', moves: 3 });
    await hangUp(alice, bob);
    await neverLeft(site.one, id);
  } finally {
    await site.stop();
  }
});

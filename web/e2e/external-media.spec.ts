import { setTimeout } from 'node:timers/promises';
import { expect, lostConnection, test } from './fixtures';
import { Operated } from './livekit';
import { Person } from './person';
import { watch } from './site';
import { between, hangUp, neverLeft, took } from './talk';

/** How long nothing may be heard or seen when the LiveKit server dies. It is asked once a second, and three questions have to fail. ms */
const KILLED = 15_000;

test('P9, P18: two talk on a LiveKit server of the operator: over a restart of Ringline, and on another when it is killed', async ({
  visit,
}) => {
  test.setTimeout(120_000);
  const operated = await Operated.start();
  const { server, media } = operated;
  try {
    const person = async (user: string) => {
      const one = new Person(await visit(`${server.url}/?user=${user}`, lostConnection), user);
      await one.connected();
      return one;
    };
    const alice = await person('alice');
    const bob = await person('bob');
    const both = [alice, bob];
    const rooms = () => Promise.all(both.map(({ page }) => page.evaluate(() => window.witness.peers.length)));
    const id = await between(alice, bob);
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    const { host } = (await server.show(id)).call;
    const [had, other] = media[0]?.name === host ? media : media.toReversed();
    expect(had?.name).toBe(host);

    // Ringline goes and comes: nobody enters anew.
    const before = await rooms();
    await server.end('SIGTERM');
    for (const one of both) await one.flows();
    const back = Date.now();
    await server.begin();
    for (const one of both) took(`${one.user} is connected again`, back, await one.says('connection connected', back));
    for (const one of both) await one.flows();
    expect(await rooms()).toEqual(before);

    const watched = both.map(({ page }) => watch(page));
    await setTimeout(1_000);
    const killed = Date.now();
    await had?.kill();
    const isOn = async () => (await server.show(id)).call.host;
    await expect.poll(isOn, { message: 'the call has another host', timeout: 30_000 }).toBe(other?.name);
    took('LiveKit killed: its call has another host', killed, Date.now());
    for (const one of both) took(`LiveKit killed: ${one.user} hears and sees`, killed, await one.flows());
    for (const [n, { user }] of both.entries()) {
      const { voice, picture } = (await watched[n]?.end()) ?? { voice: Infinity, picture: Infinity };
      console.log(`LiveKit killed: ${user} heard nothing for ${voice} ms and saw nothing for ${picture} ms`);
      expect(Math.max(voice, picture), `${user} without voice or picture`).toBeLessThan(KILLED);
    }
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    expect((await server.show(id)).call).toMatchObject({ host: other?.name, moves: 1 });
    await hangUp(alice, bob);
    await neverLeft(server, id);
  } finally {
    await operated.stop();
  }
});

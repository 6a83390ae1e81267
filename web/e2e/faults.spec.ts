import { expect, test } from './fixtures';

test.setTimeout(180000); test('half open', async ({ server, login, far }) => {
  const alice = await login('alice');
  const { person: bob, network } = await far('bob');
  const id = await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
  await network.die();
  const t0 = Date.now();
  await expect(bob.see('connection')).not.toHaveAttribute('data-state', 'connected');
  console.log('noticed', Date.now() - t0);
  await new Promise((r) => setTimeout(r, Number(process.env.DEAD ?? 0)));
  await network.revive();
  const t1 = Date.now();
  await expect(bob.see('connection')).toHaveAttribute('data-state', 'connected');
  console.log('back', Date.now() - t1, Date.now() - t0);
  for (let i = 0; i < 25; i++) {
    await new Promise((r) => setTimeout(r, 1000));
    console.log(Date.now() - t1, await alice.see('call').getAttribute('data-media'), JSON.stringify(await alice.received()), await alice.see('tile-bob').evaluate((e) => [...e.querySelectorAll('video')].map((v) => v.getVideoPlaybackQuality().totalVideoFrames).join()), await bob.see('call').getAttribute('data-media'), JSON.stringify(await bob.received()), await alice.page.evaluate(() => window.witness.peers.map(p => p.connectionState).join()), await bob.page.evaluate(() => window.witness.peers.map(p => p.connectionState).join()));
  }
  console.log((await bob.see('events').innerText()).slice(0, 2000));
  console.log((await alice.see('events').innerText()).slice(0, 2000));
  void server; void id;
});

import { expect, test, lostConnection } from './fixtures';
import { Person } from './person';
import type { Page } from '@playwright/test';
test.setTimeout(150000);
const state = async (p: Person) => `${p.user} conn=${await p.see('connection').getAttribute('data-state')} media=${await p.see('call').getAttribute('data-media', {timeout: 500}).catch(() => 'none')} ${JSON.stringify(await p.received())} ${await p.page.evaluate(() => window.witness.peers.map((x) => x.connectionState).join())}`;
const watch = async (n: number, ...ps: Person[]) => {
  const t = Date.now();
  for (let i = 0; i < n; i++) {
    await new Promise((r) => setTimeout(r, 1000));
    console.log(Date.now() - t, (await Promise.all(ps.map(state))).join(' | '));
  }
};
for (const how of ['SIGTERM', 'SIGKILL'] as const) test('restart ' + how, async ({ serve, visit }) => {
  const server = await serve('development');
  const person = async (u: string) => { const p = new Person(await visit(`${server.url}/?user=${u}`, lostConnection), u); await p.connected(); return p; };
  const alice = await person('alice'); const bob = await person('bob');
  await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
  const t0 = Date.now();
  await server.end(how);
  console.log('ended', Date.now() - t0);
  await new Promise((r) => setTimeout(r, Number(process.env.DOWN ?? 0)));
  await server.begin();
  console.log('begun', Date.now() - t0);
  await watch(12, alice, bob);
});
test('freeze', async ({ login }) => {
  const alice = await login('alice'); const bob = await login('bob');
  await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
  const cdp = await bob.page.context().newCDPSession(bob.page as Page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await watch(9, alice);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await watch(10, alice, bob);
});
test('offline', async ({ login }) => {
  const alice = await login('alice'); const bob = await login('bob');
  await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
  await bob.page.context().setOffline(true);
  await watch(5, alice, bob);
  await bob.page.context().setOffline(false);
  await watch(10, alice, bob);
});

import { expect, test } from './fixtures';

test('a page that is reloaded stays in its call', async ({ server, login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  const id = await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await alice.seesAndHears('bob');

  await bob.page.reload();
  expect(await bob.inCall(/^connected$/)).toBe(id);
  await Promise.all([bob.seesAndHears('alice'), alice.seesAndHears('bob')]);
  await expect(alice.see('call')).toHaveAttribute('data-call-id', id);

  await alice.see('hangup').click();
  await bob.ended('hung_up');
  const { events } = await server.show(id);
  const lost = events.filter((event) => event.type === 'left' && event.user === 'bob');
  expect(lost, 'the service never lost bob').toEqual([]);
});

test('somebody who logs in while it rings gets the call', async ({ login }) => {
  const alice = await login('alice');
  const id = await alice.call('dave', 'voice');
  const dave = await login('dave');
  await dave.rings('alice');
  await expect(dave.see('incoming')).toHaveAttribute('data-call-id', id);
  await dave.accept();
  await alice.inCall(/^connected$/);
  await expect.poll(async () => (await dave.received()).audioEnergy).toBeGreaterThan(0);
  await dave.see('hangup').click();
  await alice.ended('hung_up');
});

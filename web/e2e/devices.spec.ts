import { expect, test } from './fixtures';

test('three devices of one user ring, one answers, the others stop and say where', async ({ server, login }) => {
  const alice = await login('alice');
  const bobs = [await login('bob'), await login('bob'), await login('bob')] as const;

  const id = await alice.call('bob', 'voice');
  for (const bob of bobs) await bob.rings('alice');
  const [first, answering, third] = bobs;
  await answering.accept();
  await alice.inCall(/^connected$/);

  for (const other of [first, third]) {
    await other.ended('answered_elsewhere');
    await expect(other.see('end-card')).toContainText('Answered on another device');
    await other.isSilent();
  }
  await expect(answering.see('call')).toHaveAttribute('data-status', 'connected');

  await alice.see('hangup').click();
  await answering.ended('hung_up');
  const { call, events } = await server.show(id);
  const answers = events.filter((event) => event.type === 'answered');
  expect(answers).toHaveLength(1);
  expect(call.legs.find((leg) => leg.user === 'bob')?.device).toBe(answers[0]?.device);
});

test('one device declines for all of them', async ({ login }) => {
  const alice = await login('alice');
  const first = await login('bob');
  const second = await login('bob');
  await alice.call('bob', 'voice');
  await first.rings('alice');
  await second.rings('alice');
  await first.see('reject').click();
  await second.ended('rejected_elsewhere');
  await first.ended('rejected');
  await alice.ended('rejected');
});

import { expect, test } from './fixtures';
import { shell } from './server';

test('two people talk by video, and the server ends it', async ({ server, login }) => {
  const alice = await login('alice');
  const bob = await login('bob');

  const id = await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await alice.inCall(/^connected$/);
  await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);

  // The line that the page shows, run as it stands.
  const line = (await alice.see('curl').textContent()) ?? '';
  expect(line).toContain(id);
  expect(await shell(line.replace('/end_call?', '/get_call_info?'))).toMatchObject({ ErrorCode: 0 });
  expect(await shell(line)).toMatchObject({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' });

  for (const person of [alice, bob]) {
    await person.ended('ended_by_app');
    await expect(person.see('end-card')).toContainText('Ended by the service');
    await person.isSilent();
  }
  expect(await shell(line)).toMatchObject({ ErrorCode: 101004 });

  const { call, events } = await server.show(id);
  expect(call).toMatchObject({
    media: 'video',
    end: { result: 'completed', reason: 'ended_by_app', cause: 'end', by: { kind: 'admin', name: 'administrator' } },
  });
  expect(call.answered_at).toBeTruthy();
  expect(new Set(events.map((event) => event.version)).size).toBe(call.version);
  expect(events.at(-1)?.type).toBe('ended');
});

test('a voice call carries voices and no pictures', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  await alice.call('bob', 'voice');
  await bob.rings('alice');
  await bob.accept();
  for (const person of [alice, bob]) {
    await expect.poll(async () => (await person.received()).audioEnergy).toBeGreaterThan(0);
    expect((await person.received()).framesDecoded).toBe(0);
  }
  await bob.see('hangup').click();
  for (const person of [alice, bob]) {
    await person.ended('hung_up');
    await person.isSilent();
  }
});

import { expect, test } from './fixtures';
import { Person } from './person';

test('declined', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  await alice.call('bob');
  await bob.rings('alice');
  await bob.see('reject').click();
  await alice.ended('rejected');
  await expect(alice.see('end-card')).toContainText('bob declined');
  await bob.ended('rejected');
  await alice.isSilent();
});

test('canceled by the caller', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  await alice.call('bob');
  await bob.rings('alice');
  await alice.see('hangup').click();
  await bob.ended('canceled');
  await expect(bob.see('end-card')).toContainText('alice canceled the call');
  await alice.ended('canceled');
  await alice.isSilent();
});

test('busy', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  const carol = await login('carol');
  await alice.call('bob', 'voice');
  await bob.rings('alice');
  await bob.accept();

  await carol.see('call-voice-bob').click();
  await carol.ended('busy');
  await expect(carol.see('end-card')).toContainText('bob is busy');
  await expect(bob.see('call')).toHaveAttribute('data-status', 'connected');
  await expect(bob.see('incoming')).toBeHidden();

  await alice.see('hangup').click();
  await bob.ended('hung_up');
});

test('of three, one who leaves does not end it for the others', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  const carol = await login('carol');
  for (const user of ['bob', 'carol']) await alice.see(`select-${user}`).press('Space');
  await alice.see('call-selected-voice').click();
  for (const person of [bob, carol]) {
    await person.rings('alice');
    await person.accept();
  }
  await alice.see('hangup').click();
  await expect(bob.see('participant-alice')).toHaveAttribute('data-state', 'gone');
  await expect(bob.see('call')).toHaveAttribute('data-status', 'connected');
  await carol.see('hangup').click();
  await bob.ended('hung_up');
  await bob.isSilent();
});

test('not answered in time, on a server that hands out no sessions', async ({ serve, visit }) => {
  const server = await serve();
  const app = await server.createApp('--ring-timeout', '3s', '--multi-device', '--list-users');
  const login = async (user: string) => {
    // The page asks for a session first, and the browser notes that there are none to be had.
    const page = await visit(`${server.url}/?user=${user}`, /40[45].*\/dev\/session/);
    const person = new Person(page, user);
    await person.see(`suggest-${user}`).click();
    await person.see('app-input').fill(app);
    await person.see('user-input').fill(user);
    await person.see('usersig-input').fill(await server.userSig(app, user));
    await person.see('login').click();
    await person.connected();
    return person;
  };
  const alice = await login('alice');
  const bob = await login('bob');
  await alice.call('bob', 'voice');
  await bob.rings('alice');
  await alice.ended('no_answer');
  await bob.ended('no_answer');
  await expect(bob.see('end-card')).toContainText('Missed call from alice');
  await alice.isSilent();
});

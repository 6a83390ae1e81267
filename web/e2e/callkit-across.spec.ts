import { expect, test } from './fixtures';

/** The documented call kit and our own page call each other. */

test('theirs calls ours', async ({ callkit, login }) => {
  const ann = await callkit('ann');
  const bob = await login('bob');
  await ann.ask('call by video', { users: 'bob' });
  await bob.rings('ann');
  await bob.accept();
  await Promise.all([bob.seesAndHears('ann'), ann.sees('bob'), ann.hears('bob')]);
  await ann.picture('theirs-calls-ours');
  await bob.see('hangup').click();
  await bob.ended('hung_up');
  await ann.isIdle();
  await bob.isSilent();
});

test('ours calls theirs', async ({ callkit, login }) => {
  const alice = await login('alice');
  const ben = await callkit('bob');
  await alice.call('bob');
  await ben.rings();
  await ben.picture('ours-calls-theirs');
  await ben.accept();
  await alice.inCall(/^connected$/);
  await Promise.all([alice.seesAndHears('bob'), ben.sees('alice'), ben.hears('alice')]);
  await ben.hangUp();
  await alice.ended('hung_up');
  await ben.isIdle();
  await expect(alice.see('call')).toBeHidden();
});

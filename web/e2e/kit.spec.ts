import { expect, phone, test } from './react-kit';

test('the ten lines: two people call each other by voice', async ({ open }) => {
  const alice = await open('alice', { page: 'index' });
  const bob = await open('bob', { page: 'index' });
  await alice.page.getByRole('button', { name: 'Call bob' }).click();
  await bob.rings('alice');
  await bob.accept();
  await alice.inCall(/^connected$/);
  for (const person of [alice, bob]) {
    await expect.poll(async () => (await person.received()).audioEnergy).toBeGreaterThan(0);
  }
  await bob.see('hangup').click();
  await alice.ended('hung_up');
  await bob.ended('hung_up');
  await alice.isSilent();
});

test('pictures', async ({ open }) => {
  const alice = await open('alice');
  const bob = await open('bob', { theme: 'dark', size: phone });
  await alice.picture('idle');
  await alice.see('call-bob').click();
  await bob.rings('alice');
  await alice.inCall();
  await alice.picture('outgoing');
  await bob.picture('incoming-phone-dark');
  await bob.accept();
  await alice.seesAndHears('bob');
  await bob.seesAndHears('alice');
  await alice.picture('pair');
  await bob.picture('pair-phone');
  await alice.see('devices').click();
  await alice.picture('devices');
  await bob.see('devices').click();
  await bob.picture('devices-phone');
  await alice.page.keyboard.press('Escape');
  await alice.see('invite').click();
  await alice.picture('invite');
  await alice.page.keyboard.press('Escape');
  await alice.see('minimize').click();
  await alice.see('floating').waitFor();
  await alice.picture('floating');
  await alice.see('restore').click();
  await alice.see('hangup').click();
  await alice.ended('hung_up');
  await alice.picture('ended');
  await bob.picture('ended-phone');
});

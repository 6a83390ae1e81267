import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { hears, hearsNothing } from './media';
import { Person } from './person';
import type { Server } from './server';
import { Site } from './site';
import { between, took } from './talk';

/** Opens the demo page of a user on a server. */
async function open(visit: (url: string) => Promise<Page>, server: Server, user: string): Promise<Person> {
  const person = new Person(await visit(`${server.url}/?user=${user}`), user);
  await person.connected();
  return person;
}

test('an operator at a server that has nobody sees all, mutes, ends a call and throws out', async ({ visit }) => {
  test.setTimeout(180_000);
  const site = await Site.start();
  try {
    const desk = await site.add('desk');
    const alice = await open(visit, site.one, 'alice');
    const bob = await open(visit, site.other, 'bob');
    await expect(alice.see('online-bob'), 'presence of another server').toHaveAttribute('data-online', 'true');

    const online = async () => (await desk.ringline('user', 'list', '--online')).match(/^(alice|bob)\b/gm);
    await expect.poll(online, { message: 'users of other servers' }).toEqual(['alice', 'bob']);
    const id = await between(alice, bob);
    expect(await desk.ringline('call', 'list')).toContain(id);
    expect(await desk.ringline('user', 'show', 'bob')).toContain(id);
    expect((await desk.show(id)).call.host).not.toBe('desk');

    const page = await visit(`${desk.url}/console#/calls`);
    await page.getByTestId('token').fill(await desk.ringline('token', 'create', 'console', '--scope', 'admin'));
    await page.getByTestId('sign-in').click();
    await expect(page.getByTestId(`call-${id}`), 'a call of other servers in the console').toBeVisible();
    await page.getByTestId('nav-users').click();
    for (const user of ['alice', 'bob'])
      await expect(page.getByTestId(`user-${user}`), 'a user of another server').toHaveAttribute('data-online', 'true');
    await page.getByTestId('nav-overview').click();
    await expect(page.getByTestId('nodes').locator('[data-state=serving]')).toHaveCount(3);

    await desk.ringline('call', 'mute', id, 'bob', '--track', 'microphone');
    await hearsNothing(alice.page, 'alice hears no more of bob');
    await hears(bob.page, 'bob hears alice as before');

    const asked = Date.now();
    await desk.ringline('call', 'end', id);
    await Promise.all([alice, bob].map((one) => one.ended('ended_by_app')));
    took('ended from a third server: both pages say so', asked, Date.now());
    await Promise.all([alice, bob].map((one) => one.isSilent()));
    expect(await desk.ringline('call', 'list')).not.toContain(id);

    await desk.ringline('user', 'disconnect', 'bob');
    await expect(bob.see('signed-out')).toBeVisible();
    await expect(alice.see('online-bob'), 'presence of another server').toHaveAttribute('data-online', 'false');
  } finally {
    await site.stop();
  }
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { Person } from '../e2e/person';
import { Server } from '../e2e/server';
import { installWitness } from '../e2e/witness';
import { installCamera, sceneOf } from './camera';

/** Where they go; the README shows some of them. */
const folder = process.env.PICTURES ?? join(import.meta.dirname, '../../docs/images');
const desk = { width: 1360, height: 800 };
const phone = { width: 390, height: 800 };
/** No picture may weigh more, in bytes. */
const heaviest = 200_000;

const names: Record<string, string> = {
  alice: 'Alice Moreau',
  bob: 'Bob Keller',
  carol: 'Carol Lindqvist',
  dave: 'Dave O’Neill',
  grace: 'Grace Adeyemi',
};

interface Look {
  size?: { width: number; height: number };
  dark?: boolean;
}

test('the pictures of the README', async ({ browser }) => {
  const server = await Server.start();
  const people: Person[] = [];
  const enter = async (user: string, look?: Look) => {
    const person = await open(browser, server, user, look);
    people.push(person);
    return person;
  };
  try {
    // Names first: who is there later sees them at once.
    for (const user of Object.keys(names)) {
      const person = await open(browser, server, user);
      await takeName(person);
      await person.page.context().close();
    }

    const bob = await enter('bob', { size: phone });
    const carol = await enter('carol', { dark: true });
    const dave = await enter('dave');
    const grace = await enter('grace');
    const alice = await enter('alice');

    // A past: talked, missed, not answered.
    await talk(alice, bob, 'voice');
    await talk(alice, carol, 'video');
    await miss(server, carol, alice, 'voice');
    await talk(alice, dave, 'video');
    await miss(server, grace, alice, 'video');
    await expect(alice.see('history').locator('li')).toHaveCount(5);
    await alice.see('hood-code').click();
    await settle(alice.page);
    await picture(alice.page, 'home');

    // It rings on a phone.
    await alice.see('call-video-bob').click();
    await bob.rings('alice');
    await settle(bob.page);
    await picture(bob.page, 'incoming-phone');
    await bob.accept();
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    await alice.see('hood-events').click();
    await alice.see('numbers-toggle').click();
    await expect(alice.see('number-rtt')).toBeVisible();
    await minute(alice);
    await picture(alice.page, 'call');
    await picture(bob.page, 'call-phone');

    // More of them, and how it looks in the dark.
    await alice.see('numbers-toggle').click();
    for (const one of [carol, dave, grace]) {
      await alice.see(`invite-${one.user}`).click();
      await one.rings('alice');
      await one.accept();
    }
    for (const one of [bob, dave, grace]) await carol.seesAndHears(one.user);
    await carol.see('hood-timeline').click();
    await settle(carol.page);
    await picture(carol.page, 'group-dark');
  } finally {
    for (const person of people) await person.page.context().close();
    await server.stop();
  }
});

test('the pictures of the console', async ({ browser }) => {
  const server = await Server.start();
  const pages: Page[] = [];
  try {
    const alice = await open(browser, server, 'alice');
    const bob = await open(browser, server, 'bob');
    pages.push(alice.page, bob.page);
    await talk(alice, bob, 'voice');
    await miss(server, bob, alice, 'video');
    await alice.see('call-video-bob').click();
    await bob.rings('alice');
    await bob.accept();
    await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
    const id = await alice.inCall();

    const call = await openConsole(browser, server, `#/calls/${id}`);
    const overview = await openConsole(browser, server, '', true);
    pages.push(call, overview);
    // Its devices have said how the media is.
    await expect(call.getByTestId('events').locator('[data-type=statistics]')).toHaveCount(2);
    await settle(call);
    await picture(call, 'console-call');
    await expect(overview.getByTestId('nodes').locator('li')).toHaveCount(1);
    await expect(overview.locator('.results li')).toHaveCount(2);
    await settle(overview);
    await picture(overview, 'console-overview');
  } finally {
    for (const page of pages) await page.context().close();
    await server.stop();
  }
});

async function open(browser: Browser, server: Server, user: string, { size = desk, dark = false }: Look = {}) {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: size === phone ? 2 : 1.5,
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['camera', 'microphone'],
    ...(size === phone && { hasTouch: true, isMobile: true }),
  });
  await context.addInitScript(installWitness);
  await context.addInitScript(installCamera, await sceneOf(user));
  await context.addInitScript(() => localStorage.setItem('ringline.settings', '{"stepsDone":true}'));
  const page = await context.newPage();
  await page.goto(`${server.url}/?user=${user}`);
  const person = new Person(page, user);
  await person.connected();
  return person;
}

async function openConsole(browser: Browser, server: Server, hash: string, dark = false): Promise<Page> {
  const context = await browser.newContext({
    viewport: desk,
    deviceScaleFactor: 1.5,
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/console${hash}`);
  await page.getByTestId('developer').click();
  return page;
}

async function takeName(person: Person): Promise<void> {
  await person.see('profile').click();
  await person.see('profile-name').fill(names[person.user] ?? person.user);
  await person.see('profile-save').click();
  await expect(person.see('profile-sheet')).toBeHidden();
}

async function talk(caller: Person, callee: Person, kind: 'voice' | 'video'): Promise<void> {
  await caller.see(`call-${kind}-${callee.user}`).click();
  await callee.rings(caller.user);
  await callee.accept();
  await caller.inCall(/^connected$/);
  await expect(caller.see('call-clock')).toHaveText(/0:0[2-9]/);
  await caller.see('hangup').click();
  for (const one of [caller, callee]) {
    await one.ended('hung_up');
    await one.see('dismiss').click();
  }
}

/** Nobody answers until it rings no more. */
async function miss(server: Server, caller: Person, callee: Person, kind: 'voice' | 'video'): Promise<void> {
  await server.ringline('app', 'update', '1400000001', '--ring-timeout', '2s');
  await caller.see(`call-${kind}-${callee.user}`).click();
  await callee.rings(caller.user);
  for (const one of [caller, callee]) {
    await one.ended('no_answer');
    await one.see('dismiss').click();
  }
  await server.ringline('app', 'update', '1400000001', '--ring-timeout', '30s');
}

/** Waits for charts that have a shape. */
async function minute(person: Person): Promise<void> {
  const path = person.see('numbers').locator('.chart-line').first();
  await expect
    .poll(async () => ((await path.getAttribute('d')) ?? '').split('L').length, { timeout: 60_000 })
    .toBeGreaterThan(9);
}

/** Nothing flies in any more, and nothing is pointed at. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().iterations === 1) animation.finish();
    }
  });
}

/** Takes a picture of the page and makes a WebP of it, as good as fits. */
async function picture(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const png = await page.screenshot();
  const shots = await page.context().browser()?.newPage();
  if (!shots) throw new Error('the browser is gone');
  const webp = await shots.evaluate(
    async ({ png, heaviest }) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${png}`;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      for (let quality = 0.9; ; quality -= 0.08) {
        const url = canvas.toDataURL('image/webp', quality);
        const data = url.slice(url.indexOf(',') + 1);
        if (data.length * 0.75 < heaviest || quality < 0.3) return data;
      }
    },
    { png: png.toString('base64'), heaviest },
  );
  await shots.close();
  const bytes = Buffer.from(webp, 'base64');
  expect(bytes.length, `${name}.webp (bytes)`).toBeLessThan(heaviest);
  await writeFile(join(folder, `${name}.webp`), bytes);
  if (process.env.PNG) await writeFile(join(folder, `${name}.png`), png);
  console.log(`${name}.webp ${(bytes.length / 1000).toFixed(0)} kB`);
}

import type { Page } from '@playwright/test';
import { inBothLooks, isAccessible } from './accessible';
import { expect, test } from './fixtures';
import type { Server } from './server';

const phone = { width: 390, height: 780 };
const app = '1400000001';

/** What the browser itself says of answers that the tests ask for: a wrong token, no webhook. */
const refused = /status of (401|404)/;

/** Signs in with a token that sees the development app. */
async function signIn(page: Page, server: Server): Promise<void> {
  const token = await server.ringline('token', 'create', 'desk', '--app', app, '--scope', 'admin');
  await page.getByTestId('token').fill(token);
  await page.getByTestId('token').press('Enter');
  await expect(page.getByTestId('running')).toBeVisible();
}

/** Goes to a page by the keyboard, and is at its beginning. */
async function go(page: Page, where: string): Promise<void> {
  await page.getByTestId(`nav-${where}`).press('Enter');
  await expect(page.getByTestId(`nav-${where}`)).toHaveAttribute('aria-current', 'page');
}

test('an administrator sees a call of two pages, explains it, ends it, and finds its record', async ({
  server,
  visit,
  login,
}) => {
  test.setTimeout(240_000);
  const page = await visit(`${server.url}/console`, refused);
  const see = (testId: string) => page.getByTestId(testId);
  await see('token').fill('rlt_nobodys');
  await see('sign-in').click();
  await expect(see('login-error')).toContainText('not good here');
  await isAccessible(page, 'signing in');
  await signIn(page, server);

  // The token is the tab's: not in the address, not for other tabs, and a reload keeps it.
  expect(page.url()).not.toContain('rlt_');
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('rlt_');
  await go(page, 'calls');
  await page.reload();

  const nora = await login('nora');
  const otto = await login('otto');
  const id = await nora.call('otto');
  await otto.rings('nora');
  const row = see(`call-${id}`);
  await expect(row).toHaveAttribute('data-state', 'ringing');
  await otto.accept();
  await nora.inCall(/^connected$/);
  await expect(row).toHaveAttribute('data-state', 'talking');
  await see('filter-user').fill('nobody-of-that-name');
  await expect(see('nothing')).toBeVisible();
  await see('filter-user').fill('otto');
  await expect(row).toBeVisible();
  await isAccessible(page, 'live calls');

  // Explain.
  await row.press('Enter');
  await expect(see('call-page')).toHaveAttribute('data-call-id', id);
  await expect(page.locator('main')).toBeFocused();
  for (const user of ['nora', 'otto']) await expect(see(`member-${user}`)).toHaveAttribute('data-state', 'joined');
  await expect(see('events').locator('[data-type=answered]')).toContainText('otto accepts');
  await expect(see('lanes').locator('[data-phase=talking]')).toHaveCount(2);
  await inBothLooks(page, 'a call');

  // End it; who thinks better of it is back at the button.
  await see('end-call').press('Enter');
  await expect(see('confirm')).toBeVisible();
  await isAccessible(page, 'asking');
  await page.keyboard.press('Escape');
  await expect(see('confirm')).toBeHidden();
  await expect(see('end-call')).toBeFocused();
  await page.keyboard.press('Enter');
  await see('confirm-yes').press('Enter');
  await expect(see('outcome')).toContainText('The call was ended');
  for (const person of [nora, otto]) await person.ended('ended_by_app');
  await expect(see('call-page')).toHaveAttribute('data-state', 'ended');
  await expect(see('end-call')).toBeHidden();
  await expect(page.locator('main')).toBeFocused();

  // Its record, also as a file.
  await go(page, 'records');
  await see('filter-user').fill('otto');
  await expect(see(`call-${id}`)).toHaveAttribute('data-result', 'completed');
  await see('filter-result').selectOption('busy');
  await expect(see('nothing')).toBeVisible();
  await see('clear').press('Enter');
  await expect(see(`call-${id}`)).toBeVisible();
  const download = page.waitForEvent('download');
  await see('csv').press('Enter');
  expect((await download).suggestedFilename()).toBe(`records-${app}.csv`);
  await inBothLooks(page, 'records');
  await see(`call-${id}`).press('Enter');
  await expect(see('events').locator('[data-type=ended]')).toContainText('The call is over');
  await page.setViewportSize(phone);
  await isAccessible(page, 'a record on a phone');
});

test('an administrator sees who is there, mutes, takes out, and disconnects', async ({ server, visit, login }) => {
  test.setTimeout(240_000);
  const page = await visit(`${server.url}/console`);
  const see = (testId: string) => page.getByTestId(testId);
  await signIn(page, server);
  const nora = await login('nora');
  const otto = await login('otto');
  await go(page, 'users');
  for (const user of ['nora', 'otto']) await expect(see(`user-${user}`)).toHaveAttribute('data-online', 'true');
  await isAccessible(page, 'users');

  const id = await nora.call('otto');
  await otto.rings('nora');
  await otto.accept();
  await Promise.all([nora.seesAndHears('otto'), otto.seesAndHears('nora')]);
  await see('user-otto').press('Enter');
  await see('user-call').press('Enter');
  await see('mute-otto').press('Enter');
  await see('mute-camera').press('Enter');
  await expect(see('outcome')).toContainText('otto is muted');
  await expect(nora.see('tile-otto')).toHaveAttribute('data-video', 'false');
  await see('remove-otto').press('Enter');
  await see('confirm-yes').press('Enter');
  await expect(see('outcome')).toContainText('otto was taken out');
  await otto.ended('removed');
  await expect(see('member-otto')).toHaveAttribute('data-reason', 'removed');
  await expect(see('call-page')).toHaveAttribute('data-call-id', id);

  await go(page, 'users');
  await see('find-user').fill('otto');
  await see('find-user').press('Enter');
  await expect(see('user-page')).toHaveAttribute('data-user', 'otto');
  await inBothLooks(page, 'a user');
  await see('disconnect').press('Enter');
  await see('confirm-yes').press('Enter');
  await expect(see('outcome')).toContainText('disconnected');
  await expect(otto.see('signed-out')).toBeVisible();
  await go(page, 'users');
  await expect(see('user-nora')).toBeVisible();
  await expect(see('user-otto')).toBeHidden();
});

test('the first page tells how it goes, in four languages and on a phone; signing out forgets the token', async ({
  server,
  visit,
}) => {
  test.setTimeout(180_000);
  const page = await visit(`${server.url}/console/`, refused);
  const see = (testId: string) => page.getByTestId(testId);
  const headers = (await page.request.get(`${server.url}/console`)).headers();
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  // A server in development mode lets its own machine in.
  await see('developer').click();
  await expect(see('running')).toContainText('ringing');
  await expect(see('nodes').locator('[data-state=serving]')).toHaveCount(1);
  await inBothLooks(page, 'overview');
  for (const [tag, text] of [
    ['zh', '概览'],
    ['ja', '概要'],
    ['ko', '개요'],
    ['en', 'Overview'],
  ] as const) {
    await see('language').selectOption(tag);
    await expect(page.locator('h1')).toHaveText(text);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
  }
  await page.setViewportSize(phone);
  await isAccessible(page, 'overview on a phone');
  await go(page, 'webhooks');
  await expect(see('nothing').first()).toContainText('no webhook is set');
  await inBothLooks(page, 'webhooks on a phone');
  await see('sign-out').click();
  await expect(see('token')).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.reload();
  await expect(see('token')).toBeVisible();
});

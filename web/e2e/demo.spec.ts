import { inBothLooks, isAccessible } from './accessible';
import { expect, test } from './fixtures';

const phone = { width: 390, height: 780 };
const app = '1400000001';

test('every state can be read by everybody, in light and in dark', async ({ server, visit, login }) => {
  test.setTimeout(240_000);
  const page = await visit(server.url);
  await page.getByTestId('suggest-alice').waitFor();
  for (const theme of ['light', 'dark']) {
    await page.getByTestId('theme').selectOption(theme);
    await isAccessible(page, `login, ${theme}`);
  }

  // Nobody else's names: their history is empty.
  const ines = await login('ines');
  const igor = await login('igor');
  await igor.page.setViewportSize(phone);
  await expect(ines.see('history')).toContainText('No calls yet');
  await inBothLooks(ines.page, 'first visit');
  await inBothLooks(igor.page, 'phone');
  for (const [button, sheet] of [
    ['profile', 'profile-sheet'],
    ['settings', 'settings-sheet'],
  ] as const) {
    await ines.see(button).click();
    await ines.see(sheet).waitFor();
    await inBothLooks(ines.page, sheet);
    await ines.page.keyboard.press('Escape');
    await expect(ines.see(sheet)).toBeHidden();
    await expect(ines.see(button)).toBeFocused();
  }
  await ines.see('select-carol').press('Space');
  await ines.see('hood-code').click();
  await inBothLooks(ines.page, 'somebody ticked, code');
  await ines.see('select-carol').press('Space');

  await server.ringline('app', 'update', app, '--ring-timeout', '2m'); // to look at it takes time
  await ines.see('call-video-igor').click();
  await igor.rings('ines');
  await ines.inCall();
  await ines.see('hood-timeline').click();
  await expect(ines.see('timeline').locator('[data-type=started]')).toBeVisible();
  await inBothLooks(ines.page, 'calling, timeline');
  await inBothLooks(igor.page, 'incoming on a phone');
  await igor.accept();
  await server.ringline('app', 'update', app, '--ring-timeout', '30s');
  await ines.inCall(/^connected$/);
  await ines.see('hood-events').click();
  await ines.see('numbers-toggle').click();
  await expect(ines.see('numbers-igor')).toBeVisible();
  await inBothLooks(ines.page, 'call, numbers');
  await igor.see('minimize').click();
  for (const tab of ['calls', 'hood', 'people']) {
    await igor.see(`tab-${tab}`).click();
    await inBothLooks(igor.page, `phone, small call, ${tab}`);
  }
  await igor.see('hangup').click();
  for (const person of [ines, igor]) {
    await person.ended('hung_up');
    await inBothLooks(person.page, 'ended');
  }
  await ines.see('dismiss').click();
  await expect(ines.see('history').locator('li')).toHaveCount(1);
  await inBothLooks(ines.page, 'history');
});

test('a call that is not answered is missed, and called back from the history', async ({ server, login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  await server.ringline('app', 'update', app, '--ring-timeout', '2s');
  const missed = await alice.call('bob', 'voice');
  await bob.rings('alice');
  await bob.ended('no_answer');
  await server.ringline('app', 'update', app, '--ring-timeout', '30s');
  await alice.see('dismiss').click();
  await bob.see('dismiss').click();

  const past = bob.see(`past-${missed}`);
  await expect(past).toHaveAttribute('data-missed', 'true');
  await bob.see('history-missed').click();
  await expect(bob.see('history').locator('li')).toHaveCount(1);
  await bob.see(`past-voice-${missed}`).click();
  await alice.rings('bob');
  await alice.accept();
  await bob.inCall(/^connected$/);
  await bob.see('hangup').click();
  await alice.ended('hung_up');
});

test('do not disturb keeps the page quiet, and the call can be taken all the same', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  await bob.see('do-not-disturb').click();
  await expect(bob.see('do-not-disturb')).toHaveAttribute('aria-checked', 'true');
  await alice.call('bob', 'voice');
  await expect(bob.see('silenced')).toHaveAttribute('data-from', 'alice');
  await expect(bob.see('incoming')).toBeHidden();
  await isAccessible(bob.page, 'silenced');

  // The choice is the tab's: it outlives a reload.
  await bob.page.reload();
  await expect(bob.see('silenced')).toHaveAttribute('data-from', 'alice');
  await bob.see('silenced-accept').click();
  await bob.inCall(/^connected$/);
  await alice.see('hangup').click();
  await bob.ended('hung_up');
  await bob.see('do-not-disturb').click();
});

test('who takes a name and a picture is seen with them by everybody who comes', async ({ login }) => {
  // Whose picture stays: nobody who is in other tests, where a page of another origin may not load it.
  const clara = await login('clara');
  await clara.see('profile').click();
  await clara.see('profile-name').fill('Clara Lindqvist');
  await clara.see('face-hiro').check();
  await clara.see('profile-save').click();
  await expect(clara.see('profile')).toContainText('Clara Lindqvist');

  const dave = await login('dave');
  await expect(dave.see('online-clara')).toContainText('Clara Lindqvist');
  await expect(dave.see('online-clara').locator('img')).toHaveAttribute('src', /\/avatars\/hiro\.svg$/);
  await dave.see('call-voice-clara').click();
  await clara.rings('dave');
  await clara.see('reject').click();
  await expect(dave.see('end-card')).toContainText('Clara Lindqvist declined');

  await clara.see('dismiss').click();
  await clara.see('profile').click();
  await clara.see('profile-name').fill('');
  await clara.see('face-carol').check();
  await clara.see('profile-save').click();
  await expect(clara.see('profile')).toContainText('clara');
});

test('numbers, events and the timeline tell the call as it goes', async ({ login, server }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  const id = await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await alice.seesAndHears('bob');
  await alice.page.keyboard.press('n'); // the focus is in the call
  await expect(alice.see('numbers-bob')).toContainText(/\d+ × \d+/);
  await expect(alice.see('number-in')).toContainText(/[kM]bit\/s/);
  await expect(alice.see('numbers').locator('.chart-line').first()).toBeVisible();
  await expect(alice.see('events').locator('[data-event=onCallBegin]')).toHaveCount(1);

  await alice.see('hood-timeline').click();
  const timeline = alice.see('timeline');
  await expect(timeline.locator('[data-type=answered]')).toContainText('rule=accept');
  await alice.see('hood-code').click();
  await expect(alice.see('code')).toHaveAttribute('data-situation', 'call');
  await alice.see('code-server').click();
  await expect(alice.see('code-text')).toContainText(`/api/v1/apps/${app}/calls/${id}/end`);
  await alice.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await alice.see('code-copy').click();
  await expect(alice.see('code-copy')).toContainText('Copied');
  const copied = await alice.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await alice.see('code-text').textContent());

  await server.ringline('call', 'end', id, '--app', app);
  await alice.ended('ended_by_app');
  await alice.see('hood-timeline').click();
  await expect(timeline.locator('[data-type=ended]')).toHaveCount(1);
});

test('somebody enters a running call by its id', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  const carol = await login('carol');
  for (const user of ['bob', 'dave']) await alice.see(`select-${user}`).press('Space');
  await alice.see('call-selected-voice').click();
  await bob.rings('alice');
  await bob.accept();
  const id = (await alice.see('call-id').textContent()) ?? '';
  await carol.see('join-input').fill(id);
  await carol.see('join').click();
  expect(await carol.inCall(/^connected$/)).toBe(id);
  await expect(alice.see('participant-carol')).toHaveAttribute('data-state', 'joined');
  for (const person of [carol, bob, alice]) await person.see('hangup').click();
  await alice.ended('hung_up');
});

test('the page speaks four languages, and stays with the one that was chosen', async ({ login }) => {
  const alice = await login('alice');
  const people = alice.page.locator('#people-title');
  for (const [tag, text, kit] of [
    ['zh', '联系人', '通话记录'],
    ['ja', 'ユーザー', '通話履歴'],
    ['ko', '사람들', '통화 기록'],
    ['en', 'People', 'Calls'],
  ] as const) {
    await alice.see('language').selectOption(tag);
    await expect(people).toHaveText(text);
    await expect(alice.see('history').getByRole('heading')).toHaveText(kit);
    await expect(alice.page.locator('html')).toHaveAttribute('lang', new RegExp(`^${tag}`));
  }
  await alice.see('language').selectOption('ja');
  await alice.page.reload();
  await expect(people).toHaveText('ユーザー');
  await isAccessible(alice.page, 'Japanese');
});

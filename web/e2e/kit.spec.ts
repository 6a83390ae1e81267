import { expect, phone, test } from './react-kit';

// Three pages that send, decode and are judged by axe: minutes on a machine that is busy with something else.
test.describe.configure({ timeout: 240_000 });

test('the ten lines', async ({ open }) => {
  const alice = await open('alice', { page: 'index' });
  const bob = await open('bob', { page: 'index' });
  await alice.page.getByRole('button', { name: 'Call bob' }).click();
  await bob.rings('alice');
  await bob.page.keyboard.press('Enter');
  await alice.inCall(/^connected$/);
  for (const person of [alice, bob]) {
    await expect.poll(async () => (await person.received()).audioEnergy).toBeGreaterThan(0);
  }
  await bob.see('hangup').click();
  await alice.ended('hung_up');
  await bob.ended('hung_up');
  await alice.isSilent();
});

test('two people, by video', async ({ open }) => {
  const alice = await open('alice', { theme: 'light' });
  const bob = await open('bob', { theme: 'dark', size: phone });
  await alice.isAccessible('idle');

  await alice.see('call-bob').click();
  await bob.rings('alice');
  await expect(bob.see('accept')).toBeFocused();
  await bob.isAccessible('incoming, dark phone');
  await alice.isAccessible('outgoing');
  await bob.picture('incoming-phone');
  await alice.picture('outgoing');
  await bob.accept();
  await alice.inCall(/^connected$/);
  await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
  await bob.fits();
  await alice.picture('pair');
  await bob.picture('pair-phone');

  // What one does is seen by the other.
  await bob.page.keyboard.press('m');
  await expect(alice.see('tile-bob')).toHaveAttribute('data-audio', 'false');
  await bob.see('camera').click();
  await expect(alice.see('tile-bob')).toHaveAttribute('data-video', 'false');
  await bob.isAccessible('call, dark phone');
  await alice.picture('pair-without-camera');
  await bob.see('camera').click();
  await bob.see('mute').click();
  await expect(alice.see('tile-bob')).toHaveAttribute('data-video', 'true');
  await expect(alice.see('tile-bob')).toHaveAttribute('data-audio', 'true');

  // Devices.
  await alice.see('devices').click();
  const cameras = alice.see('choose-camera').locator('option');
  await expect(cameras.first()).toHaveText(/fake/i);
  await alice.see('choose-camera').selectOption({ index: (await cameras.count()) - 1 });
  await alice.see('resolution-480p').check();
  await alice.isAccessible('device menu');
  await alice.picture('devices');
  await alice.page.keyboard.press('Escape');
  await expect(alice.see('device-menu')).toBeHidden();
  await expect(alice.see('devices')).toBeFocused();
  await bob.see('devices').click();
  await bob.isAccessible('device menu, dark phone');
  await bob.fits();
  await bob.picture('devices-phone');
  await bob.page.keyboard.press('Escape');

  // Small, and large again.
  await alice.page.keyboard.press('Escape');
  await expect(alice.see('floating')).toHaveAttribute('data-x', 'right');
  await alice.isAccessible('floating');
  await alice.picture('floating');
  const window = await alice.see('floating').boundingBox();
  await alice.page.mouse.move((window?.x ?? 0) + 80, (window?.y ?? 0) + 60);
  await alice.page.mouse.down();
  await alice.page.mouse.move(120, 120, { steps: 5 });
  await alice.page.mouse.up();
  await expect(alice.see('floating')).toHaveAttribute('data-x', 'left');
  await expect(alice.see('floating')).toHaveAttribute('data-y', 'top');
  await alice.see('move').press('ArrowDown');
  await expect(alice.see('floating')).toHaveAttribute('data-y', 'bottom');
  await alice.seesAndHears('bob');
  await alice.see('restore').click();
  await alice.seesAndHears('bob');

  await alice.page.keyboard.press('Shift+H');
  await alice.ended('hung_up');
  await bob.ended('hung_up');
  await expect(alice.see('call-bob')).toBeFocused(); // where it was before the call
  await alice.isAccessible('ended');
  await bob.isAccessible('ended, dark phone');
  await alice.picture('ended');
  await bob.picture('ended-phone');
  await Promise.all([alice.isSilent(), bob.isSilent()]);
});

test('three people, one of them from right to left on a phone', async ({ open }) => {
  const alice = await open('alice', { theme: 'light' });
  const bob = await open('bob');
  const carol = await open('carol', { locale: 'ar', size: phone });
  await alice.see('call-two').click();
  await carol.rings('alice');
  await carol.isAccessible('incoming, from right to left on a phone');
  await carol.picture('incoming-rtl-phone');
  await alice.picture('outgoing-group');
  await bob.rings('alice');
  await bob.accept();
  await expect(alice.see('tile-carol')).toHaveAttribute('data-state', 'ringing');
  await carol.accept();
  await alice.seesAndHears('bob');
  await carol.seesAndHears('bob');
  await expect(alice.see('call')).toHaveAttribute('data-layout', 'grid');
  await carol.isAccessible('grid, from right to left on a phone');
  await carol.fits();
  const places = await Promise.all(['mute', 'hangup'].map((id) => carol.see(id).boundingBox()));
  expect(places[1]?.x, 'hanging up is at the end, which is left').toBeLessThan(places[0]?.x ?? 0);
  await alice.picture('grid');
  await carol.picture('grid-rtl-phone');

  await alice.page.keyboard.press('l');
  await expect(alice.see('call')).toHaveAttribute('data-layout', 'speaker');
  await alice.see('tile-carol').hover();
  await alice.see('pin-carol').click();
  await expect(alice.see('tile-carol')).toHaveAttribute('data-featured', 'true');
  await alice.isAccessible('speaker view');
  await alice.picture('speaker-view');

  await carol.see('hangup').click();
  await carol.ended('hung_up');
  await carol.picture('ended-rtl-phone');
  await expect(bob.see('call')).toHaveAttribute('data-layout', 'pair');
  await bob.see('hangup').click();
  await alice.ended('hung_up');
});

test('a shared screen is large, and more people can be added', async ({ open }) => {
  const alice = await open('alice', { theme: 'light' });
  const bob = await open('bob', { placement: 'inline' });
  await alice.drawsWhenSharing();
  await alice.see('call-bob').click();
  await bob.rings('alice');
  await bob.accept();
  await alice.inCall(/^connected$/);
  await alice.see('screen').click();
  const slides = bob.see('screen-alice');
  await expect(slides).toHaveAttribute('data-featured', 'true');
  const width = () => slides.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth);
  await expect.poll(width).toBeGreaterThan(0);
  await bob.isAccessible('screen, inline');
  await bob.picture('screen-inline');
  await alice.isAccessible('sharing the screen');
  await alice.picture('sharing');
  await alice.see('stop-screen').click();
  await expect(slides).toBeHidden();

  await alice.see('invite').click();
  await alice.isAccessible('adding people');
  await alice.picture('invite');
  await alice.page.keyboard.press('Escape');
  await expect(alice.see('invite-sheet')).toBeHidden();
  await expect(alice.see('call')).toBeVisible(); // one Escape closes one thing
  await bob.see('hangup').click();
  await bob.ended('hung_up');
  await bob.isAccessible('ended, inline');
  await bob.picture('ended-inline');
  await alice.ended('hung_up');
});

test('declined, busy, missed, in the history, and called back', async ({ open }) => {
  const alice = await open('alice');
  const dave = await open('dave', { locale: 'ja', theme: 'light' }); // nobody called them before
  await alice.see('set-profile').click();
  await expect(alice.page.getByRole('heading', { level: 1 })).toHaveText(/Alice Example/);

  await alice.see('call-dave').click();
  await dave.rings('alice');
  await expect(dave.see('incoming')).toContainText('Alice Example');
  await dave.picture('incoming-ja');
  await dave.page.keyboard.press('Escape');
  await alice.ended('rejected');
  await expect(alice.see('end-card')).toContainText('dave declined');
  await alice.isAccessible('declined');

  await alice.see('call-back-voice').click();
  await dave.rings('alice');
  await dave.see('ignore').click();
  await alice.ended('busy');

  await alice.see('dismiss').click();
  await alice.see('call-briefly').click(); // the last of them, who is dave
  await dave.rings('alice');
  await dave.ended('no_answer');
  await dave.see('dismiss').click();

  const past = dave.page.locator('[data-testid^="past-"][data-missed]');
  await expect(past).toHaveCount(3);
  await expect(past.first()).toHaveAttribute('data-missed', 'true');
  await expect(past.first()).toContainText('Alice Example');
  await dave.see('history-missed').click();
  await expect(past).toHaveCount(1);
  await dave.isAccessible('history');
  await dave.picture('history-ja');
  await past.first().locator('[data-testid^="past-voice-"]').click();
  await alice.rings('dave');
  await alice.accept();
  await expect.poll(async () => (await dave.received()).audioEnergy).toBeGreaterThan(0);
  await dave.picture('voice-ja');
  await alice.see('hangup').click();
  await dave.ended('hung_up');
});

test('who is not to be disturbed is not, and misses the call', async ({ open }) => {
  const dave = await open('dave');
  const carol = await open('carol');
  await carol.see('do-not-disturb').check();
  await dave.see('call-briefly').click();
  await expect(dave.see('ringing-carol')).toContainText('ringing'); // it reached a device of theirs
  await expect(carol.see('incoming')).toBeHidden();
  await dave.ended('no_answer');
  await expect(carol.page.locator('[data-testid^="past-"][data-missed="true"]').first()).toBeVisible();
  await expect(carol.see('end-card')).toBeHidden();
});

test('a microphone that is denied: said, and asked for again', async ({ open }) => {
  const alice = await open('alice');
  const bob = await open('bob', { theme: 'dark', size: phone });
  await bob.denies();
  await alice.see('call-voice').click();
  await bob.rings('alice');
  await bob.accept();
  await expect(bob.see('notice-microphone')).toContainText('may not use the microphone');
  await expect(alice.see('tile-bob')).toHaveAttribute('data-audio', 'false');
  await bob.isAccessible('microphone denied, dark phone');
  await bob.picture('denied-phone');
  await bob.denies(false);
  await bob.see('notice-microphone').getByRole('button', { name: 'Try again' }).click();
  await expect(bob.see('notice-microphone')).toBeHidden();
  await expect(alice.see('tile-bob')).toHaveAttribute('data-audio', 'true');
  await bob.see('hangup').click();
  await alice.ended('hung_up');
});

import { expect, test } from './fixtures';
import type { CallKit } from './callkit';

/** The documented call kit, as npm has it, on our engine: its buttons and menus. */

async function talk(ann: CallKit, ben: CallKit, kind: 'audio' | 'video'): Promise<void> {
  await ann.ask(`call by ${kind}`, { users: ben.user });
  await ben.rings();
  await ben.accept();
  for (const one of [ann, ben]) await one.reaches(`calling-c2c-${kind}`);
  if (kind === 'video') await Promise.all([ann.sees(ben.user), ben.sees(ann.user)]);
}

async function hangUp(ann: CallKit, ben: CallKit): Promise<void> {
  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
}

test('a window that floats, and goes on showing the picture', async ({ callkit }) => {
  const [ann, ben] = [await callkit('ann'), await callkit('ben')];
  await talk(ann, ben, 'video');
  await ann.page.locator('[class*="minimize-desk-container"] .tk-icon').click();
  const float = ann.page.locator('#float');
  await expect(float.locator('[id="ben"]')).toBeVisible();
  await ann.sees('ben');
  await ann.picture('floating');
  await ann.page.locator('[class*="click-overlay"]').click();
  await expect(ann.button(/^Hang up$/)).toBeVisible();
  await ann.sees('ben');
  await ann.sees('localVideo');
  await hangUp(ann, ben);
});

test('muted and heard again, camera off and on', async ({ callkit }) => {
  const [ann, ben] = [await callkit('ann'), await callkit('ben')];
  await talk(ann, ben, 'video');
  await ben.hears('ann');

  await ann.press(/^Unmuted$/);
  await expect(ann.button(/^Muted$/)).toBeVisible();
  await ben.hearsNothing('ann');
  await ann.picture('muted');
  await ann.press(/^Muted$/);
  await ben.hears('ann');

  await ann.press(/^Camera On$/);
  await expect(ann.button(/^Camera Off$/)).toBeVisible();
  await expect(ben.tile('ann').locator('[class*="overlay-stream-container"]')).toBeVisible();
  await ben.picture('camera-off');
  await ann.press(/^Camera Off$/);
  await ben.sees('ann');
  await hangUp(ann, ben);
});

test('another camera, another microphone, another speaker', async ({ callkit }) => {
  const [ann, ben] = [await callkit('ann'), await callkit('ben')];
  await talk(ann, ben, 'video');
  await ann.captures('video', 'fake_device_0');
  const cameras = await ann.menu(/^Camera On$/);
  await ann.picture('devices');
  await cameras.getByText('fake_device_2').click();
  await ann.captures('video', 'fake_device_2');
  await ben.sees('ann');

  const microphones = await ann.menu(/^Unmuted$/);
  await microphones.getByText('Fake Audio Input 2').click();
  await ann.captures('audio', 'Fake Audio Input 2');
  await ben.hears('ann');

  const speakers = await ann.menu(/^Speaker On$|^Fake.*Audio Output/);
  await speakers.getByText('Fake Audio Output 2').click();
  await expect(ann.button('Fake Audio Output 2')).toBeVisible();
  await ann.hears('ben');
  await hangUp(ann, ben);
});

test('the others are silenced here, and heard again', async ({ callkit }) => {
  const [ann, ben] = [await callkit('ann'), await callkit('ben')];
  await talk(ann, ben, 'audio');
  const speaker = ann.page.locator('[class*="button-panel-pc"] .tk-btn-container').nth(1).locator('.tk-icon');
  await expect.poll(() => ann.plays()).toBeGreaterThan(0);
  await speaker.click();
  await expect.poll(() => ann.plays()).toBe(0);
  await ann.picture('silenced');
  await speaker.click();
  await expect.poll(() => ann.plays()).toBeGreaterThan(0);
  await hangUp(ann, ben);
});

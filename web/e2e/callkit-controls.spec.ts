import { expect, test } from './fixtures';
import type { Kit } from './kit';

/** The documented call kit, as npm has it, on our engine: its buttons and menus. */

async function talk(kit: (user: string) => Promise<Kit>, kind: 'audio' | 'video'): Promise<[Kit, Kit]> {
  const ann = await kit('ann');
  const ben = await kit('ben');
  await ann.ask(`call by ${kind}`, { users: 'ben' });
  await ben.rings();
  await ben.accept();
  for (const one of [ann, ben]) await one.reaches(`calling-c2c-${kind}`);
  if (kind === 'video') await Promise.all([ann.sees('ben'), ben.sees('ann')]);
  return [ann, ben];
}

async function hangUp(ann: Kit, ben: Kit): Promise<void> {
  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
}

test('a window that floats, and goes on showing the picture', async ({ kit }) => {
  const [ann, ben] = await talk(kit, 'video');
  await ann.page.locator('[class*="minimize-desk-container"] .tk-icon').click();
  const float = ann.page.locator('#float');
  await expect(float.locator('[id="ben"]')).toBeVisible();
  await ann.sees('ben');
  await ann.shot('floating');
  await ann.page.locator('[class*="click-overlay"]').click();
  await expect(ann.button(/^Hang up$/)).toBeVisible();
  await ann.sees('ben');
  await ann.sees('localVideo');
  await hangUp(ann, ben);
});

test('muted and heard again, camera off and on', async ({ kit }) => {
  const [ann, ben] = await talk(kit, 'video');
  await ben.hears('ann');

  await ann.press(/^Unmuted$/);
  await expect(ann.button(/^Muted$/)).toBeVisible();
  await ben.hearsNothing('ann');
  await ann.shot('muted');
  await ann.press(/^Muted$/);
  await ben.hears('ann');

  await ann.press(/^Camera On$/);
  await expect(ann.button(/^Camera Off$/)).toBeVisible();
  await expect(ben.tile('ann').locator('[class*="overlay-stream-container"]')).toBeVisible();
  await ben.shot('camera-off');
  await ann.press(/^Camera Off$/);
  await ben.sees('ann');
  await hangUp(ann, ben);
});

test('another camera and another microphone', async ({ kit }) => {
  const [ann, ben] = await talk(kit, 'video');
  await ann.button(/^Camera On$/).hover();
  const menu = ann.page.locator('.tk-popup__content');
  const devices = menu.locator('[class*="device-item"]');
  await expect(devices.filter({ hasText: 'fake_device' })).not.toHaveCount(0);
  await ann.shot('devices');
  await hangUp(ann, ben);
});

test('the others are silenced here, and heard again', async ({ kit }) => {
  const [ann, ben] = await talk(kit, 'audio');
  await hangUp(ann, ben);
});

test('the background is blurred', async ({ kit }) => {
  const [ann, ben] = await talk(kit, 'video');
  await ann.ask('virtual background');
  await ann.press(/^Blur Background$/);
  await ann.shot('blurred');
  await ben.sees('ann');
  await hangUp(ann, ben);
});

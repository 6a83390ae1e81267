import { devices } from '@playwright/test';
import { expect, test } from './fixtures';

/** The documented call kit, as npm has it, on our engine: as it shows itself on phones. */

test.use({ contextOptions: devices['Pixel 7'] });

test('by video between phones, with the other camera and then none', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await ben.picture('phone-ringing');
  await ben.accept();
  await Promise.all([ann.sees('ben'), ben.sees('ann')]);
  await Promise.all([ann.hears('ben'), ben.hears('ann')]);
  await ann.picture('phone-connected');

  await ann.press(/^Camera On$/);
  await expect(ann.button(/^Camera Off$/)).toBeVisible();
  await ann.press(/^Camera Off$/);
  await ben.sees('ann');
  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});

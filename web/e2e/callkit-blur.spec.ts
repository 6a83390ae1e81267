import { captureFiles } from './capture-files';
import { expect, test } from './fixtures';

/** The documented call kit, as npm has it, on our engine: its button for the background. */

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const file = `--use-file-for-fake-video-capture=${captureFiles().video}`;
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), file] });
  },
});

test('the background is blurred for both, and is as it was again', async ({ callkit }) => {
  // The library that finds the people in pictures tells its console so as an error.
  const ann = await callkit('ann', { expected: /Created TensorFlow Lite XNNPACK delegate/ });
  const ben = await callkit('ben');
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await ben.accept();
  await Promise.all([ann.sees('ben'), ben.sees('ann')]);

  // The camera shows a chessboard and nobody: all of it is background, and bright however blurred it is.
  const patience = { timeout: 45_000 }; // without a graphics card the effect starts slowly
  const edges = async () => {
    const { edges, light } = await ben.look('ann');
    return light > 50 ? edges : NaN;
  };
  await expect.poll(edges, patience).toBeGreaterThan(20);
  const sharp = await edges();
  await ann.ask('virtual background');
  await ann.press(/^Blur Background$/);
  await expect.poll(edges, { message: 'blurred', ...patience }).toBeLessThan(sharp / 3);
  await expect(ann.button(/^Blur Background$/).locator('.tk-icon')).not.toHaveClass(/close/);
  expect((await ann.look('localVideo')).edges, 'ann sees what ben sees').toBeLessThan(sharp / 3);
  await ben.sees('ann');
  await ann.picture('blurred');

  await ann.press(/^Blur Background$/);
  await expect.poll(edges, { message: 'as it is', ...patience }).toBeGreaterThan(sharp / 2);
  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});

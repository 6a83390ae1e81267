import { expect, test } from './fixtures';
import { talk } from './talker';

test('a screen is shared with its sound, beside the camera, until it is stopped', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  for (const tile of ['camera', 'screen']) await bob.tile(tile, 640, 360);
  await alice.tile('own', 640, 360);
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera());
  await bob.watch('alice', 'camera');
  await bob.watch('alice', 'screen', 'screen');

  await alice.click(() => window.engine.startScreenShare({ view: 'own' }));
  for (const talker of [alice, bob]) {
    const { userID } = await talker.hears('ringline.screen', ({ isScreenAvailable }) => isScreenAvailable);
    expect(userID).toBe('alice');
  }
  for (const tile of ['camera', 'screen']) {
    await expect
      .poll(async () => (await bob.shown(tile)).frames, { message: tile, timeout: 30_000 })
      .toBeGreaterThan(5);
  }
  await expect.poll(async () => (await bob.received()).audioEnergy, { message: 'its sound' }).toBeGreaterThan(0);
  await expect.poll(async () => (await alice.shown('own')).frames).toBeGreaterThan(0);
  expect(await alice.page.locator('#own video').evaluate((video) => video.style.transform)).toBe('');

  await alice.do((engine) => engine.stopScreenShare());
  for (const talker of [alice, bob])
    await talker.hears('ringline.screen', ({ isScreenAvailable }) => !isScreenAvailable);
  await bob.moves('camera'); // goes on
});

test("the browser's own bar ends it, and so does the end of the call", async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await talk([alice, bob], {});
  await alice.click(() => window.engine.startScreenShare({ audio: false }));
  await bob.hears('ringline.screen', ({ isScreenAvailable }) => isScreenAvailable);
  await alice.run(() => {
    const shared = window.witness.captured.find((track) => track.kind === 'video');
    shared?.stop();
    shared?.dispatchEvent(new Event('ended')); // as it is told of what somebody else stopped
  });
  for (const talker of [alice, bob])
    await talker.hears('ringline.screen', ({ isScreenAvailable }) => !isScreenAvailable);

  await alice.click(() => window.engine.startScreenShare());
  await expect.poll(async () => (await bob.heard('ringline.screen')).length).toBe(3);
  await bob.do((engine) => engine.hangup());
  await alice.hears('onCallEnd', () => true);
  for (const talker of [alice, bob]) await talker.isSilent();
  expect((await alice.heard('ringline.screen')).map(({ isScreenAvailable }) => isScreenAvailable)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('whoever does not allow it hears why', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await talk([alice, bob], {});
  await alice.run(() => {
    navigator.mediaDevices.getDisplayMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await expect(alice.do((engine) => engine.startScreenShare())).rejects.toThrow(/screen: its use was not allowed/);
  expect(await alice.heard('ringline.screen')).toEqual([]);
});

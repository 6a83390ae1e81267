import { expect, test } from './fixtures';
import { talk } from './talker';

test('a small tile gets a small picture, a big one a big one, and each follows its size', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await bob.tile('alice', 160, 90);
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera());
  await bob.watch('alice', 'alice');
  const height = async () => (await bob.shown('alice')).height;
  await expect.poll(height, { timeout: 30_000 }).toBe(180);

  await bob.tile('alice', 1280, 720);
  await expect.poll(height, { timeout: 30_000 }).toBe(720);
});

test('the camera takes the size that is wished, before it is opened and in the call', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await bob.tile('alice', 1280, 720);
  await alice.do((engine) => engine.setVideoQuality('360p'));
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera());
  await bob.watch('alice', 'alice');
  const height = async () => (await bob.shown('alice')).height;
  await expect.poll(height, { timeout: 30_000 }).toBe(360);

  await alice.do((engine) => engine.setVideoQuality('540p'));
  await expect.poll(height, { timeout: 30_000 }).toBe(540);
  // Off and on again it is as it was wished, and so it is when that was wished while it was off.
  await alice.do((engine) => engine.closeCamera());
  await alice.do((engine) => engine.setVideoQuality('360p'));
  await alice.do((engine) => engine.openCamera());
  await expect.poll(height, { timeout: 30_000 }).toBe(360);
  await expect(alice.do((engine) => engine.setVideoQuality('4k'))).rejects.toThrow(/360p, 480p, 540p, 720p, 1080p/);
});

test('levels, networks and statistics of everybody are told, and the server hears how it was', async ({
  server,
  talker,
}) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await bob.tile('alice', 640, 360);
  const call = await talk([alice, bob], { camera: true, microphone: true });
  await bob.watch('alice', 'alice');

  const everybody = ['alice', 'bob'];
  const names = (list: { userId: string }[]) => list.map(({ userId }) => userId).sort();
  for (const user of everybody) {
    await bob.hears('onUserVoiceVolumeChanged', ({ volumeMap }) =>
      volumeMap.some(({ userId, audioVolume }) => userId === user && audioVolume > 0),
    );
  }
  const levels = (await bob.heard('onUserVoiceVolumeChanged')).at(-1);
  expect(names(levels?.volumeMap ?? [])).toEqual(everybody);
  const before = (await bob.heard('onUserVoiceVolumeChanged')).length;
  await expect.poll(async () => (await bob.heard('onUserVoiceVolumeChanged')).length).toBeGreaterThan(before + 4);

  const network = await bob.hears(
    'onUserNetworkQualityChanged',
    ({ networkQualityList }) =>
      networkQualityList.length === 2 && networkQualityList.every(({ quality }) => quality > 0),
  );
  expect(names(network.networkQualityList)).toEqual(everybody);

  const told = await bob.hears(
    'ringline.statistics',
    ({ users, firstFrame, firstAudio }) =>
      firstAudio > 0 && firstFrame > 0 && (users[0]?.height ?? 0) > 0 && (users[0]?.bitrate ?? 0) > 0,
  );
  expect(told).toMatchObject({ transport: 'udp', users: [{ userID: 'alice' }] });
  expect(told.bitrateIn).toBeGreaterThan(20_000);
  expect(told.bitrateOut).toBeGreaterThan(20_000);

  await bob.do((engine) => engine.hangup());
  await expect
    .poll(() => server.ringline('call', 'show', call, '--app', '1400000001', '--json'), { timeout: 20_000 })
    .toContain('first_audio');
  await bob.isSilent();
});

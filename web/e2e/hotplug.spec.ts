import { expect, test } from './fixtures';
import { talk } from './talker';
import type { Talker } from './talker';

/**
 * Lets a page lose devices: they are listed no longer, cannot be opened, and what they captured ends. The second fake camera
 * is lost from the start: it is one of depths, and what Chromium makes of it when it is to be sent is a crash.
 */
async function unpluggable(talker: Talker): Promise<void> {
  await talker.run(async () => {
    const { mediaDevices } = navigator;
    const gone = new Set<string>();
    const enumerate = mediaDevices.enumerateDevices.bind(mediaDevices);
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const depths = (await enumerate()).find(({ label }) => label === 'fake_device_1');
    if (depths) gone.add(depths.deviceId);
    const there = async () => (await enumerate()).filter(({ deviceId }) => !gone.has(deviceId));
    mediaDevices.enumerateDevices = there;
    mediaDevices.getUserMedia = async (constraints = {}) => {
      for (const kind of ['audio', 'video'] as const) {
        const wish = constraints[kind];
        const id = typeof wish === 'object' ? (wish.deviceId as { exact?: string } | undefined)?.exact : undefined;
        const left = (await there()).some((device) => device.kind === `${kind}input`);
        if (wish && (!left || (id && gone.has(id)))) throw new DOMException('none', 'NotFoundError');
      }
      return open(constraints);
    };
    window.sinks = [];
    const speak = Reflect.get<HTMLMediaElement, 'setSinkId'>(HTMLMediaElement.prototype, 'setSinkId');
    HTMLMediaElement.prototype.setSinkId = function (id) {
      window.sinks.push(id);
      return speak.call(this, id);
    };
    window.unplug = (ids) => {
      for (const id of ids) gone.add(id);
      for (const track of window.witness.captured) {
        if (track.readyState === 'ended' || !gone.has(track.getSettings().deviceId ?? '')) continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      mediaDevices.dispatchEvent(new Event('devicechange'));
    };
  });
}

declare global {
  interface Window {
    unplug: (ids: string[]) => void;
    /** The speakers that sounds were sent to. */
    sinks: string[];
  }
}

const unplug = (talker: Talker, ids: string[]) => talker.run((ids) => window.unplug(ids), ids);

test('a device that is unplugged is replaced by another, and one that has no other is told', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await unpluggable(alice);
  await bob.tile('alice', 320, 180);
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera());
  await alice.do((engine) => engine.openMicrophone());
  await bob.watch('alice', 'alice');
  const first = await alice.hears('onDeviceUpdated', ({ currentCamera, currentMicrophone }) =>
    Boolean(currentCamera.deviceId && currentMicrophone.deviceId),
  );
  expect(first.cameraList).toHaveLength(2);
  expect(first.speakerList.length).toBeGreaterThan(1);
  expect(first.currentSpeaker.deviceId).toBe(first.speakerList[0]?.deviceId);
  expect(first.currentCamera).toEqual(first.cameraList.find(({ deviceId }) => deviceId === first.currentCameraID));
  await bob.moves('alice');

  await unplug(alice, [first.currentCameraID, first.currentMicrophoneID]);
  const second = await alice.hears(
    'onDeviceUpdated',
    ({ currentCameraID, currentMicrophoneID, cameraList }) =>
      cameraList.length === 1 &&
      currentCameraID === cameraList[0]?.deviceId &&
      currentMicrophoneID !== '' &&
      currentMicrophoneID !== first.currentMicrophoneID,
  );
  await bob.moves('alice');
  const { audioEnergy } = await bob.received();
  await expect.poll(async () => (await bob.received()).audioEnergy).toBeGreaterThan(audioEnergy);
  expect(await alice.heard('onError')).toEqual([]);

  await unplug(
    alice,
    [...second.cameraList, ...second.microphoneList].map(({ deviceId }) => deviceId),
  );
  for (const code of [60004, 60003]) await alice.hears('onError', (error) => error.code === code);
  await alice.hears(
    'onDeviceUpdated',
    ({ currentCameraID, currentMicrophoneID }) => !currentCameraID && !currentMicrophoneID,
  );
  await bob.hears('onUserVideoAvailable', ({ isVideoAvailable }) => !isVideoAvailable);
  await bob.hears('onUserAudioAvailable', ({ isAudioAvailable }) => !isAudioAvailable);
});

test('devices are switched while talking', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await unpluggable(alice);
  for (const talker of [alice, bob]) await talker.tile('tile', 320, 180);
  await talk([alice, bob], { microphone: true });
  await alice.do((engine) => engine.openCamera('tile'));
  await bob.watch('alice', 'tile');
  const { cameraList, microphoneList, speakerList } = await alice.hears(
    'onDeviceUpdated',
    ({ currentCameraID }) => currentCameraID !== '',
  );
  const wishes = [
    { deviceType: 'camera', deviceId: cameraList.at(-1)?.deviceId ?? '' },
    { deviceType: 'microphone', deviceId: microphoneList.at(-1)?.deviceId ?? '' },
    { deviceType: 'speaker', deviceId: speakerList.at(-1)?.deviceId ?? '' },
  ] as const;
  for (const wish of wishes) {
    await alice.run((wish) => window.engine.switchDevice(wish), wish);
    await alice.hears('onDeviceUpdated', (now) => {
      const current = { camera: now.currentCamera, microphone: now.currentMicrophone, speaker: now.currentSpeaker };
      return current[wish.deviceType].deviceId === wish.deviceId;
    });
  }
  await bob.moves('tile');
  const before = await bob.received();
  await expect.poll(async () => (await bob.received()).audioEnergy).toBeGreaterThan(before.audioEnergy);
  const sinks = await alice.run(() => window.sinks);
  expect(sinks.at(-1), 'voices come out of the chosen speaker').toBe(wishes[2].deviceId);

  // One's own picture is as in a mirror, but for the camera that looks away, and as the page wants it.
  const style = () =>
    alice.page.locator('#tile video').evaluate((video) => `${video.style.transform} ${video.style.objectFit}`);
  expect(await style()).toBe('scaleX(-1) cover');
  await alice.do((engine) => engine.switchCamera('back'));
  await alice.do((engine) => engine.setVideoRenderParams({ objectFit: 'contain', rotation: 180 }));
  expect(await style()).toBe('rotate(180deg) contain');
  await alice.do((engine) => engine.setVideoRenderParams({ userID: 'alice', mirror: true, rotation: 90 }));
  expect(await style()).toBe('rotate(90deg) scaleX(-1) contain');
  expect(await alice.page.locator('#tile video').boundingBox()).toEqual(
    await alice.page.locator('#tile').boundingBox(),
  );
});

test('who is muted by an administrator hears of it, and can speak again', async ({ server, talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  const call = await talk([alice, bob], { microphone: true, camera: true });
  await bob.hears('onUserAudioAvailable', ({ userID, isAudioAvailable }) => userID === 'alice' && isAudioAvailable);
  await server.ringline('call', 'mute', call, 'alice', '--app', '1400000001');
  for (const talker of [alice, bob])
    await talker.hears(
      'onUserAudioAvailable',
      ({ userID, isAudioAvailable }) => userID === 'alice' && !isAudioAvailable,
    );
  await alice.do((engine) => engine.openMicrophone());
  for (const talker of [alice, bob])
    await talker.hears(
      'onUserAudioAvailable',
      ({ userID, isAudioAvailable }) => userID === 'alice' && isAudioAvailable,
    );
  // Its own doing is no news to a page.
  await alice.do((engine) => engine.closeMicrophone());
  await bob.hears('onUserAudioAvailable', ({ userID, isAudioAvailable }) => userID === 'alice' && !isAudioAvailable);
  expect((await alice.heard('onUserAudioAvailable')).filter(({ userID }) => userID === 'alice')).toHaveLength(2);
});

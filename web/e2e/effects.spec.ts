import { captureFiles } from './capture-files';
import { expect, test } from './fixtures';
import { talk } from './talker';
import type { Talker } from './talker';

const files = captureFiles();

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = [
      `--use-file-for-fake-video-capture=${files.video}`,
      `--use-file-for-fake-audio-capture=${files.audio}`,
    ];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  },
});

/** What a person sees in a tile, as the browser decoded it. */
async function look(talker: Talker, tile: string): Promise<{ edges: number; green: number }> {
  return talker.run((tile) => {
    const video = document.querySelector<HTMLVideoElement>(`#${tile} video`);
    const [width, height] = [320, 180];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!video?.videoWidth || !context) return { edges: 0, green: 0 };
    context.drawImage(video, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    let edges = 0;
    let green = 0;
    for (let i = 0; i < data.length - 4; i += 4) {
      edges += Math.abs((data[i] ?? 0) - (data[i + 4] ?? 0));
      if ((data[i + 1] ?? 0) > 120 && (data[i] ?? 0) < 80 && (data[i + 2] ?? 0) < 80) green++;
    }
    return { edges: edges / (width * height), green: green / (width * height) };
  }, tile);
}

/** Power of what is heard within about a second, in dB of the loudest. */
async function loudness(talker: Talker): Promise<number> {
  return talker.run(async () => {
    const measure = async () => {
      const sum = { energy: 0, seconds: 0 };
      for (const peer of window.witness.peers) {
        for (const report of ((await peer.getStats()) as unknown as Map<string, Record<string, unknown>>).values()) {
          if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
          sum.energy += Number(report.totalAudioEnergy ?? 0);
          sum.seconds += Number(report.totalSamplesDuration ?? 0);
        }
      }
      return sum;
    };
    const before = await measure();
    let after = before;
    while (after.seconds < before.seconds + 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      after = await measure();
    }
    return 10 * Math.log10((after.energy - before.energy) / (after.seconds - before.seconds) + 1e-12);
  });
}

test('blur and image behind a user reach the others, over camera and device changes, from this server only', async ({
  server,
  talker,
}) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  const hosts = new Set<string>();
  alice.page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) hosts.add(new URL(request.url()).host);
  });
  await bob.tile('alice', 640, 360);
  await alice.tile('own', 320, 180);
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera('own'));
  await bob.watch('alice', 'alice');
  const edges = async () => (await look(bob, 'alice')).edges;
  const green = async () => (await look(bob, 'alice')).green;
  await expect.poll(edges, { timeout: 30_000 }).toBeGreaterThan(20);
  const sharp = await edges();
  expect(hosts, 'nothing was loaded for effects yet').toEqual(new Set([new URL(server.url).host]));

  await alice.do((engine) => engine.setBlurBackground(3));
  await expect.poll(edges, { message: 'blurred', timeout: 30_000 }).toBeLessThan(sharp / 3);
  await bob.moves('alice');
  // The user sees themselves as the others do.
  await expect.poll(async () => (await look(alice, 'own')).edges).toBeLessThan(sharp / 3);

  await alice.do((engine) => engine.closeCamera());
  await alice.do((engine) => engine.openCamera('own'));
  await bob.hears('onUserVideoAvailable', ({ isVideoAvailable }) => isVideoAvailable);
  await expect.poll(edges, { message: 'blurred after the camera was off' }).toBeGreaterThan(0);
  expect(await edges()).toBeLessThan(sharp / 3);

  await alice.do((engine) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const context = canvas.getContext('2d');
    if (context) context.fillStyle = '#00c000';
    context?.fillRect(0, 0, 64, 36);
    return engine.setVirtualBackground(canvas.toDataURL());
  });
  await expect.poll(green, { message: 'before the image', timeout: 30_000 }).toBeGreaterThan(0.8);

  await alice.do((engine) => engine.setBlurBackground(0));
  await expect.poll(edges, { message: 'as it is', timeout: 30_000 }).toBeGreaterThan(sharp / 2);
  expect(hosts).toEqual(new Set([new URL(server.url).host]));
});

test('noise goes, also with another microphone, and comes back', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openMicrophone());
  const heard = () => loudness(bob);
  await expect.poll(heard, { message: 'noise', timeout: 30_000 }).toBeGreaterThan(-40);

  await alice.do((engine) => engine.enableAIVoice(true));
  await expect.poll(heard, { message: 'no noise', timeout: 30_000 }).toBeLessThan(-60);
  await alice.do(async (engine) => {
    const [, other] = await engine.getDeviceList('microphones');
    if (other) await engine.switchDevice({ deviceType: 'microphone', deviceId: other.deviceId });
  });
  await expect.poll(heard, { message: 'no noise there', timeout: 30_000 }).toBeLessThan(-60);

  await alice.do((engine) => engine.enableAIVoice(false));
  await expect.poll(heard, { message: 'noise again', timeout: 30_000 }).toBeGreaterThan(-40);
});

test('what was wished before the call is there in it; a browser that cannot says so', async ({ talker }) => {
  const alice = await talker('alice', /nothing\.png/);
  const bob = await talker('bob');
  await bob.tile('alice', 640, 360);
  await alice.do((engine) => engine.setBlurBackground(2));
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera());
  await bob.watch('alice', 'alice');
  await expect.poll(async () => (await bob.shown('alice')).frames, { timeout: 30_000 }).toBeGreaterThan(10);
  expect((await look(bob, 'alice')).edges).toBeLessThan(20);
  await expect(alice.do((engine) => engine.setVirtualBackground('/nothing.png'))).rejects.toThrow(
    /could not be loaded/,
  );

  await bob.run(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
  await bob.run(() => Reflect.deleteProperty(window, 'AudioWorkletNode'));
  await expect(bob.do((engine) => engine.setBlurBackground(1))).rejects.toThrow(/this browser lacks WebGL 2/);
  await expect(bob.do((engine) => engine.enableAIVoice(true))).rejects.toThrow(
    /noise: this browser lacks audio worklets/,
  );
});

test('an effect that is too much for the machine leaves the page time, and can be taken off', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await bob.tile('alice', 640, 360);
  await alice.tile('own', 320, 180);
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openCamera('own'));
  await bob.watch('alice', 'alice');
  const edges = async () => (await look(bob, 'alice')).edges;
  await expect.poll(edges, { timeout: 30_000 }).toBeGreaterThan(20);
  const sharp = await edges();
  const machine = await alice.page.context().newCDPSession(alice.page);
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 4 });

  await alice.do((engine) => engine.setBlurBackground(2));
  await expect.poll(edges, { message: 'blurred', timeout: 30_000 }).toBeLessThan(sharp / 2);
  // A page that has time for nothing but pictures gets about one turn for each.
  expect(await turns(alice), 'turns within two seconds').toBeGreaterThan(200);
  await alice.do((engine) => engine.setBlurBackground(0));
  await machine.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await expect.poll(edges, { message: 'as it is', timeout: 30_000 }).toBeGreaterThan(sharp / 2);
});

test('an effect may be taken off before its first picture was shown', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  await bob.tile('alice', 640, 360);
  await talk([alice, bob], {});
  await alice.do((engine) => Promise.all([engine.openMicrophone(), engine.openCamera()]));
  await bob.watch('alice', 'alice');
  for (let i = 0; i < 5; i++) {
    await alice.do((engine) => Promise.all([engine.setBlurBackground(2), engine.enableAIVoice(true)]));
    await alice.do((engine) => Promise.all([engine.setBlurBackground(0), engine.enableAIVoice(false)]));
  }
  expect(await turns(alice), 'turns within two seconds').toBeGreaterThan(200);
  await bob.moves('alice');
});

/** How often the page gets a turn of its own within two seconds, if it asks for the next one at once. */
async function turns(talker: Talker): Promise<number> {
  return talker.run(
    () =>
      new Promise<number>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        const end = performance.now() + 2000;
        let had = 0;
        port1.onmessage = () => {
          had++;
          if (performance.now() < end) port2.postMessage(0);
          else resolve(had);
        };
        port2.postMessage(0);
      }),
  );
}

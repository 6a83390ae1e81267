import type { LocalVideoTrack, Room } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeFrames, leaveTime } from './effect-background';
import { AudioEffect, VideoEffect } from './effects';
import { Camera } from './media-camera';
import type { Background } from './media';
import { Microphone } from './media-microphone';
import { Outlet } from './outlet';

/** Makes processors that come up when the test says so. */
const made: object[] = [];
vi.mock('@livekit/track-processors', () => ({
  supportsBackgroundProcessors: () => true,
  BackgroundProcessor: () => {
    const processor = { transformer: { transform: vi.fn(), destroy: vi.fn() }, switchTo: vi.fn() };
    made.push(processor);
    return processor;
  },
}));

const opened: FakeTrack[] = [];
vi.mock('livekit-client', async (original) => ({
  ...(await original<object>()),
  createLocalVideoTrack: () => open(),
  createLocalAudioTrack: () => open(),
}));

function open(): Promise<FakeTrack> {
  const track = new FakeTrack();
  opened.push(track);
  return Promise.resolve(track);
}

class FakeTrack {
  processor: unknown;
  stopped = false;
  /** The models are there. */
  up: () => void = () => undefined;
  getProcessor = () => this.processor;
  setProcessor = (processor: unknown) =>
    new Promise<void>((resolve) => {
      this.up = () => {
        this.processor = processor;
        resolve();
      };
    });
  stopProcessor = () => {
    this.processor = undefined;
    return Promise.resolve();
  };
  stop = () => (this.stopped = true);
  on = () => this;
}

const blur: Background = { kind: 'blur', level: 1 };
const turn = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => null }) });
  vi.stubGlobal('navigator', { mediaDevices: {} });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  opened.length = made.length = 0;
});

test('a background that comes up too late, after it was given up, does not stay', async () => {
  const track = new FakeTrack();
  const effect = new VideoEffect('/effects/');
  const failed = effect.apply(track as unknown as LocalVideoTrack, blur).catch((error: unknown) => String(error));
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await failed).toMatch('not ready within 30 s');
  track.up();
  await turn();
  expect(track.processor).toBeUndefined();
});

test('a camera whose background is not there yet is put out with everything else, at once', async () => {
  const camera = new Camera(new Outlet(), new VideoEffect('/effects/'));
  await camera.setBackground({ kind: 'real' });
  vi.spyOn(VideoEffect.prototype, 'check').mockResolvedValue();
  await camera.setBackground(blur);
  let stopped = false;
  const start = camera.start(undefined, () => stopped);
  await vi.dynamicImportSettled();
  await turn();
  const [track] = opened;
  expect([track?.stopped, made.length]).toEqual([false, 1]);
  stopped = true;
  camera.stop();
  expect(track?.stopped).toBe(true);
  track?.up();
  await start;
  expect(camera.track).toBeUndefined();
});

test.each([
  ['camera', Camera, VideoEffect],
  ['microphone', Microphone, AudioEffect],
] as const)('a %s that could not be sent is put out: the next room must not get it', async (_, Device, Effect) => {
  const sent: unknown[] = [];
  const room = (publishTrack: (track: unknown) => Promise<void>) =>
    ({ localParticipant: { getTrackPublication: () => undefined, publishTrack } }) as unknown as Room;
  const outlet = new Outlet();
  outlet.open(room(() => Promise.reject(new Error('the room is gone'))));
  const device = new Device(outlet, new Effect('/effects/') as VideoEffect & AudioEffect);
  const stopped = () => false;
  await expect(device instanceof Camera ? device.start(undefined, stopped) : device.start(stopped)).rejects.toThrow(
    'the room is gone',
  );
  expect([device.open, opened[0]?.stopped]).toEqual([false, true]);
  outlet.open(room((track) => Promise.resolve(void sent.push(track))));
  await device.publish();
  expect(sent).toEqual([]);
});

describe('pictures of the camera are closed', () => {
  const picture = () => {
    const close = vi.fn();
    return { frame: { close } as unknown as VideoFrame, close };
  };
  type Transformer = Parameters<typeof closeFrames>[0]['transformer'];
  const around = (transform: Transformer['transform']) => {
    const transformer = { transform, destroy: vi.fn(() => Promise.resolve()) } as unknown as Transformer;
    closeFrames({ transformer });
    return transformer;
  };

  test('if the effect is taken off while one is held', async () => {
    const held = picture();
    const transformer = around(() => new Promise(() => undefined)); // waits for a picture to be shown
    void transformer.transform(held.frame, { enqueue: vi.fn() } as never);
    await transformer.destroy();
    expect(held.close).toHaveBeenCalledOnce();
  });

  test('if nobody takes a new one any more', async () => {
    const made = picture();
    const gone = () => {
      throw new TypeError('the stream is closed');
    };
    const transformer = around((_, controller) => {
      controller.enqueue(made.frame);
      return Promise.resolve();
    });
    await expect((async () => transformer.transform(picture().frame, { enqueue: gone } as never))()).rejects.toThrow(
      'closed',
    );
    expect(made.close).toHaveBeenCalledOnce();
  });

  test('once each, and not by us where they are passed on', async () => {
    const passed = picture();
    const enqueue = vi.fn();
    const transformer = around((frame, controller) => {
      controller.enqueue(frame);
      return Promise.resolve();
    });
    await transformer.transform(passed.frame, { enqueue } as never);
    await transformer.destroy();
    expect(enqueue).toHaveBeenCalledWith(passed.frame);
    expect(passed.close).not.toHaveBeenCalled();
  });
});

test('the page has half as long as a picture took; pictures that come meanwhile are left out, not sent as they are', async () => {
  const changed: number[] = [];
  const closed: number[] = [];
  const transform = async ({ timestamp }: VideoFrame) => {
    changed.push(timestamp);
    await vi.advanceTimersByTimeAsync(100);
  };
  const transformer = { transform } as unknown as Parameters<typeof leaveTime>[0]['transformer'];
  leaveTime({ transformer });
  const enqueue = vi.fn();
  const show = (timestamp: number) => {
    const frame = { timestamp, close: () => closed.push(timestamp) } as unknown as VideoFrame;
    return transformer.transform(frame, { enqueue } as never);
  };
  await show(1); // until 100
  await show(2);
  await vi.advanceTimersByTimeAsync(49);
  await show(3);
  await vi.advanceTimersByTimeAsync(1);
  await show(4);
  expect([changed, closed]).toEqual([
    [1, 4],
    [2, 3],
  ]);
  expect(enqueue).not.toHaveBeenCalled();
});

import type { LocalVideoTrack } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeFrames } from './effect-background';
import { VideoEffect } from './effects';
import { Camera } from './media-camera';
import type { Background } from './media';
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
  createLocalVideoTrack: () => {
    const track = new FakeTrack();
    opened.push(track);
    return Promise.resolve(track);
  },
}));

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

describe('pictures of the camera are closed', () => {
  const frame = () => ({ close: vi.fn() }) as unknown as VideoFrame & { close: ReturnType<typeof vi.fn> };
  type Transformer = Parameters<typeof closeFrames>[0]['transformer'];
  const around = (transform: Transformer['transform']) => {
    const transformer = { transform, destroy: vi.fn(() => Promise.resolve()) } as unknown as Transformer;
    closeFrames({ transformer });
    return transformer;
  };

  test('if the effect is taken off while one is held', async () => {
    const held = frame();
    const transformer = around(() => new Promise(() => undefined)); // waits for a picture to be shown
    void transformer.transform(held, { enqueue: vi.fn() } as never);
    await transformer.destroy();
    expect(held.close).toHaveBeenCalledOnce();
  });

  test('if nobody takes a new one any more', async () => {
    const made = frame();
    const gone = () => {
      throw new TypeError('the stream is closed');
    };
    const transformer = around((_, controller) => Promise.resolve(controller.enqueue(made)));
    await expect((async () => transformer.transform(frame(), { enqueue: gone } as never))()).rejects.toThrow('closed');
    expect(made.close).toHaveBeenCalledOnce();
  });

  test('once each, and not by us where they are passed on', async () => {
    const passed = frame();
    const enqueue = vi.fn();
    const transformer = around((picture, controller) => Promise.resolve(controller.enqueue(picture)));
    await transformer.transform(passed, { enqueue } as never);
    await transformer.destroy();
    expect(enqueue).toHaveBeenCalledWith(passed);
    expect(passed.close).not.toHaveBeenCalled();
  });
});

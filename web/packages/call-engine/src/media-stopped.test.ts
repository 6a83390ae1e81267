import { createLocalScreenTracks, createLocalVideoTrack, Track, type LocalTrack, type Room } from 'livekit-client';
import { beforeEach, expect, test, vi } from 'vitest';
import { LocalCapture } from './media-capture';

vi.mock('livekit-client', async (actual) => ({
  ...(await actual<typeof import('livekit-client')>()),
  createLocalVideoTrack: vi.fn(),
  createLocalScreenTracks: vi.fn(),
}));

/** A track that is live or not, and takes as long to restart as the test wants. */
class FakeTrack {
  kind = Track.Kind.Video;
  live = true;
  isMuted = false;
  mediaStreamTrack = { getSettings: () => ({}) };
  restarts: (() => void)[] = [];
  readonly on = () => this;
  readonly once = () => this;
  readonly getProcessor = () => undefined;
  source: Track.Source;

  constructor(source: Track.Source) {
    this.source = source;
  }

  mute(): Promise<void> {
    this.isMuted = true;
    this.live = false;
    return Promise.resolve();
  }

  /** As the library's: it opens the camera again where it is muted. */
  unmute(): Promise<void> {
    if (this.isMuted) this.live = true;
    this.isMuted = false;
    return Promise.resolve();
  }

  restartTrack(): Promise<void> {
    return new Promise((done) => this.restarts.push(done));
  }

  stop(): void {
    this.live = false;
  }
}

let capture: LocalCapture;

beforeEach(() => {
  vi.stubGlobal('navigator', { mediaDevices: { getDisplayMedia: vi.fn() } });
  capture = new LocalCapture('/', () => undefined);
});

test('a camera that is stopped while it changes stays off', async () => {
  const track = new FakeTrack(Track.Source.Camera);
  vi.mocked(createLocalVideoTrack).mockResolvedValue(track as never);
  const open = () => capture.inTurn((stopped) => capture.camera.start(undefined, stopped));
  await open();
  await capture.inTurn(() => capture.camera.close());
  await capture.inTurn(() => capture.camera.use('other'));
  const opening = open();
  await vi.waitFor(() => expect(track.restarts).toHaveLength(1));
  capture.stop();
  track.restarts[0]?.();
  await opening;
  expect(track.live).toBe(false);
});

test('a screen that is chosen while everything stops is not captured', async () => {
  const [before, after] = [new FakeTrack(Track.Source.ScreenShare), new FakeTrack(Track.Source.ScreenShare)];
  vi.mocked(createLocalScreenTracks)
    .mockResolvedValueOnce([before as never])
    .mockResolvedValueOnce([after as never]);
  let sent: LocalTrack | undefined;
  let unpublished: (() => void) | undefined;
  const room = {
    localParticipant: {
      getTrackPublication: () => (sent ? { track: sent } : undefined),
      publishTrack: (track: LocalTrack) => Promise.resolve((sent = track)),
      unpublishTrack: () => new Promise<void>((done) => (unpublished = done)),
    },
  };
  await capture.sendTo(room as unknown as Room);
  const share = () => capture.inTurn((stopped) => capture.screen.start(false, undefined, stopped));
  await share();
  const again = share();
  await vi.waitFor(() => expect(unpublished).toBeDefined());
  capture.stop();
  unpublished?.();
  await again;
  expect([before.live, after.live]).toEqual([false, false]);
});

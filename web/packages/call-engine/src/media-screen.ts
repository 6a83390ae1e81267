import { createLocalScreenTracks, ScreenSharePresets, Track, TrackEvent, type LocalTrack } from 'livekit-client';
import { attempt } from './device-error';
import type { Outlet } from './outlet';
import { VideoView } from './video-view';

/** A sharp picture that moves little, and a small one for those who show it small. */
const { resolution, encoding } = ScreenSharePresets.h1080fps15;
const SENT = { screenShareEncoding: encoding, screenShareSimulcastLayers: [ScreenSharePresets.h360fps15] };

/** What this device shares of its screen, and the sound that belongs to it. */
export class Screen {
  readonly #outlet: Outlet;
  readonly #told: (available: boolean) => void;
  #video: LocalTrack | undefined;
  #audio: LocalTrack | undefined;
  #view: VideoView | undefined;

  /** @param told when it is shared, and when it is not any more, whoever ended it */
  constructor(outlet: Outlet, told: (available: boolean) => void) {
    this.#outlet = outlet;
    this.#told = told;
  }

  /** Asks the user what to share. Sharing already, it asks again and goes over to that. */
  async start(audio: boolean, parent: HTMLElement | undefined, stopped: () => boolean): Promise<void> {
    const tracks = await attempt('screen', () =>
      createLocalScreenTracks({
        audio: audio && { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
        systemAudio: audio ? 'include' : 'exclude',
        selfBrowserSurface: 'exclude',
        surfaceSwitching: 'include',
        contentHint: 'detail',
        resolution,
      }),
    );
    if (!stopped()) await this.stop(); // the one before
    if (stopped()) {
      for (const track of tracks) track.stop();
      return;
    }
    this.#video = tracks.find(({ kind }) => kind === Track.Kind.Video);
    this.#audio = tracks.find(({ kind }) => kind === Track.Kind.Audio);
    const video = this.#video;
    video?.once(TrackEvent.Ended, () => {
      if (this.#video === video) void this.stop(); // in the browser's own bar
    });
    if (parent) {
      this.#view = new VideoView(parent, 'contain');
      this.#view.show(video);
    }
    await this.publish();
    if (!stopped()) this.#told(true);
  }

  async publish(): Promise<void> {
    if (this.#video) await this.#outlet.publish(this.#video, SENT);
    if (this.#audio) await this.#outlet.publish(this.#audio, { dtx: false, red: false });
  }

  async stop(): Promise<void> {
    const tracks = [this.#video, this.#audio].filter((track) => track !== undefined);
    this.end();
    for (const track of tracks) await this.#outlet.unpublish(track);
  }

  /** Captures nothing, at once. */
  end(): void {
    const shared = this.#video !== undefined;
    this.#view?.remove();
    this.#view = undefined;
    this.#video?.stop();
    this.#audio?.stop();
    this.#video = this.#audio = undefined;
    if (shared) this.#told(false);
  }
}

import {
  createLocalVideoTrack,
  TrackEvent,
  VideoPreset,
  type LocalVideoTrack,
  type VideoCaptureOptions,
} from 'livekit-client';
import type { VideoEffect } from './effects';
import { attempt } from './device-error';
import type { Background, Drawing } from './media';
import type { Outlet } from './outlet';
import type { VideoQuality } from './types';
import { VideoView } from './video-view';

/** What is captured, and the smaller pictures that are sent beside it for those who show it small. */
interface Layers {
  full: VideoPreset;
  small: VideoPreset[];
}

/** Width, height, bits and frames per second. */
const qualities: Record<VideoQuality, Layers> = {
  '360p': { full: new VideoPreset(640, 360, 450_000, 20), small: [new VideoPreset(320, 180, 160_000, 20)] },
  '480p': { full: new VideoPreset(640, 480, 600_000, 20), small: [new VideoPreset(320, 240, 200_000, 20)] },
  '540p': {
    full: new VideoPreset(960, 540, 800_000, 25),
    small: [new VideoPreset(320, 180, 160_000, 20), new VideoPreset(480, 270, 350_000, 20)],
  },
  '720p': {
    full: new VideoPreset(1280, 720, 1_700_000, 30),
    small: [new VideoPreset(320, 180, 160_000, 20), new VideoPreset(640, 360, 450_000, 20)],
  },
  '1080p': {
    full: new VideoPreset(1920, 1080, 3_000_000, 30),
    small: [new VideoPreset(320, 180, 160_000, 20), new VideoPreset(960, 540, 800_000, 25)],
  },
};

/**
 * This device's camera, off until it is opened. It remembers what was wished of it, so that the camera that is opened
 * next is as the one before.
 */
export class Camera {
  readonly #outlet: Outlet;
  readonly #effect: VideoEffect;
  #track: LocalVideoTrack | undefined;
  /** One that is open, and not used before the wished background is in front of it. */
  #coming: LocalVideoTrack | undefined;
  #view: VideoView | undefined;
  /** Whether it is to be on. */
  #open = false;
  /** Whether the device went away from under the track. */
  #lost = false;
  #quality: VideoQuality = '720p';
  /** The quality that it was sent with. */
  #sent: VideoQuality | undefined;
  #background: Background = { kind: 'real' };
  #drawing: Drawing = {};
  /** A device, or the side that it looks to, or neither: the browser's choice. */
  #which: { device: string } | { side: 'front' | 'back' } | undefined;
  /** Whether the track was opened with other wishes than those of now. */
  #stale = false;

  constructor(outlet: Outlet, effect: VideoEffect) {
    this.#outlet = outlet;
    this.#effect = effect;
  }

  get track(): LocalVideoTrack | undefined {
    return this.#track;
  }

  get open(): boolean {
    return this.#open;
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** @param stopped whether it was stopped meanwhile; then it must not stay on */
  async start(parent: HTMLElement | undefined, stopped: () => boolean): Promise<void> {
    if (!this.#track) await this.#capture(stopped);
    else if (this.#stale) await this.#renew();
    else await attempt('camera', async () => this.#track?.unmute());
    if (stopped()) return;
    this.#open = true;
    if (parent) {
      this.#view?.remove();
      this.#view = new VideoView(parent, 'cover', this.#mirrored);
      this.#view.draw(this.#drawing);
    }
    this.#view?.show(this.#track);
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#view?.remove();
    this.#view = undefined;
    await this.#track?.mute();
  }

  async use(device: string): Promise<void> {
    this.#which = { device };
    await this.#restart();
  }

  async face(side: 'front' | 'back'): Promise<void> {
    this.#which = { side };
    await this.#restart();
  }

  async setQuality(quality: VideoQuality): Promise<void> {
    if (quality === this.#quality) return;
    this.#quality = quality;
    await this.#restart();
  }

  async setBackground(background: Background): Promise<void> {
    await this.#effect.check(background);
    if (this.#track) await this.#effect.apply(this.#track, background);
    this.#background = background;
  }

  draw(how: Drawing): void {
    Object.assign(this.#drawing, how);
    this.#view?.draw(how);
  }

  /** Somebody else muted it: so it stays until it is opened again. Says whether it was on. */
  taken(): boolean {
    const was = this.#open && !this.#lost;
    if (was) this.#open = false;
    return was;
  }

  stop(): void {
    this.#open = this.#stale = this.#lost = false;
    this.#drawing = {};
    this.#view?.remove();
    this.#view = undefined;
    for (const track of [this.#track, this.#coming]) track?.stop();
    this.#effect.forget();
    this.#track = this.#coming = undefined;
  }

  /** Sends what it captures to whoever the outlet sends to now. */
  async publish(): Promise<void> {
    const track = this.#track;
    if (!track) return;
    const { full, small } = qualities[this.#quality];
    await this.#outlet.publish(track, { videoEncoding: full.encoding, videoSimulcastLayers: small });
    this.#sent = this.#quality;
  }

  async #capture(stopped: () => boolean): Promise<void> {
    const track = await attempt('camera', () => createLocalVideoTrack(this.#wishes('ideal')));
    if (!stopped()) {
      this.#coming = track;
      try {
        // A picture without the wished background must not get out.
        await this.#effect.apply(track, this.#background);
      } catch (error) {
        track.stop();
        if (!stopped()) throw error;
      } finally {
        if (this.#coming === track) this.#coming = undefined;
      }
    }
    if (stopped()) {
      track.stop();
      this.#effect.forget();
      return;
    }
    this.#track = track;
    track.on(TrackEvent.Ended, () => (this.#lost = true)).on(TrackEvent.Restarted, () => (this.#lost = false));
    await this.publish();
  }

  async #restart(): Promise<void> {
    if (this.#open) await this.#renew();
    else this.#stale = this.#track !== undefined; // restarting would switch it on
  }

  /** Opens it again, as it is wished now. */
  async #renew(): Promise<void> {
    const track = this.#track;
    if (!track) return;
    await attempt('camera', async () => {
      await track.restartTrack(this.#wishes('exact'));
      if (this.#track === track) await track.unmute(); // it would come on again
    });
    if (this.#track !== track) return; // stopped meanwhile
    this.#stale = false;
    if (this.#view) this.#view.mirrored = this.#mirrored;
    if (this.#sent === this.#quality) return;
    // The media server chooses layers by the sizes that it was told at first: it is told anew.
    await this.#outlet.unpublish(track);
    await this.publish();
  }

  /** As in a mirror, unless it is the one that looks away. */
  get #mirrored(): boolean {
    const side = this.#track?.mediaStreamTrack.getSettings().facingMode;
    const wished = this.#which && 'side' in this.#which ? this.#which.side : 'front';
    return side ? side !== 'environment' : wished === 'front';
  }

  #wishes(how: 'exact' | 'ideal'): VideoCaptureOptions {
    const { resolution } = qualities[this.#quality].full;
    const which = this.#which;
    if (!which) return { resolution };
    if ('device' in which) return { resolution, deviceId: { [how]: which.device } };
    return { resolution, facingMode: which.side === 'front' ? 'user' : 'environment' };
  }
}

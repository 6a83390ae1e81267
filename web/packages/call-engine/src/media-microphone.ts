import { createLocalAudioTrack, TrackEvent, type LocalAudioTrack } from 'livekit-client';
import { attempt } from './device-error';
import type { AudioEffect } from './effects';
import type { Outlet } from './outlet';

/** This device's microphone: not captured until it is opened, muted when it is closed. It remembers what was wished of it. */
export class Microphone {
  readonly #outlet: Outlet;
  readonly #effect: AudioEffect;
  #track: LocalAudioTrack | undefined;
  /** One that is open, and not used before the noise is taken out. */
  #coming: LocalAudioTrack | undefined;
  /** Whether it is to be on. */
  #open = false;
  /** Whether the device went away from under the track. */
  #lost = false;
  #device: string | undefined;
  #quiet = false;

  constructor(outlet: Outlet, effect: AudioEffect) {
    this.#outlet = outlet;
    this.#effect = effect;
  }

  get track(): LocalAudioTrack | undefined {
    return this.#track;
  }

  get open(): boolean {
    return this.#open;
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** @param stopped whether it was stopped meanwhile; then it must not stay on */
  async start(stopped: () => boolean): Promise<void> {
    if (this.#track) await attempt('microphone', async () => this.#track?.unmute());
    else await this.#capture(stopped);
    if (!stopped()) this.#open = true;
  }

  async close(): Promise<void> {
    this.#open = false;
    await this.#track?.mute();
  }

  async use(device: string): Promise<void> {
    this.#device = device;
    const track = this.#track;
    if (!track) return;
    await attempt('microphone', async () => {
      await track.setDeviceId({ exact: device });
      if (this.#open) await track.unmute();
    });
  }

  async suppressNoise(on: boolean): Promise<void> {
    if (on) this.#effect.check();
    if (this.#track) await this.#effect.apply(this.#track, on);
    this.#quiet = on;
  }

  async publish(): Promise<void> {
    const track = this.#track;
    if (!track) return;
    await this.#effect.apply(track, this.#quiet); // a room that was lost may have taken it along
    await this.#outlet.publish(track);
  }

  /** Somebody else muted it: so it stays until it is opened again. Says whether it was on. */
  taken(): boolean {
    const was = this.#open && !this.#lost;
    if (was) this.#open = false;
    return was;
  }

  stop(): void {
    this.#open = this.#lost = false;
    for (const track of [this.#track, this.#coming]) track?.stop();
    this.#effect.forget();
    this.#track = this.#coming = undefined;
  }

  async #capture(stopped: () => boolean): Promise<void> {
    const device = this.#device;
    const track = await attempt('microphone', () =>
      createLocalAudioTrack({
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        ...(device ? { deviceId: { ideal: device } } : {}),
      }),
    );
    if (!stopped()) {
      this.#coming = track;
      try {
        await this.#effect.apply(track, this.#quiet);
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
    try {
      await this.publish();
    } catch (error) {
      // It counts as closed: left as it is, the next room would get it.
      if (this.#track === track) this.stop();
      throw error;
    }
  }
}

import type { Room } from 'livekit-client';
import { noneLeft } from './device-error';
import { AudioEffect, VideoEffect } from './effects';
import type { CallError } from './errors';
import { Camera } from './media-camera';
import { Microphone } from './media-microphone';
import { Screen } from './media-screen';
import { Outlet } from './outlet';
import type { DeviceInfo } from './types';

/**
 * What this device sends: camera, microphone, screen. They are captured when they are opened and not before; a room, once
 * there is one, gets what is open. One thing at a time happens to them.
 */
export class LocalCapture {
  readonly #outlet = new Outlet();
  readonly camera: Camera;
  readonly microphone: Microphone;
  readonly screen: Screen;
  /** Counts stops, so that a device that comes up after a stop is put out again. */
  #stops = 0;
  #queue: Promise<void> = Promise.resolve();

  /**
   * @param effects where the files of the effects are; ends in a slash
   * @param onScreen told when a screen is shared, and when it is not any more
   */
  constructor(effects: string, onScreen: (available: boolean) => void) {
    this.camera = new Camera(this.#outlet, new VideoEffect(effects));
    this.microphone = new Microphone(this.#outlet, new AudioEffect(effects));
    this.screen = new Screen(this.#outlet, onScreen);
  }

  /** The device that captures now; empty while none does. */
  async current(capture: 'camera' | 'microphone'): Promise<string> {
    const { open, track } = this[capture];
    return (open && track && !track.isMuted && (await track.getDeviceId(false))) || '';
  }

  /** Sends what is open into a room, and what is opened later. Done when what is open, or opening, is sent. */
  async sendTo(room: Room): Promise<void> {
    this.#outlet.open(room);
    await this.inTurn(async () => {
      await this.microphone.publish();
      await this.camera.publish();
      await this.screen.publish();
    });
  }

  /** Sends nothing any more; captures on, so that another room can be entered. */
  detach(): void {
    this.#outlet.close();
  }

  /** Puts everything out, at once. */
  stop(): void {
    this.#stops++;
    this.#outlet.close();
    this.camera.stop();
    this.microphone.stop();
    this.screen.end();
  }

  /**
   * Goes over to another device where the one in use is gone.
   *
   * @returns what is lost, where there is none
   */
  recover(lists: Record<'camera' | 'microphone', DeviceInfo[]>): Promise<CallError[] | undefined> {
    return this.inTurn(async () => {
      const lost: CallError[] = [];
      for (const capture of ['camera', 'microphone'] as const) {
        const { open, lost: gone, track } = this[capture];
        if (!open || !track) continue;
        const id = await track.getDeviceId(false);
        if (!gone && lists[capture].some(({ deviceId }) => deviceId === id)) continue;
        if (!(await this.#another(capture, lists[capture]))) lost.push(noneLeft(capture));
      }
      return lost;
    });
  }

  async #another(capture: 'camera' | 'microphone', list: DeviceInfo[]): Promise<boolean> {
    for (const { deviceId } of list) {
      try {
        await this[capture].use(deviceId);
        return true;
      } catch {
        // the next one
      }
    }
    await this[capture].close();
    return false;
  }

  /** One thing at a time: a close that follows an open must not overtake it. What waits when everything stops is not done. */
  inTurn<T>(work: (stopped: () => boolean) => Promise<T>): Promise<T | undefined> {
    const stops = this.#stops;
    const stopped = () => stops !== this.#stops;
    const done = this.#queue.then(() => (stopped() ? undefined : work(stopped)));
    this.#queue = done.then(
      () => undefined,
      () => undefined, // told to whoever asked for it
    );
    return done;
  }
}

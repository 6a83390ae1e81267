import {
  createLocalAudioTrack,
  createLocalVideoTrack,
  VideoPresets,
  type LocalAudioTrack,
  type LocalTrack,
  type LocalVideoTrack,
  type Room,
} from 'livekit-client';
import { captureForbidden, deviceError, type Capture } from './device-error';
import { VideoView } from './video-view';

/**
 * This device's camera and microphone. They are captured when they are opened and not before; a room, once there is one,
 * gets what is open. A closed camera is off, a closed microphone is muted.
 */
export class LocalCapture {
  #camera: LocalVideoTrack | undefined;
  #microphone: LocalAudioTrack | undefined;
  #view: VideoView | undefined;
  #room: Room | undefined;
  readonly #chosen: { camera?: string; microphone?: string } = {};
  /** Counts stops, so that a device that comes up after a stop is put out again. */
  #stops = 0;
  #queue: Promise<void> = Promise.resolve();

  openCamera(parent: HTMLElement | undefined): Promise<void> {
    return this.#inTurn(async (stopped) => {
      if (this.#camera) {
        await attempt('camera', () => this.#camera?.unmute());
      } else {
        const { camera } = this.#chosen;
        const track = await attempt('camera', () =>
          createLocalVideoTrack({
            resolution: VideoPresets.h720.resolution,
            ...(camera ? { deviceId: { ideal: camera } } : {}),
          }),
        );
        if (stopped()) {
          track.stop();
          return;
        }
        this.#camera = track;
        await this.#publish(track);
      }
      if (parent) {
        this.#view?.remove();
        this.#view = new VideoView(parent);
      }
      this.#view?.show(this.#camera);
    });
  }

  closeCamera(): Promise<void> {
    return this.#inTurn(async () => {
      this.#view?.remove();
      this.#view = undefined;
      await this.#camera?.mute();
    });
  }

  openMicrophone(): Promise<void> {
    return this.#inTurn(async (stopped) => {
      if (this.#microphone) {
        await attempt('microphone', () => this.#microphone?.unmute());
        return;
      }
      const { microphone } = this.#chosen;
      const track = await attempt('microphone', () =>
        createLocalAudioTrack({
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
          ...(microphone ? { deviceId: { ideal: microphone } } : {}),
        }),
      );
      if (stopped()) {
        track.stop();
        return;
      }
      this.#microphone = track;
      await this.#publish(track);
    });
  }

  closeMicrophone(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#microphone?.mute();
    });
  }

  /** Uses a device from now on. */
  use(capture: Capture, deviceId: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#chosen[capture] = deviceId;
      const track = capture === 'camera' ? this.#camera : this.#microphone;
      await attempt(capture, () => track?.setDeviceId({ exact: deviceId }));
    });
  }

  /** The device that captures now; empty while none does. */
  current(capture: Capture): string {
    const track = capture === 'camera' ? this.#camera : this.#microphone;
    return track && !track.isMuted ? (track.mediaStreamTrack.getSettings().deviceId ?? '') : '';
  }

  /** Sends what is open into a room, and what is opened later. Done when what is open, or opening, is sent. */
  sendTo(room: Room): Promise<void> {
    this.#room = room;
    return this.#inTurn(async () => {
      for (const track of [this.#microphone, this.#camera]) {
        if (track) await this.#publish(track);
      }
    });
  }

  /** Sends nothing any more; captures on, so that another room can be entered. */
  detach(): void {
    this.#room = undefined;
  }

  /** Puts everything out, at once. */
  stop(): void {
    this.#stops++;
    this.#room = undefined;
    this.#view?.remove();
    this.#view = undefined;
    this.#camera?.stop();
    this.#microphone?.stop();
    this.#camera = this.#microphone = undefined;
  }

  async #publish(track: LocalVideoTrack | LocalAudioTrack): Promise<void> {
    const me = this.#room?.localParticipant;
    if (me?.getTrackPublication(track.source)?.track === track) return;
    await me?.publishTrack(track as LocalTrack);
  }

  /** One thing at a time: a close that follows an open must not overtake it. */
  #inTurn(work: (stopped: () => boolean) => Promise<void>): Promise<void> {
    const stops = this.#stops;
    const stopped = () => stops !== this.#stops;
    const done = this.#queue.then(() => (stopped() ? undefined : work(stopped)));
    this.#queue = done.catch(() => undefined); // told to whoever asked for it
    return done;
  }
}

async function attempt<T>(capture: Capture, open: () => Promise<T>): Promise<T>;
async function attempt<T>(capture: Capture, open: () => Promise<T> | undefined): Promise<T | undefined>;
async function attempt<T>(capture: Capture, open: () => Promise<T> | undefined): Promise<T | undefined> {
  const forbidden = captureForbidden(capture);
  if (forbidden) throw forbidden;
  try {
    return await open();
  } catch (error) {
    throw deviceError(capture, error);
  }
}

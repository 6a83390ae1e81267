import { captureForbidden, deviceError, type Capture } from './device-error';
import type { CallError } from './errors';
import type { DeviceCheckOptions, DevicePermission } from './documented-types';

type Device = Exclude<Capture, 'screen'>;

const constraints = { microphone: { audio: true }, camera: { video: true } } as const;

/** Whether the page may use the camera and the microphone, as far as the browser tells without asking the user. */
export class Permission {
  readonly #state: Partial<Record<Device, PermissionState>> = {};
  #over = new AbortController();
  #watching: Promise<unknown> | undefined;

  /** Learns of every change from now on. */
  watch(): void {
    this.#watching ??= Promise.all([this.#watch('microphone'), this.#watch('camera')]);
  }

  /** Learns of no more, until it is to watch again. */
  close(): void {
    this.#over.abort();
    this.#over = new AbortController();
    this.#watching = undefined;
  }

  known(): DevicePermission {
    return { audio: this.#state.microphone === 'granted', video: this.#state.camera === 'granted' };
  }

  /** Takes note of how an attempt to use a device went. */
  note(device: Device, allowed: boolean): void {
    this.#state[device] = allowed ? 'granted' : 'denied';
  }

  /** Why the microphone cannot be used, without asking the user; undefined if it can, or if nobody knows. */
  async microphoneRefused(): Promise<CallError | undefined> {
    const forbidden = captureForbidden('microphone');
    if (forbidden) return forbidden;
    await this.#watching;
    if (this.#state.microphone !== 'denied') return undefined;
    return deviceError('microphone', new DOMException('Permission denied', 'NotAllowedError'));
  }

  /** Asks the user where necessary. False if one of the devices may not or cannot be used. */
  async check({ microphone = false, camera = false }: DeviceCheckOptions): Promise<boolean> {
    const wanted = [...(microphone ? (['microphone'] as const) : []), ...(camera ? (['camera'] as const) : [])];
    for (const device of wanted) if (!(await this.#try(device))) return false;
    return true;
  }

  async #try(device: Device): Promise<boolean> {
    if (captureForbidden(device)) return false;
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints[device]);
      for (const track of stream.getTracks()) track.stop();
      this.note(device, true);
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.note(device, false);
      return false;
    }
  }

  async #watch(device: Device): Promise<void> {
    if (typeof navigator === 'undefined' || !('permissions' in navigator)) return;
    try {
      const status = await navigator.permissions.query({ name: device });
      this.#state[device] = status.state;
      const changed = () => (this.#state[device] = status.state);
      status.addEventListener('change', changed, { signal: this.#over.signal });
    } catch {
      // Not every browser tells about these two; attempts to use them do.
    }
  }
}

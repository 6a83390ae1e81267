import type { CallError } from './errors';
import type { DeviceInfo, DeviceKind, DevicesEvent, NetworkQualityEvent, ObjectFit, VoiceVolumeEvent } from './types';

/** What the engine wants from a media room's client. */
export interface MediaClient {
  /** Enters a room and sends what is captured. Fails if it cannot; then it is as it was. */
  join(url: string, token: string): Promise<void>;
  /** Leaves at once, without waiting for anybody, and stops capturing and showing. Always possible. */
  leave(): void;
  /** Listens to nothing any more. After it nothing is called. */
  close(): void;

  openCamera(view: HTMLElement | undefined): Promise<void>;
  closeCamera(): Promise<void>;
  openMicrophone(): Promise<void>;
  closeMicrophone(): Promise<void>;
  /** Shows a member's camera in an element, now or as soon as there is one. */
  showRemote(user: string, view: HTMLElement, fit: ObjectFit): void;
  hideRemote(user: string): void;

  devices(kind: DeviceKind): Promise<DeviceInfo[]>;
  /** Uses a device from now on, also for what is opened later. */
  use(kind: DeviceKind, deviceId: string): Promise<void>;
  /** Plays the others' voices after the browser wanted a click first. */
  resumeAudio(): Promise<void>;
}

/** Told what happens in the room. */
export interface MediaListener {
  onVideo(user: string, available: boolean): void;
  onAudio(user: string, available: boolean): void;
  onVolumes(event: VoiceVolumeEvent): void;
  onQuality(event: NetworkQualityEvent): void;
  onDevices(event: DevicesEvent): void;
  onState(state: 'reconnecting' | 'connected' | 'blocked'): void;
  /** The room was left without being asked to: removed, deleted, server gone. */
  onLost(reason: string): void;
  /** Something that nobody waits for failed. */
  onError(error: CallError): void;
}

/** Makes a media client. It is loaded only when it is needed: it is larger than all the rest. */
export type MediaLoader = (listener: MediaListener) => Promise<MediaClient>;

import type { CallError } from './errors';
import type {
  DeviceInfo,
  DeviceKind,
  DevicesEvent,
  NetworkQualityEvent,
  ObjectFit,
  Statistics,
  VideoQuality,
  ViewSource,
  VoiceVolumeEvent,
} from './types';
import type { CallStats } from './wire';

/** In the place of a user's name: this device's own pictures. */
export const OWN = '';

/** How a picture is drawn. What is left out stays as it was. */
export interface Drawing {
  fit?: ObjectFit;
  /** Undefined: one's own camera towards oneself is mirrored, nothing else is. */
  mirror?: boolean | undefined;
  /** Degrees, clockwise. */
  rotation?: number;
}

/** What is seen behind a user: as it is, blurred by 1 to 3, or an image. */
export type Background = { kind: 'real' } | { kind: 'blur'; level: number } | { kind: 'image'; url: string };

/** What the engine wants from a media room's client. */
export interface MediaClient {
  /**
   * Enters a room and sends what is captured. Fails if it cannot; then it is as it was. A room that it is in already goes on until
   * the other one can take its place.
   *
   * @param since when this device's part in the call began, by performance.now()
   */
  join(url: string, token: string, since: number): Promise<void>;
  /** Whether it is in a room and packets get through, as far as can be told. */
  alive(): boolean;
  /** Leaves at once, without waiting for anybody, and stops capturing and showing. Always possible. */
  leave(): void;
  /** Listens to nothing any more. After it nothing is called. */
  close(): void;

  openCamera(view: HTMLElement | undefined): Promise<void>;
  closeCamera(): Promise<void>;
  openMicrophone(): Promise<void>;
  closeMicrophone(): Promise<void>;
  /** Asks the user what to share. */
  startScreen(audio: boolean, view: HTMLElement | undefined): Promise<void>;
  stopScreen(): Promise<void>;
  /** Shows a member's camera or screen in an element, now or as soon as there is one. */
  showRemote(user: string, view: HTMLElement, source: ViewSource, fit: ObjectFit): void;
  hideRemote(user: string, source: ViewSource): void;
  /** Draws a user's pictures so, or {@link OWN}, or, undefined, everybody's. */
  draw(user: string | undefined, how: Drawing): void;

  devices(kind: DeviceKind): Promise<DeviceInfo[]>;
  /** Uses a device from now on, also for what is opened later. */
  use(kind: DeviceKind, deviceId: string): Promise<void>;
  face(position: 'front' | 'back'): Promise<void>;
  setVideoQuality(quality: VideoQuality): Promise<void>;
  setBackground(background: Background): Promise<void>;
  suppressNoise(on: boolean): Promise<void>;
  /** Plays the others' voices and pictures after the browser wanted a click first. */
  resumeAudio(): Promise<void>;
  muteRemote(mute: boolean): void;
}

/** Told what happens in the room. The user is {@link OWN} where it is about this device. */
export interface MediaListener {
  /** Of one's own: an administrator took it away, or it is back after that. */
  onVideo(user: string, available: boolean): void;
  onAudio(user: string, available: boolean): void;
  onScreen(user: string, available: boolean): void;
  onVolumes(event: VoiceVolumeEvent): void;
  onQuality(event: NetworkQualityEvent): void;
  onDevices(event: DevicesEvent): void;
  onStatistics(event: Statistics): void;
  /** How the media of this call did so far: now and then, and a last time as it is left. */
  onReport(stats: CallStats): void;
  onState(state: 'reconnecting' | 'connected' | 'blocked'): void;
  /** Nothing comes from the room any more, though somebody sends. Told again and again as long as it is so. */
  onSilence(): void;
  /** The room was left without being asked to: removed, deleted, server gone. */
  onLost(reason: string): void;
  /** Something that nobody waits for failed. */
  onError(error: CallError): void;
}

/**
 * Makes a media client. It is loaded only when it is needed: it is larger than all the rest.
 *
 * @param effects where the server has the files of {@link MediaClient.setBackground} and the like; ends in a slash
 */
export type MediaLoader = (listener: MediaListener, effects: string) => Promise<MediaClient>;

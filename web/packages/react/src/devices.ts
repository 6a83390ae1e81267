import type { DeviceInfo, DevicesEvent } from '@ringline/call-engine';

export interface Device {
  id: string;
  /** Empty until the user allowed such a device. */
  label: string;
}

export type Quality = '360p' | '480p' | '540p' | '720p' | '1080p';
export type Blur = 0 | 1 | 2 | 3;

/** What there is, and the ids of what is in use; empty while nothing is. */
export interface DevicesState {
  cameras: readonly Device[];
  microphones: readonly Device[];
  speakers: readonly Device[];
  camera: string;
  microphone: string;
  speaker: string;
}

/** What the user chose, whether or not it is in use. */
export type Chosen = Pick<DevicesState, 'camera' | 'microphone' | 'speaker'>;

/** What is done to the picture and the voice before they are sent. */
export interface Effects {
  blur: Blur;
  /** URL of a picture; empty: none. */
  background: string;
  noiseSuppression: boolean;
  quality: Quality;
}

export const qualities: readonly Quality[] = ['360p', '480p', '540p', '720p', '1080p'];

export const noDevices: DevicesState = {
  cameras: [],
  microphones: [],
  speakers: [],
  camera: '',
  microphone: '',
  speaker: '',
};

export function devicesOf(event: DevicesEvent): DevicesState {
  return {
    cameras: listed(event.cameraList),
    microphones: listed(event.microphoneList),
    speakers: listed(event.speakerList),
    camera: event.currentCameraID,
    microphone: event.currentMicrophoneID,
    speaker: event.currentSpeaker.deviceId,
  };
}

export function listed(devices: readonly DeviceInfo[] = []): Device[] {
  return devices.map(({ deviceId, label }) => ({ id: deviceId, label }));
}

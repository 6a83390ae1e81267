import { TRTCDeviceState, TRTCDeviceType } from './trtc-enums';
import type { DeviceChangeEvent, DeviceInfo, DevicesEvent } from './types';

/** What became of single devices between two lists, in documented numbers. */
export function deviceChanges(before: DevicesEvent | undefined, after: DevicesEvent): DeviceChangeEvent[] {
  if (!before) return [];
  const { TRTCDeviceTypeMic, TRTCDeviceTypeSpeaker, TRTCDeviceTypeCamera } = TRTCDeviceType;
  return [
    ...changes(TRTCDeviceTypeMic, before.microphoneList, after.microphoneList),
    ...changes(TRTCDeviceTypeCamera, before.cameraList, after.cameraList),
    ...changes(TRTCDeviceTypeSpeaker, before.speakerList, after.speakerList),
    ...active(TRTCDeviceTypeMic, before.currentMicrophoneID, after.currentMicrophoneID),
    ...active(TRTCDeviceTypeCamera, before.currentCameraID, after.currentCameraID),
    ...active(TRTCDeviceTypeSpeaker, before.currentSpeaker.deviceId, after.currentSpeaker.deviceId),
  ];
}

function changes(type: TRTCDeviceType, before: DeviceInfo[], after: DeviceInfo[]): DeviceChangeEvent[] {
  const { TRTCDeviceStateAdd, TRTCDeviceStateRemove } = TRTCDeviceState;
  const missing = (list: DeviceInfo[]) => (device: DeviceInfo) => !list.some((d) => d.deviceId === device.deviceId);
  const event = (state: TRTCDeviceState) => (device: DeviceInfo) => ({ deviceId: device.deviceId, type, state });
  return [
    ...before.filter(missing(after)).map(event(TRTCDeviceStateRemove)),
    ...after.filter(missing(before)).map(event(TRTCDeviceStateAdd)),
  ];
}

function active(type: TRTCDeviceType, before: string, after: string): DeviceChangeEvent[] {
  if (!after || after === before) return [];
  return [{ deviceId: after, type, state: TRTCDeviceState.TRTCDeviceStateActive }];
}

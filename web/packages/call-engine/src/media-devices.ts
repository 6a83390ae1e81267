import { ErrorCode } from './constants';
import { CallError } from './errors';
import type { DeviceInfo, DeviceKind } from './types';

const browserKind = { camera: 'videoinput', microphones: 'audioinput', speaker: 'audiooutput' } as const;

/** What the browser has of a kind. Names are empty until the user allowed the use of such a device. */
export async function listDevices(kind: DeviceKind): Promise<DeviceInfo[]> {
  try {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all
      .filter((device) => device.kind === browserKind[kind])
      .map(({ deviceId, label, groupId }) => ({ deviceId, deviceName: label, label, groupId }));
  } catch (error) {
    throw new CallError(ErrorCode.GET_DEVICE_LIST_FAIL, 'the browser does not tell its devices', '', { cause: error });
  }
}

/** One of a list; all its fields are empty if there is none of that id. */
export function deviceNamed(list: DeviceInfo[], id: string): DeviceInfo {
  const found = id ? list.find(({ deviceId }) => deviceId === id) : undefined;
  return found ?? { deviceId: id, deviceName: '', label: '', groupId: '' };
}

/** The chosen one while it is there; else the browser's default, which it lists first. */
export function currentSpeaker(list: DeviceInfo[], chosen: string): DeviceInfo {
  return list.find(({ deviceId }) => deviceId === chosen) ?? list[0] ?? deviceNamed([], '');
}

/** Chooses a speaker, and says in documented words why it could not. */
export async function attemptSpeaker(choose: () => Promise<unknown>): Promise<void> {
  if (!('setSinkId' in HTMLMediaElement.prototype)) {
    throw new CallError(
      ErrorCode.PACKAGE_NOT_SUPPORTED,
      'speaker: in this browser the system chooses it, not the page',
    );
  }
  try {
    await choose();
  } catch (cause) {
    throw new CallError(ErrorCode.REQUEST_REFUSED, 'speaker: it could not be used; is it still there?', '', { cause });
  }
}

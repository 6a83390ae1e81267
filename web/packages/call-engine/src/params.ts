import { CallMediaType, ErrorCode } from './constants';
import { CallError } from './errors';
import type { Call } from './call-state';
import type { CallsOptions, CreateInstanceOptions, ViewTarget } from './types';
import type { Commands, Media } from './wire';

/** Longest ring time the server takes, seconds. The documented 0, "no limit", becomes this. */
const MAX_RING = 600;
const MAX_ROOM = 2 ** 31 - 1;

export function invalid(text: string): CallError {
  return new CallError(ErrorCode.PARAM_INVALID, text);
}

/** The app's number, under either of its spellings. */
export function appOf({ SDKAppID, sdkAppID }: CreateInstanceOptions): number {
  const app = SDKAppID ?? sdkAppID ?? 0;
  if (!Number.isInteger(app) || app <= 0) throw invalid('SDKAppID: the number of the app is needed');
  return app;
}

/** The others, each once. */
export function othersOf(userIDList: unknown, self: string): string[] {
  if (!Array.isArray(userIDList) || !userIDList.every((id): id is string => typeof id === 'string' && id !== '')) {
    throw invalid('userIDList: a list of user names is needed');
  }
  const others = [...new Set(userIDList)].filter((id) => id !== self);
  if (others.length === 0) throw invalid('userIDList: nobody but yourself');
  return others;
}

export function mediaOf(type: unknown): Media {
  if (type === CallMediaType.AUDIO) return 'audio';
  if (type === CallMediaType.VIDEO) return 'video';
  throw invalid('type: 1 for audio or 2 for video is needed');
}

/** Milliseconds to ring; undefined leaves it to the app. */
export function ringTime(seconds: unknown): number | undefined {
  if (seconds === undefined) return undefined;
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= MAX_RING)) {
    throw invalid(`timeout: 0 to ${MAX_RING} seconds`);
  }
  return Math.round((seconds || MAX_RING) * 1000);
}

/** The documented parameters of a call in the words of `call.start`. */
export function startData(options: CallsOptions, self: string): Commands['call.start'][0] {
  const timeout = ringTime(options.timeout);
  const room = roomOf(options);
  return {
    callees: othersOf(options.userIDList, self),
    media: mediaOf(options.type),
    ...(timeout === undefined ? {} : { timeout }),
    ...(room ? { room } : {}),
    ...(options.chatGroupID ? { chat_group: options.chatGroupID, group: true } : {}),
    ...(options.userData ? { user_data: options.userData } : {}),
    ...(options.offlinePushInfo ? { push: options.offlinePushInfo } : {}),
  };
}

function roomOf({ roomID, strRoomID }: CallsOptions): { name: string; numeric?: boolean } | undefined {
  if (roomID) {
    if (!Number.isInteger(roomID) || roomID < 1 || roomID > MAX_ROOM) throw invalid(`roomID: 1 to ${MAX_ROOM}`);
    return { name: String(roomID), numeric: true };
  }
  return strRoomID ? { name: strRoomID } : undefined;
}

/** Whether a call is in the room that somebody names; the number wins. */
export function roomIs({ room }: Call, { roomID, strRoomID }: Pick<CallsOptions, 'roomID' | 'strRoomID'>): boolean {
  if (!room) return false;
  return roomID ? room.numeric === true && room.name === String(roomID) : !room.numeric && room.name === strRoomID;
}

/** The element to show something in. */
export function elementOf(target: ViewTarget): HTMLElement {
  if (typeof target !== 'string') return target;
  const element = document.getElementById(target);
  if (!element) throw invalid(`view: the page has no element with the id ${JSON.stringify(target)}`);
  return element;
}

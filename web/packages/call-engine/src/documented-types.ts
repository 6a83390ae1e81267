import type { TUINetworkQuality, TUIResolutionMode, TUIVideoQuality } from './documented-enums';
import type { CallMember, CallsOptions, EndWord } from './types';

// ---- Methods of the documented engine that newer ones replaced -----------------------------------------------------

export interface CallOptions extends Omit<CallsOptions, 'userIDList' | 'chatGroupID'> {
  userID: string;
}

export interface GroupCallOptions extends Omit<CallsOptions, 'chatGroupID'> {
  groupID: string;
}

export interface JoinInGroupCallOptions {
  type: number;
  groupID: string;
  roomID?: number;
  strRoomID?: string;
}

// ---- Results ---------------------------------------------------------------------------------------------------

/** Methods do not resolve to failures: those reject, with a {@link CallError}. */
export interface Result<T extends object = object> {
  code: 0;
  message: string;
  data: T;
}

/** A call that was started. */
export interface StartedCall {
  callId: string;
  /** 0 if the room has a name. */
  roomID: number;
  /** Empty if the room has a number. */
  strRoomID: string;
}

export type CallResult = Result<StartedCall> & StartedCall;

/** Kits of one generation read it as a list, apps of another as a single result. */
export type HangupResult = Result[] & Result;

/** Who was really asked. To code written for the documented engine it is nothing, as there. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- lets Promise<void> of such code compile
export type InvitedUsers = string[] & void;

// ---- Smaller things ----------------------------------------------------------------------------------------------

/** Whether the browser lets the page use them, as far as is known; false if the user was not asked yet. */
export interface DevicePermission {
  audio: boolean;
  video: boolean;
}

export interface DeviceCheckOptions {
  microphone?: boolean;
  camera?: boolean;
}

export interface BeautyLevelOptions {
  style: number;
  beautyLevel: number;
  whitenessLevel: number;
  ruddinessLevel: number;
}

/** Something that an app or a kit wants to have noted. */
export interface ReportEntry {
  name: string;
  level?: string;
  data?: unknown;
  error?: unknown;
}

export interface SelfInfo {
  /** At most 500 bytes; empty: none any more. Left out: stays. */
  nickName?: string;
  /**
   * At most 500 bytes: an http or https address, or a path on the server, which begins with one `/` and so holds under every
   * name of the server. Empty: none any more. Left out: stays.
   */
  avatar?: string;
}

// ---- What the documented engine does not have ------------------------------------------------------------------------

export interface Profile {
  userID: string;
  /** The user's id if they have none. */
  name: string;
  /** Whole address of a picture; empty if they have none. */
  avatar: string;
}

export interface HistoryQuery {
  /** The {@link HistoryPage.next} of the page before, with the same {@link missed}. */
  cursor?: string;
  /** 1…100, default 20. */
  limit?: number;
  /** Only what this user missed. */
  missed?: boolean;
}

/** A call that is over, as this user saw it. Times are ms since 1970 by the server's clock. */
export interface HistoryEntry {
  callId: string;
  media: 1 | 2;
  group: boolean;
  callerId: string;
  role: 'caller' | 'invitee' | 'joiner';
  /** It was answered, and this user was in it. */
  answered: boolean;
  missed: boolean;
  startedAt: number;
  /** 0 if nobody answered. */
  answeredAt: number;
  endedAt: number;
  /** completed, canceled, rejected, no_answer, busy, offline or interrupted. */
  result: string;
  /** Why the call ended. */
  reason: EndWord;
  /** Why this user's own part in it ended, call_over with the call; empty if the server is too old to tell. */
  ownReason: CallMember['reason'];
  /** How long this user was in it, ms. */
  talk: number;
  /** Everybody else, in the order in which they were asked; at most 100. */
  users: string[];
}

export interface HistoryPage {
  /** Latest first. */
  calls: HistoryEntry[];
  /** There if more may follow. */
  next?: string;
}

// ---- Types that the documented engine exports -------------------------------------------------------------------------

export interface ILoginParams {
  userID: string;
  userSig: string;
  assetsPath?: string;
}

export interface TUIDeviceInfo {
  deviceId: string;
  deviceName: string;
  deviceProperties?: { supportedResolution?: { width: number; height: number }[] };
}

export interface TUINetwork {
  userId: string;
  quality: TUINetworkQuality;
  upLoss: number;
  downLoss: number;
  delay: number;
}

export interface TUIVideoEncoderParams {
  quality?: TUIVideoQuality;
  videoResolution: TUIVideoQuality;
  fps: number;
  bitrate: number;
  resolutionMode: TUIResolutionMode;
}

/**
 * Enums that the documented engine exports and that Ringline itself has no use for: apps name their members.
 */
import { numbered, type Numbers } from './numbered';

/** Exported by the documented engine, whose methods fail with the other numbers, those of {@link ErrorCode}. */
export const TUIErrorCode = /* #__PURE__ */ numbered({
  ERR_SUCC: 0,
  ERR_FAILED: -1,
  ERR_INVALID_PARAMETER: -1001,
  ERR_SDK_NOT_INITIALIZED: -1002,
  ERR_PERMISSION_DENIED: -1003,
  ERR_REQUIRE_PAYMENT: -1004,
  ERR_CAMERA_START_FAILED: -1100,
  ERR_CAMERA_NOT_AUTHORIZED: -1101,
  ERR_CAMERA_OCCUPIED: -1102,
  ERR_CAMERA_DEVICE_EMPTY: -1103,
  ERR_MICROPHONE_START_FAILED: -1104,
  ERR_MICROPHONE_NOT_AUTHORIZED: -1105,
  ERR_MICROPHONE_OCCUPIED: -1106,
  ERR_MICROPHONE_DEVICE_EMPTY: -1107,
  ERR_ROOM_NAME_INVALID: -2107,
  ERR_USER_NOT_EXIST: -2200,
  ERR_REQUEST_ID_INVALID: -2311,
});
export type TUIErrorCode = Numbers<typeof TUIErrorCode>;

export const TUIVideoQuality = /* #__PURE__ */ numbered({
  kVideoQuality_360p: 1,
  kVideoQuality_540p: 2,
  kVideoQuality_720p: 3,
  kVideoQuality_1080p: 4,
});
export type TUIVideoQuality = Numbers<typeof TUIVideoQuality>;

/** Profiles of setVideoQuality by the number of their quality. */
export const VIDEO_ENCODER_MAP: Readonly<Record<string, TUIVideoQuality>> = {
  '480p': TUIVideoQuality.kVideoQuality_540p,
  '720p': TUIVideoQuality.kVideoQuality_720p,
  '1080p': TUIVideoQuality.kVideoQuality_1080p,
};

export const TUIAudioQuality = /* #__PURE__ */ numbered({
  kAudioProfileSpeech: 0,
  kAudioProfileDefault: 1,
  kAudioProfileMusic: 2,
});
export type TUIAudioQuality = Numbers<typeof TUIAudioQuality>;

/** The numbers of {@link NetworkQuality} under their other names. */
export const TUINetworkQuality = /* #__PURE__ */ numbered({
  kQualityUnknown: 0,
  kQualityExcellent: 1,
  kQualityGood: 2,
  kQualityPoor: 3,
  kQualityBad: 4,
  kQualityVeryBad: 5,
  kQualityDown: 6,
});
export type TUINetworkQuality = Numbers<typeof TUINetworkQuality>;

export const TUIKickedOutOfRoomReason = /* #__PURE__ */ numbered({
  kKickedByAdmin: 0,
  kKickedByLoggedOnOtherDevice: 1,
  kKickedByServer: 2,
});
export type TUIKickedOutOfRoomReason = Numbers<typeof TUIKickedOutOfRoomReason>;

export const TUIResolutionMode = /* #__PURE__ */ numbered({
  kResolutionMode_Landscape: 0,
  kResolutionMode_Portrait: 1,
});
export type TUIResolutionMode = Numbers<typeof TUIResolutionMode>;

export const TUICamera = /* #__PURE__ */ numbered({
  kFront: 0,
  kBack: 1,
});
export type TUICamera = Numbers<typeof TUICamera>;

/** For switchCamera. */
export const TUICallCameraPosition = /* #__PURE__ */ numbered({
  FRONT: 0,
  BACK: 1,
});
export type TUICallCameraPosition = Numbers<typeof TUICallCameraPosition>;

export const AUDIO_PLAYBACK_DEVICE = /* #__PURE__ */ numbered({
  SPEAKER: 0,
  EAR: 1,
});
export type AUDIO_PLAYBACK_DEVICE = Numbers<typeof AUDIO_PLAYBACK_DEVICE>;

export const TUIRoomDeviceMangerEvents = { onDeviceChanged: 'onDeviceChanged' } as const;
export type TUIRoomDeviceMangerEvents = 'onDeviceChanged';

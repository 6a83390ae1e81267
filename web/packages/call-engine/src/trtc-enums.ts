/**
 * Names of the media SDK below the documented engine, which hands them on. Apps use them as parameters.
 */
import { numbered, type Numbers } from './numbered';

export const TRTCBeautyStyle = /* #__PURE__ */ numbered({
  TRTCBeautyStyleSmooth: 0,
  TRTCBeautyStyleNature: 1,
});
export type TRTCBeautyStyle = Numbers<typeof TRTCBeautyStyle>;

export const TRTCDeviceState = /* #__PURE__ */ numbered({
  TRTCDeviceStateAdd: 0,
  TRTCDeviceStateRemove: 1,
  TRTCDeviceStateActive: 2,
});
export type TRTCDeviceState = Numbers<typeof TRTCDeviceState>;

export const TRTCDeviceType = /* #__PURE__ */ numbered({
  TRTCDeviceTypeUnknow: -1,
  TRTCDeviceTypeMic: 0,
  TRTCDeviceTypeSpeaker: 1,
  TRTCDeviceTypeCamera: 2,
});
export type TRTCDeviceType = Numbers<typeof TRTCDeviceType>;

export const TRTCLogLevel = /* #__PURE__ */ numbered({
  TRTCLogLevelVerbose: 0,
  TRTCLogLevelDebug: 1,
  TRTCLogLevelInfo: 2,
  TRTCLogLevelWarn: 3,
  TRTCLogLevelError: 4,
  TRTCLogLevelFatal: 5,
  TRTCLogLevelNone: 6,
});
export type TRTCLogLevel = Numbers<typeof TRTCLogLevel>;

export const TRTCScreenCaptureSourceType = /* #__PURE__ */ numbered({
  TRTCScreenCaptureSourceTypeUnknown: -1,
  TRTCScreenCaptureSourceTypeWindow: 0,
  TRTCScreenCaptureSourceTypeScreen: 1,
  TRTCScreenCaptureSourceTypeCustom: 2,
});
export type TRTCScreenCaptureSourceType = Numbers<typeof TRTCScreenCaptureSourceType>;

export const TRTCVideoFillMode = /* #__PURE__ */ numbered({
  TRTCVideoFillMode_Fill: 0,
  TRTCVideoFillMode_Fit: 1,
});
export type TRTCVideoFillMode = Numbers<typeof TRTCVideoFillMode>;

export const TRTCVideoMirrorType = /* #__PURE__ */ numbered({
  TRTCVideoMirrorType_Auto: 0,
  TRTCVideoMirrorType_Enable: 1,
  TRTCVideoMirrorType_Disable: 2,
});
export type TRTCVideoMirrorType = Numbers<typeof TRTCVideoMirrorType>;

export const TRTCVideoResolution = /* #__PURE__ */ numbered({
  TRTCVideoResolution_120_120: 1,
  TRTCVideoResolution_160_160: 3,
  TRTCVideoResolution_270_270: 5,
  TRTCVideoResolution_480_480: 7,
  TRTCVideoResolution_160_120: 50,
  TRTCVideoResolution_240_180: 52,
  TRTCVideoResolution_280_210: 54,
  TRTCVideoResolution_320_240: 56,
  TRTCVideoResolution_400_300: 58,
  TRTCVideoResolution_480_360: 60,
  TRTCVideoResolution_640_480: 62,
  TRTCVideoResolution_960_720: 64,
  TRTCVideoResolution_160_90: 100,
  TRTCVideoResolution_256_144: 102,
  TRTCVideoResolution_320_180: 104,
  TRTCVideoResolution_480_270: 106,
  TRTCVideoResolution_640_360: 108,
  TRTCVideoResolution_960_540: 110,
  TRTCVideoResolution_1280_720: 112,
  TRTCVideoResolution_1920_1080: 114,
});
export type TRTCVideoResolution = Numbers<typeof TRTCVideoResolution>;

export const TRTCVideoResolutionMode = /* #__PURE__ */ numbered({
  TRTCVideoResolutionModeLandscape: 0,
  TRTCVideoResolutionModePortrait: 1,
});
export type TRTCVideoResolutionMode = Numbers<typeof TRTCVideoResolutionMode>;

export const TRTCVideoRotation = /* #__PURE__ */ numbered({
  TRTCVideoRotation0: 0,
  TRTCVideoRotation90: 1,
  TRTCVideoRotation180: 2,
  TRTCVideoRotation270: 3,
});
export type TRTCVideoRotation = Numbers<typeof TRTCVideoRotation>;

export const TRTCVideoStreamType = /* #__PURE__ */ numbered({
  TRTCVideoStreamTypeBig: 0,
  TRTCVideoStreamTypeSmall: 1,
  TRTCVideoStreamTypeSub: 2,
});
export type TRTCVideoStreamType = Numbers<typeof TRTCVideoStreamType>;

/** An area of a screen. */
export class Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;

  constructor(left = 0, top = 0, right = 0, bottom = 0) {
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
  }
}

/** How a camera's picture is to be sent. */
export class TRTCVideoEncParam {
  videoResolution: TRTCVideoResolution;
  resMode: TRTCVideoResolutionMode;
  videoFps: number;
  /** kbit/s */
  videoBitrate: number;

  constructor(
    videoResolution: TRTCVideoResolution = TRTCVideoResolution.TRTCVideoResolution_640_360,
    resMode: TRTCVideoResolutionMode = TRTCVideoResolutionMode.TRTCVideoResolutionModeLandscape,
    videoFps = 15,
    videoBitrate = 550,
  ) {
    this.videoResolution = videoResolution;
    this.resMode = resMode;
    this.videoFps = videoFps;
    this.videoBitrate = videoBitrate;
  }
}

/** How loud somebody is. */
export class TRTCVolumeInfo {
  userId: string;
  volume: number;

  constructor(userId = '', volume = 0) {
    this.userId = userId;
    this.volume = volume;
  }
}

/** A camera, microphone or speaker. */
export class TRTCDeviceInfo {
  deviceId: string;
  deviceName: string;
  kind: string;
  label: string;
  groupId: string;

  constructor(deviceId = '', deviceName = '', kind = '', label = '', groupId = '') {
    this.deviceId = deviceId;
    this.deviceName = deviceName;
    this.kind = kind;
    this.label = label;
    this.groupId = groupId;
  }
}

/**
 * Names and numbers of the documented call engine that Ringline uses itself. They are part of the API: apps compare
 * against them. The rest is in `documented-enums.ts`.
 */
import { numbered, type Numbers } from './numbered';

/** Events of the documented engine, to be used with {@link TUICallEngine.on}, which knows their other spellings, too. */
export const TUICallEvent = {
  /** Something failed that no promise could report: {@link ErrorEvent}. */
  ERROR: 'onError',
  /** Logged in and up to date. */
  SDK_READY: 'sdkReady',
  /** The session is over and will not come back by itself: {@link KickedOutEvent}. */
  KICKED_OUT: 'onKickedOffLine',
  /** The session is over because the signature expired; follows {@link KICKED_OUT}, with its payload. */
  onUserSigExpired: 'onUserSigExpired',
  /** It rings here: {@link CallReceivedEvent}. */
  ON_CALL_RECEIVED: 'onCallReceived',
  /** Older name of {@link ON_CALL_RECEIVED}, fired right after it with the same payload. */
  INVITED: 'onInvited',
  /** This device is in an answered call: {@link CallBeginEvent}. */
  ON_CALL_BEGIN: 'onCallBegin',
  /** The call is over for this device, which was in it: {@link CallEndEvent}. */
  CALLING_END: 'onCallEnd',
  /** Other names of {@link CALLING_END}; the same event. */
  ON_CALL_END: 'onCallEnd',
  CALL_END: 'onCallEnd',
  /** The call is over for this device, which was never in it or never answered: {@link CallNotConnectedEvent}. */
  ON_CALL_NOT_CONNECTED: 'onCallNotConnected',
  /** Older names of {@link ON_CALL_NOT_CONNECTED}, fired right after it with the same payload; the last one if nobody answered. */
  ON_CALL_CANCELED: 'onCallCancelled',
  CALLING_CANCEL: 'onCallingCancel',
  CALLING_TIMEOUT: 'onCallingTimeout',
  /** Somebody was invited into the running call: {@link UserEvent}. */
  ON_USER_INVITING: 'onUserInviting',
  /** A callee accepted: {@link UserEvent}. */
  USER_ACCEPT: 'onUserAccept',
  /** Somebody else is in the call now: {@link UserEvent}. */
  USER_ENTER: 'onUserJoin',
  /** Somebody else left a call that goes on: {@link UserLeaveEvent}. */
  USER_LEAVE: 'onUserLeave',
  /** A callee declined: {@link UserEvent}. */
  REJECT: 'onUserReject',
  /** Callees did not answer in time: {@link NoResponseEvent}. */
  NO_RESP: 'onUserNoResponse',
  /** A callee is in another call: {@link UserEvent}. */
  LINE_BUSY: 'onUserLineBusy',
  /** A member's camera picture came or went: {@link VideoAvailableEvent}. */
  USER_VIDEO_AVAILABLE: 'onUserVideoAvailable',
  /** A member's voice came or went: {@link AudioAvailableEvent}. */
  USER_AUDIO_AVAILABLE: 'onUserAudioAvailable',
  /** Who speaks how loud: {@link VoiceVolumeEvent}. */
  USER_VOICE_VOLUME: 'onUserVoiceVolumeChanged',
  /** How good the members' networks are: {@link NetworkQualityEvent}. */
  ON_USER_NETWORK_QUALITY_CHANGED: 'onUserNetworkQualityChanged',
  /** A camera, microphone or speaker was plugged in, unplugged or chosen: {@link DevicesEvent}. */
  DEVICED_UPDATED: 'onDeviceUpdated',
  /** One device of {@link DEVICED_UPDATED} that came, went or is used now: {@link DeviceChangeEvent}. */
  onDeviceChange: 'onDeviceChange',
  /** The call changed between audio and video: {@link CallTypeChangedEvent}. */
  CALL_TYPE_CHANGED: 'onCallMediaTypeChanged',
  /** Never fired: whom a group call asks in is told by {@link ON_USER_INVITING}. */
  GROUP_CALL_INVITEE_LIST_UPDATE: 'onGroupCallInviteeListUpdate',
  /** Never fired: calls leave no chat messages here. */
  MESSAGE_SENT_BY_ME: 'onMessageSentByMe',
  /** Never fired, for the same reason. */
  CALL_MESSAGE: 'onCallMessage',
} as const;
export type TUICallEvent = (typeof TUICallEvent)[keyof typeof TUICallEvent];

/** Events that the documented engine does not have. */
export const RinglineEvent = {
  /** Anything about the call changed: {@link CallInfo}, or null when this device is in none. Follows the other events. */
  CALL_CHANGED: 'ringline.callChanged',
  /** Another user came online or went, if the app lists its users: {@link PresenceEvent}. */
  PRESENCE: 'ringline.presence',
  /** The connection to the server was lost or is back: {@link ConnectionEvent}. */
  CONNECTION: 'ringline.connection',
  /** The media connection of the running call was lost or is back: {@link MediaEvent}. */
  MEDIA: 'ringline.media',
  /** A member, or this user, began or ended to share a screen: {@link ScreenEvent}. */
  SCREEN: 'ringline.screen',
  /** How the media does, every 2 s in a call: {@link Statistics}. */
  STATISTICS: 'ringline.statistics',
} as const;

/** What kind of call. */
export const CallMediaType = { UNKNOWN: 0, AUDIO: 1, VIDEO: 2 } as const;
export type CallMediaType = (typeof CallMediaType)[keyof typeof CallMediaType];

/** The two kinds that a call can be started with, and the kinds of devices. The spelling is documented, too. */
export const TUICallType = {
  AUDIO_CALL: 1,
  VIDEO_CALL: 2,
  DEVCIED_CAMERA: 'camera',
  DEVCIED_MICROPHONES: 'microphones',
} as const;
export type TUICallType = (typeof TUICallType)[keyof typeof TUICallType];

/** How this user came into the call. */
export const CallRole = { UNKNOWN: 'unknown', CALLER: 'caller', CALLEE: 'callee' } as const;
export type CallRole = (typeof CallRole)[keyof typeof CallRole];

/** Where this device stands. */
export const CallStatus = { IDLE: 'idle', CALLING: 'calling', CONNECTED: 'connected' } as const;
export type CallStatus = (typeof CallStatus)[keyof typeof CallStatus];

/** Why a call is over for this device. */
export const CallEndReason = numbered({
  UnKnown: 0,
  Hangup: 1,
  Reject: 2,
  NoResponse: 3,
  Offline: 4,
  LineBusy: 5,
  Canceled: 6,
  OtherDeviceAccepted: 7,
  OtherDeviceReject: 8,
  EndByServer: 9,
});
export type CallEndReason = Numbers<typeof CallEndReason>;

/** How good a member's network is. */
export const NetworkQuality = {
  UNKNOWN: 0,
  EXCELLENT: 1,
  GOOD: 2,
  AVERAGE: 3,
  POOR: 4,
  VERY_BAD: 5,
  DISCONNECTED: 6,
} as const;
export type NetworkQuality = (typeof NetworkQuality)[keyof typeof NetworkQuality];

/** Numbers of the documented engine's errors, see {@link CallError}. */
export const ErrorCode = {
  /** The server, or a later step of Ringline, does not offer this; the text says why. */
  PACKAGE_NOT_SUPPORTED: -1002,
  /** The browser or the user refused the camera or the microphone. */
  PERMISSION_DENIED: -1101,
  GET_DEVICE_LIST_FAIL: -1102,
  /** Not logged in. */
  INIT_FAIL: -1201,
  PARAM_INVALID: -1202,
  /** Not possible as things stand; the text says why. */
  REQUEST_REFUSED: -1203,
  /** The same is under way or done already. */
  REQUEST_REPEATED: -1204,
  SIGNALING_SEND_FAIL: -1406,
  CAMERA_START_FAIL: -1301,
  MICROPHONE_START_FAIL: -1302,
  CAMERA_OCCUPIED: -1316,
  MICROPHONE_OCCUPIED: -1319,
  SCREEN_CAPTURE_START_FAIL: -1308,
  /** The media room could not be entered. */
  ENTER_ROOM_FAIL: -3301,
  /** No network, or the server cannot be reached. */
  NO_NETWORK: 2805,
  NO_MICROPHONE: 60003,
  NO_CAMERA: 60004,
  /** Browsers give cameras and microphones only to pages from https or localhost. */
  INSECURE_PAGE: 30000,
  /** The session is over: kicked out or logged out. */
  NOT_LOGGED_IN: 6014,
  USERSIG_EXPIRED: 6206,
  USERSIG_MALFORMED: 70003,
  USERSIG_WRONG: 70009,
  USERSIG_OTHER_USER: 70013,
  USERSIG_OTHER_APP: 70014,
  UNKNOWN_APP: 70020,
  SERVER_INTERNAL: 101001,
  /** The server finds a parameter invalid; the text names it. */
  SERVER_PARAM_INVALID: 101002,
  /** There is no such call, or it has ended. */
  CALL_NOT_FOUND: 101004,
  UNKNOWN: 65535,
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

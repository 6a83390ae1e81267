import type { Chat } from './chat';
import type { Cloud } from './cloud';
import type { CallEndReason, CallMediaType, CallRole, CallStatus, NetworkQuality, RinglineEvent } from './constants';
import type { TUICallEvent } from './constants';
import type {
  BeautyLevelOptions,
  CallOptions,
  CallResult,
  DeviceCheckOptions,
  DevicePermission,
  GroupCallOptions,
  HangupResult,
  HistoryPage,
  HistoryQuery,
  InvitedUsers,
  JoinInGroupCallOptions,
  Profile,
  ReportEntry,
  Result,
  SelfInfo,
} from './documented-types';
import type { spellings } from './event-names';
import type { TRTCDeviceState, TRTCDeviceType } from './trtc-enums';

// ---- Parameters -------------------------------------------------------------------------------------------------

/** What {@link TUICallEngine.createInstance} takes. */
export interface CreateInstanceOptions {
  /** The app. One of the two spellings is needed. */
  SDKAppID?: number;
  sdkAppID?: number;
  /**
   * Origin of the Ringline server, such as `https://calls.example.org`. Left out: `globalThis.RINGLINE_SERVER_URL`, then
   * `<meta name="ringline-server" content="https://…">`, then the origin of the page.
   */
  serverUrl?: string;
  /**
   * This device, 1–64 characters `A-Za-z0-9._-`. Left out: made up once per tab and kept over reloads, so that a
   * reload finds its call again and a second tab is a second device.
   */
  deviceID?: string;
  /** The app's own chat object. Ringline does not use it; {@link CallEngine.getTim} gives it back. */
  tim?: unknown;
  /**
   * Whether calls, join and accept fail with -1101 if the browser has refused this page the microphone, as they do in
   * the documented engine. Left out: only for kits that give their {@link callkitVersion}: they show the microphone as
   * open without asking. Others see openMicrophone fail, and may listen.
   */
  requireMicrophone?: boolean;
  /** The rest is accepted so that existing code compiles and runs. */
  callkitVersion?: string;
  framework?: string;
  frameWork?: string;
  isFromChat?: boolean;
  language?: number;
  component?: number;
  scene?: string;
  isSharedInstance?: boolean;
}

export interface LoginOptions {
  userID: string;
  /** The signature that the app's back end made for this user. */
  userSig: string;
  /**
   * Fetches a new signature when the old one is about to expire, or did. Without it the session ends with the
   * signature: KICKED_OUT with code 6206.
   */
  getUserSig?: () => Promise<string>;
  /** Accepted so that existing code compiles; nothing is loaded from there. */
  assetsPath?: string;
}

export interface CallsOptions {
  /** 1…8 others. One's own id and duplicates are dropped first. */
  userIDList: string[];
  /** 1 audio, 2 video. */
  type: number;
  /** Ring time in seconds, 1…600. Left out: the app's, usually 30. */
  timeout?: number;
  /** Ties the call to a chat group; makes it a group call. */
  chatGroupID?: string;
  /** Numeric room, 1…2147483647. 0 or left out: the server chooses. Wins over {@link strRoomID}. */
  roomID?: number;
  /** Room by name, up to 64 bytes. */
  strRoomID?: string;
  /** Text for the callees, arrives with ON_CALL_RECEIVED. At most 4096 bytes. */
  userData?: string;
  /** Opaque description of the push, kept with the call. */
  offlinePushInfo?: object;
}

export interface JoinOptions {
  callId: string;
}

export interface InviteUserOptions {
  userIDList: string[];
  /** Ring time in seconds, 1…600. Left out: the app's, usually 30. */
  timeout?: number;
  /** Accepted so that existing code compiles: who is asked in later gets the texts that the call was started with. */
  userData?: string;
  offlinePushInfo?: object;
}

/** An element, or the id of one. */
export type ViewTarget = string | HTMLElement;

export type ObjectFit = 'contain' | 'cover' | 'fill';

/** What somebody shows: their face, or their screen beside it. */
export type ViewSource = 'camera' | 'screen';

export interface StartRemoteViewOptions {
  userID: string;
  /** Where the picture goes; the engine adds a video element inside. */
  videoViewDomID: ViewTarget;
  options?: {
    /** Default cover for a camera, contain for a screen. */
    objectFit?: ObjectFit;
    /** Default camera. */
    source?: ViewSource;
    /** The documented numbers of the fit: 0 fills the view, 1 shows all. {@link objectFit} wins. */
    fillMode?: 0 | 1;
    /** As in {@link VideoRenderParams}. */
    mirrorType?: 0 | 1 | 2;
    rotation?: 0 | 1 | 2 | 3;
    /** Accepted so that existing code compiles: pictures have no sound here. */
    muted?: boolean;
  };
}

export interface StopRemoteViewOptions {
  userID: string;
  /** Left out: camera. */
  source?: ViewSource;
}

/** Height of the camera's picture. */
export type VideoQuality = '360p' | '480p' | '540p' | '720p' | '1080p';

export interface VideoRenderParams {
  /** Whose pictures; left out: everybody's, oneself included, also those that are shown later. */
  userID?: string;
  /** An {@link ObjectFit}; others are refused. */
  objectFit?: string;
  /** The documented numbers mean 0 as it is by default, 1 mirrored, 2 not. */
  mirror?: boolean | 0 | 1 | 2;
  /** Clockwise. The documented numbers 0 to 3 are quarter turns, the others degrees. */
  rotation?: 0 | 1 | 2 | 3 | 90 | 180 | 270;
  /** Accepted so that existing code compiles: pictures have no sound here. */
  muted?: boolean;
}

export interface ScreenShareOptions {
  /** Share what the tab or the system plays, where the browser can: Chromium can. Default true. */
  audio?: boolean;
  /** Shows one's own screen there, too. */
  view?: ViewTarget;
}

/** Towards the user, or away from them. The documented numbers: 0 front, 1 back. */
export type CameraPosition = 'front' | 'back' | 0 | 1;

export type DeviceKind = 'camera' | 'microphones' | 'speaker';

/** A {@link DeviceKind} in any of its documented spellings. */
export type DeviceType = DeviceKind | 'video' | 'microphone' | 'audio';

export interface DeviceInfo {
  deviceId: string;
  /** What to show; empty until the user allowed the use of such a device. */
  deviceName: string;
  /** The same as {@link deviceName}. */
  label: string;
  groupId: string;
}

export interface SwitchDeviceOptions {
  deviceType: DeviceType;
  deviceId: string;
}

// ---- Event payloads ---------------------------------------------------------------------------------------------

export interface ErrorEvent {
  code: number;
  message: string;
}

export interface KickedOutEvent {
  /** 6014 logged in elsewhere, app disabled or put out by an administrator; 6206 the signature expired. */
  code: number;
  message: string;
}

export interface UserEvent {
  userID: string;
}

/** What every event about a call carries. */
export interface CallEvent {
  callId: string;
  /** 0 if the room has a name. */
  roomID: number;
  /** Empty if the room has a number. */
  strRoomID: string;
  callMediaType: CallMediaType;
  callRole: CallRole;
  /** Empty when there is none. */
  chatGroupID: string;
}

export interface CallReceivedEvent extends CallEvent {
  /** Who asks: the caller, or the member who invited. To a caller whom a server calls as well: the first other member. */
  callerId: string;
  /** The other people of the call at that moment, this user included. */
  calleeIdList: string[];
  userData: string;
  inviteData: string;
  /** Older names of callerId, calleeIdList, callId. */
  sponsor: string;
  userIDList: string[];
  inviteID: string;
  isFromGroup: boolean;
  /** Milliseconds that it still rings, by the server's clock. */
  ringFor: number;
}

export type CallBeginEvent = CallEvent;

/** Why a call is over: the server's own word. */
export type EndWord =
  | 'hung_up'
  | 'canceled'
  | 'rejected'
  | 'busy'
  | 'no_answer'
  | 'offline'
  | 'interrupted'
  | 'ended_by_app'
  | 'removed'
  | 'answered_elsewhere'
  | 'rejected_elsewhere'
  | 'unknown';

/** How a call came to its end, as both end events carry it. */
export interface EndFields {
  reason: CallEndReason;
  /** The same, finer: tells offline from interrupted, and a call that a server ended from one that it took this user out of. */
  word: EndWord;
  /** The other device, when this user answered or declined there; else empty. */
  deviceID: string;
}

export interface CallEndEvent extends CallEvent, EndFields {
  /**
   * Who ended it: the administrator's account if a server did, the one whose device was lost if the clock did. Empty if
   * this user was taken out of a call that goes on.
   */
  userID: string;
  /** Whole seconds since the call was answered. */
  totalTime: number;
}

export interface CallNotConnectedEvent extends CallEvent, EndFields {
  /** Canceled: the caller; ended by a server: the administrator's account, empty if the call goes on; else this user. */
  userID: string;
}

export interface UserLeaveEvent extends UserEvent {
  word: EndWord;
}

export interface NoResponseEvent {
  /** Who had asked them. */
  sponsor: string;
  userIDList: string[];
}

export interface VideoAvailableEvent extends UserEvent {
  isVideoAvailable: boolean;
}

export interface AudioAvailableEvent extends UserEvent {
  isAudioAvailable: boolean;
}

export interface VoiceVolumeEvent {
  /** audioVolume 0…100 of everybody in the call, this user included; comes two or three times a second. */
  volumeMap: { userId: string; audioVolume: number }[];
}

/** Comes every 2 s in a call, and at once when a connection breaks or is back. */
export interface NetworkQualityEvent {
  /** Of everybody in the call, this user included. 6: no connection at the moment. */
  networkQualityList: { userId: string; quality: NetworkQuality }[];
}

export interface DevicesEvent {
  microphoneList: DeviceInfo[];
  cameraList: DeviceInfo[];
  /** Empty while none is open. */
  currentMicrophoneID: string;
  currentCameraID: string;
  /** Empty where the browser does not let pages choose. */
  speakerList: DeviceInfo[];
  /** What is in use; their fields are empty while nothing is. */
  currentCamera: DeviceInfo;
  currentMicrophone: DeviceInfo;
  currentSpeaker: DeviceInfo;
}

export interface ScreenEvent extends UserEvent {
  isScreenAvailable: boolean;
}

/** How the media of the running call does. Rates and means are of the time since the last one, 2 s usually. */
export interface Statistics {
  /** Ms since 1970, this device's clock. */
  at: number;
  /** Round trip to the media server, ms. */
  rtt: number;
  /** Mean of the voices', ms. */
  jitter: number;
  /** Share of packets that were lost, 0…1: on the way here, and from here. */
  lossIn: number;
  lossOut: number;
  /** Bits per second. */
  bitrateIn: number;
  bitrateOut: number;
  /** How often and how many ms pictures stood still, since this device's part in the call began. */
  freezes: number;
  frozen: number;
  /** How media travels; empty while nothing does. */
  transport: 'udp' | 'tcp' | 'relay' | '';
  /** Ms from this device's answer to the first sound that could be heard and the first picture; 0 before there was one. */
  firstAudio: number;
  firstFrame: number;
  /** The others. */
  users: UserStatistics[];
}

/** What arrives from one member: their voice, camera and screen together; size and rate are of the largest picture. */
export interface UserStatistics {
  userID: string;
  bitrate: number;
  loss: number;
  /** 0 while no picture of them arrives. */
  width: number;
  height: number;
  fps: number;
  /** 0…1 */
  audioLevel: number;
}

export interface DeviceChangeEvent {
  deviceId: string;
  type: TRTCDeviceType;
  state: TRTCDeviceState;
}

export interface CallTypeChangedEvent {
  oldCallType: CallMediaType;
  newCallType: CallMediaType;
}

export interface PresenceEvent {
  userID: string;
  online: boolean;
}

export interface ConnectionEvent {
  state: 'connecting' | 'connected' | 'disconnected';
}

export interface MediaEvent {
  /** `blocked`: the browser wants a click first; call {@link TUICallEngine.resumeAudio} from it. */
  state: 'connecting' | 'connected' | 'reconnecting' | 'disconnected' | 'blocked';
}

// ---- Ringline's own view of the call ----------------------------------------------------------------------------

/** One person of a call, with their latest invitation. */
export interface CallMember {
  userID: string;
  role: 'caller' | 'invitee' | 'joiner';
  state: 'ringing' | 'joined' | 'gone';
  /** Why gone; `call_over` if the call ended around them. Empty before. */
  reason: EndWord | 'call_over' | '';
  /** When ringing ends, server time in ms. 0 for those who were not asked. */
  deadline: number;
  /** Whether a device said that it rings. */
  rung: boolean;
  /** Server time in ms; 0 if they were never in. */
  joinedAt: number;
}

/** The call that this device rings for or is in: all that a page needs to draw it from nothing, as after a reload. */
export interface CallInfo {
  callId: string;
  status: Exclude<CallStatus, 'idle'>;
  callMediaType: CallMediaType;
  /** A caller whom a server called as well is a callee: it rang for them. */
  callRole: CallRole;
  group: boolean;
  /** To a caller whom a server called as well: the first other member. */
  callerId: string;
  /** In order of invitation; this user is among them. */
  members: CallMember[];
  userData: string;
  chatGroupID: string;
  /** Server time in ms. */
  startedAt: number;
  /** Server time in ms; 0 while nobody answered. */
  answeredAt: number;
  /** When it stops ringing: here for a callee, for the last callee as a caller. Server time in ms; 0 when nothing rings. */
  deadline: number;
}

// ---- Events by name ---------------------------------------------------------------------------------------------

interface Named {
  ERROR: ErrorEvent;
  SDK_READY: undefined;
  KICKED_OUT: KickedOutEvent;
  onUserSigExpired: KickedOutEvent;
  INVITED: CallReceivedEvent;
  ON_CALL_RECEIVED: CallReceivedEvent;
  ON_CALL_BEGIN: CallBeginEvent;
  ON_CALL_END: CallEndEvent;
  ON_CALL_NOT_CONNECTED: CallNotConnectedEvent;
  ON_CALL_CANCELED: CallNotConnectedEvent;
  CALLING_CANCEL: CallNotConnectedEvent;
  CALLING_TIMEOUT: CallNotConnectedEvent;
  ON_USER_INVITING: UserEvent;
  USER_ACCEPT: UserEvent;
  USER_ENTER: UserEvent;
  USER_LEAVE: UserLeaveEvent;
  REJECT: UserEvent;
  NO_RESP: NoResponseEvent;
  LINE_BUSY: UserEvent;
  USER_VIDEO_AVAILABLE: VideoAvailableEvent;
  USER_AUDIO_AVAILABLE: AudioAvailableEvent;
  USER_VOICE_VOLUME: VoiceVolumeEvent;
  ON_USER_NETWORK_QUALITY_CHANGED: NetworkQualityEvent;
  DEVICED_UPDATED: DevicesEvent;
  onDeviceChange: DeviceChangeEvent;
  CALL_TYPE_CHANGED: CallTypeChangedEvent;
  GROUP_CALL_INVITEE_LIST_UPDATE: never;
  MESSAGE_SENT_BY_ME: never;
  CALL_MESSAGE: never;
}

interface NamedByRingline {
  CALL_CHANGED: CallInfo | null;
  PRESENCE: PresenceEvent;
  CONNECTION: ConnectionEvent;
  MEDIA: MediaEvent;
  SCREEN: ScreenEvent;
  STATISTICS: Statistics;
}

/** Event name → payload. */
export type EventMap = { [K in keyof Named as (typeof TUICallEvent)[K]]: Named[K] } & {
  [K in keyof NamedByRingline as (typeof RinglineEvent)[K]]: NamedByRingline[K];
};

export type EventName = keyof EventMap;

/** Also under the names that other generations of the documented engine have for it. */
export type AnyEventName = EventName | keyof typeof spellings;

/** The name here of an event. */
export type Canonical<K extends AnyEventName> = K extends keyof typeof spellings ? (typeof spellings)[K] : K;

export type Listener<K extends AnyEventName> = (payload: EventMap[Canonical<K> & EventName]) => void;

// ---- The engine -------------------------------------------------------------------------------------------------

/**
 * The documented engine and, at the end, what Ringline adds. Rejected promises carry a {@link CallError}.
 *
 * | | idle | calling | connected |
 * | --- | --- | --- | --- |
 * | calls, join | yes | no | no |
 * | accept, reject | no | yes, callee | no |
 * | hangup | no | yes | yes |
 * | inviteUser | no | yes, caller | yes |
 *
 * The wrong state gives -1203, everything before login -1201.
 */
export interface CallEngine {
  /**
   * Connects, learns the truth about a running call and fires what a page needs to show it. Resolves when all that is done.
   * Fails at once if the server refuses the user, and with 2805 if it cannot be reached within 15 s.
   */
  login(options: LoginOptions): Promise<void>;
  /** The same as {@link login}. */
  init(options: LoginOptions): Promise<void>;
  /** Leaves a running call, then disconnects. */
  logout(): Promise<void>;
  /** Logs out and forgets every listener. The next createInstance starts afresh. */
  destroyInstance(): Promise<void>;

  /** An event goes by any of its names. A listener that was added twice hears it once. */
  on<K extends AnyEventName>(event: K, listener: Listener<K>, context?: unknown): void;
  once<K extends AnyEventName>(event: K, listener: Listener<K>, context?: unknown): void;
  /** Without a context: removes the listener whatever context it was added with. Without a listener: removes all. */
  off<K extends AnyEventName>(event: K, listener?: Listener<K>, context?: unknown): void;
  /** 0 everything … 4 nothing. Default 3, errors only. */
  setLogLevel(level: number): void;

  /** Rings people. Resolves once the server rings them; whether they are busy is told by events. */
  calls(options: CallsOptions): Promise<CallResult>;
  /** {@link calls} with one callee. */
  call(options: CallOptions): Promise<CallResult>;
  /** {@link calls} that belongs to a chat group. */
  groupCall(options: GroupCallOptions): Promise<CallResult>;
  /**
   * Enters the running call of a chat group, or in a room, that this device has heard of since it logged in. Fails with
   * 101004 for others: they can be entered by their id only.
   */
  joinInGroupCall(options: JoinInGroupCallOptions): Promise<void>;
  /** Enters a running call by its id, asked or not. */
  join(options: JoinOptions): Promise<void>;
  /** Answers. Resolves when the server has let this device in; media follows by itself. */
  accept(): Promise<Result>;
  reject(): Promise<Result>;
  /** Stops ringing here and everywhere. The caller is told that this user is busy. */
  ignore(): Promise<Result>;
  /** Caller, while nobody answered: cancels for all. Callee, while it rings: rejects. Else: leaves. */
  hangup(): Promise<HangupResult>;
  /** Asks more people in and resolves to those really asked. The call is a group call from then on. */
  inviteUser(options: InviteUserOptions): Promise<InvitedUsers>;
  /** Changes the call for everybody: 1 audio, 2 video. To audio closes this camera. */
  switchCallMediaType(type: number): Promise<void>;

  /**
   * Captures the camera, shows it in the given element and, once the call is answered, sends it. Before that it is a
   * preview. Nothing is ever captured without being asked for. Stops by itself with the call.
   */
  openCamera(view?: ViewTarget, isFrontCamera?: boolean): Promise<void>;
  closeCamera(): Promise<void>;
  /** As {@link openCamera}, for the voice. May be called while it rings, so that it is ready with the answer. */
  openMicrophone(): Promise<void>;
  /** Mutes: the others hear nothing. */
  closeMicrophone(): Promise<void>;
  /** Shows a member's camera or screen; may be asked before it is there. Stops by itself with the call. */
  startRemoteView(options: StartRemoteViewOptions): Promise<void>;
  stopRemoteView(options: StopRemoteViewOptions): Promise<void>;
  getDeviceList(deviceType: DeviceType): Promise<DeviceInfo[]>;
  /** Uses a device from now on; true when it does. */
  switchDevice(options: SwitchDeviceOptions): Promise<boolean>;
  /** The camera towards the user or the one away from them, on devices that have both. Also for what is opened later. */
  switchCamera(position: CameraPosition): Promise<void>;
  /** How large a picture the camera takes and sends, now and later: a {@link VideoQuality}. Default 720p. A camera that cannot gives what it has. */
  setVideoQuality(quality: string): Promise<void>;
  /** How pictures are drawn on this page. What is sent does not change. */
  setVideoRenderParams(params: VideoRenderParams): Promise<void>;
  /** Blurs what is behind this user, for everybody: 0 not, 1 a little … 3 much. Also for what is opened later. */
  setBlurBackground(level: number): Promise<void>;
  /** Puts an image behind this user, for everybody; an empty address takes it away. The image must be on this origin or allow it. */
  setVirtualBackground(imagePath: string): Promise<void>;
  /** Takes everything but the voice out of what the microphone hears. Also for what is opened later. */
  enableAIVoice(enable: boolean): Promise<void>;

  /** Asks the user for the devices, where the browser does not know yet. False if one may not or cannot be used. */
  deviceCheck(devices?: DeviceCheckOptions): Promise<boolean>;
  getDevicePermission(): DevicePermission;
  /** Not offered: fails with -1002. */
  setBeautyLevel(params: BeautyLevelOptions): Promise<void>;

  /** Changes how this user is called and looks to others. What is left out stays. */
  setSelfInfo(info: SelfInfo): Promise<void>;
  /** Changes nothing: whether a user may have several devices is a setting of the app on the server. */
  enableMultiDeviceAbility(enabled: boolean): void;
  /** The documented media object, as far as it is offered: sound that the browser holds back, silence, screen sharing. */
  getTRTCCloudInstance(): Cloud;
  readonly trtcCloud: Cloud;
  /** The app's own chat object if it gave one, else one that tells profiles. */
  getTim(): Chat;
  readonly tim: Chat;
  /** Notes something in the browser's console, from log level 0 on. Nothing is sent anywhere. */
  reportLog(entry: ReportEntry): void;
  /** Takes what kits ask for and changes nothing. Fails with -1002 for what would be missed, such as proxies. */
  callExperimentalAPI(json: string): Promise<void>;

  // What the documented engine does not have:

  /** The call that this device rings for or is in; null in none. */
  getCall(): CallInfo | null;
  /** Users of the app who are online. Fails with -1203 if the app does not list its users. */
  getOnlineUsers(): Promise<string[]>;
  /** The server's clock, ms since 1970: what deadlines and answeredAt are to be compared with. */
  serverNow(): number;
  /** Where the server is: what it hands out, pictures for one, is below this. Fails with -1202 if the app named no web address. */
  serverOrigin(): string;
  /** Who is logged in here; null when nobody is. */
  getSelf(): { userID: string; deviceID: string } | null;
  /** Starts the others' voices and pictures after the browser blocked them; to be called from a click. See {@link MediaEvent}. */
  resumeAudio(): Promise<void>;
  /** Names and pictures of users: all who are asked for, in that order. Asked of the server once in five minutes. */
  getProfiles(userIDs: string[]): Promise<Profile[]>;
  /** This user's calls that are over, the latest first. */
  getCallHistory(query?: HistoryQuery): Promise<HistoryPage>;
  /** Plays nobody's voice here, or everybody's again. What the others hear does not change. */
  muteAllRemoteAudio(mute: boolean): Promise<void>;
  /**
   * Asks the user which screen, window or tab to share, and shares it beside the camera until stopped, here or in the
   * browser's own bar, or until the call is over. To be called from a click.
   */
  startScreenShare(options?: ScreenShareOptions): Promise<void>;
  stopScreenShare(): Promise<void>;
}

import { RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type {
  CallEndEvent,
  CallInfo,
  CallNotConnectedEvent,
  ConnectionEvent,
  EndWord,
  EventMap,
  MediaEvent,
  Statistics,
  VoiceVolumeEvent,
} from '@ringline/call-engine';
import { callOf, mediaOf } from './call';
import type { Call, EndedCall, Media } from './call';
import { devicesOf, noDevices } from './devices';
import type { Chosen, DevicesState, Effects } from './devices';
import type { Wish } from './wish';

/** What is listened for. */
export const heard = [
  RinglineEvent.CALL_CHANGED,
  RinglineEvent.CONNECTION,
  RinglineEvent.PRESENCE,
  RinglineEvent.MEDIA,
  RinglineEvent.STATISTICS,
  RinglineEvent.SCREEN,
  TUICallEvent.SDK_READY,
  TUICallEvent.ON_CALL_RECEIVED,
  TUICallEvent.ON_USER_INVITING,
  TUICallEvent.USER_ENTER,
  TUICallEvent.REJECT,
  TUICallEvent.LINE_BUSY,
  TUICallEvent.NO_RESP,
  TUICallEvent.ON_CALL_END,
  TUICallEvent.ON_CALL_NOT_CONNECTED,
  TUICallEvent.USER_VIDEO_AVAILABLE,
  TUICallEvent.USER_AUDIO_AVAILABLE,
  TUICallEvent.USER_LEAVE,
  TUICallEvent.USER_VOICE_VOLUME,
  TUICallEvent.ON_USER_NETWORK_QUALITY_CHANGED,
  TUICallEvent.DEVICED_UPDATED,
  TUICallEvent.KICKED_OUT,
  TUICallEvent.ERROR,
] as const;

type Heard = (typeof heard)[number];

/** Something the engine said, with its name. */
export type EngineEvent = { [K in Heard]: { name: K; payload: EventMap[K] } }[Heard];

/** Something the user should know. Its text is made where it is shown, in the user's language. */
export interface Notice {
  /** One notice of a kind at a time. */
  kind: 'microphone' | 'camera' | 'screen' | 'action' | 'error';
  /** What was thrown. */
  error: unknown;
}

/** Whom this user is calling, until the server knows. */
export interface Dialing {
  users: readonly string[];
  media: Media;
}

/** All that the kit knows. The engine decides; this only remembers what it said. */
export interface State extends Wish {
  /** Who is logged in; empty before the first login. */
  me: string;
  device: string;
  connection: ConnectionEvent['state'];
  /** Whether a login was ever complete: before that there is nothing to reconnect. */
  ready: boolean;
  /** Why the session is over for good. */
  over: { error: unknown } | undefined;
  /** Who is online besides me; undefined if the app does not say. */
  online: ReadonlySet<string> | undefined;
  call: Call | null;
  /** Who asked me into it. */
  inviter: string;
  dialing: Dialing | null;
  ended: EndedCall | null;
  /** Who did not come into the call, and why. */
  refused: Readonly<Record<string, EndWord>>;
  /** Whose camera can be seen, whose voice can be heard, whose screen is there. */
  seen: ReadonlySet<string>;
  heard: ReadonlySet<string>;
  screens: ReadonlySet<string>;
  /** How loud somebody is, 1…100; the silent are left out. */
  levels: ReadonlyMap<string, number>;
  /** How good somebody's network is, 1 best … 6 gone; 0 unknown. */
  qualities: ReadonlyMap<string, number>;
  /** Who of the others speaks, or did last, and when they were last loud (server time). */
  speaker: string;
  speakerAt: number;
  media: MediaEvent['state'] | 'idle';
  /** Whether the user shares their screen, or is being asked which. */
  screen: boolean;
  devices: DevicesState;
  chosen: Chosen;
  effects: Effects;
  statistics: Statistics | null;
  notices: readonly Notice[];
  minimized: boolean;
  /** What just happened in the call, for those who listen. */
  news: News | null;
  /** Counts ends of calls and returns of the connection: what was asked before may be old. */
  epoch: number;
}

/** Something that somebody in the call did. */
export interface News {
  kind: 'joined' | 'left' | 'lost' | 'rejected' | 'busy' | 'no_answer' | 'invited' | 'screen';
  users: readonly string[];
}

export type Action =
  | { type: 'event'; event: EngineEvent; at: number }
  | { type: 'user'; me: string; wish: Wish | undefined }
  | { type: 'ready'; device: string; call: CallInfo | null }
  | { type: 'online'; users: readonly string[] | undefined }
  | { type: 'dial'; dialing: Dialing }
  | { type: 'undial'; dialing: Dialing }
  | { type: 'over'; error: unknown }
  | { type: 'again' }
  | { type: 'wish'; wish: Partial<Wish> }
  | { type: 'screen'; on: boolean }
  | { type: 'devices'; devices: Pick<DevicesState, 'cameras' | 'microphones' | 'speakers'> }
  | { type: 'chosen'; chosen: Partial<Chosen> }
  | { type: 'effects'; effects: Partial<Effects> }
  | { type: 'notice'; notice: Notice }
  | { type: 'dismiss_notice'; kind: Notice['kind'] }
  | { type: 'minimize'; on: boolean }
  | { type: 'dismiss' };

/** From here on somebody counts as speaking. */
export const LOUD = 10;

/** How long somebody stays the active speaker after their last loud moment, in ms: pauses between words are none. */
const HOLD = 1500;

const none: ReadonlySet<string> = new Set();
const nothing = {};
const silence: ReadonlyMap<string, number> = new Map();

export const initial: State = {
  me: '',
  device: '',
  connection: 'connecting',
  ready: false,
  over: undefined,
  online: undefined,
  call: null,
  inviter: '',
  dialing: null,
  ended: null,
  refused: nothing,
  seen: none,
  heard: none,
  screens: none,
  levels: silence,
  qualities: silence,
  speaker: '',
  speakerAt: 0,
  media: 'idle',
  microphone: true,
  camera: false,
  screen: false,
  devices: noDevices,
  chosen: { camera: '', microphone: '', speaker: '' },
  effects: { blur: 0, background: '', noiseSuppression: false, quality: '720p' },
  statistics: null,
  notices: [],
  minimized: false,
  news: null,
  epoch: 0,
};

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'event':
      return hear(state, action.event, action.at);
    case 'user':
      // A page that was reloaded within a call goes on as it was.
      return action.me === state.me ? state : { ...state, me: action.me, ...action.wish };
    case 'ready': {
      // A login that only brought a new token says nothing of the connection.
      const connection = state.ready ? state.connection : 'connected';
      const here: State = {
        ...state,
        device: action.device,
        ready: true,
        over: undefined,
        connection,
        notices: unlike(state, 'error'),
      };
      return follow(here, action.call);
    }
    case 'online':
      return { ...state, online: action.users && without(new Set(action.users), state.me) };
    case 'dial':
      return {
        ...fresh(state),
        dialing: action.dialing,
        microphone: true,
        camera: action.dialing.media === 'video',
      };
    case 'undial': // another may be dialed by now
      return state.dialing === action.dialing ? { ...state, dialing: null } : state;
    case 'over':
      return {
        ...follow(state, null),
        over: { error: action.error },
        ready: false,
        dialing: null,
        connection: 'disconnected',
      };
    case 'again':
      return { ...state, over: undefined, connection: 'connecting' };
    case 'wish':
      return { ...state, ...action.wish };
    case 'screen':
      return { ...state, screen: action.on };
    case 'devices':
      return { ...state, devices: { ...state.devices, ...action.devices } };
    case 'chosen':
      return { ...state, chosen: { ...state.chosen, ...action.chosen } };
    case 'effects':
      return { ...state, effects: { ...state.effects, ...action.effects } };
    case 'notice':
      return { ...state, notices: [...unlike(state, action.notice.kind), action.notice] };
    case 'dismiss_notice':
      return { ...state, notices: unlike(state, action.kind) };
    case 'minimize':
      return { ...state, minimized: action.on };
    case 'dismiss':
      return { ...state, ended: null };
  }
}

/** A call begins: nothing of the one before it may show. */
function fresh(state: State): State {
  return {
    ...idle(state),
    inviter: '',
    ended: null,
    refused: nothing,
    media: 'connecting',
    notices: [],
    minimized: false,
  };
}

/** No media of a call is left. */
function idle(state: State): State {
  return {
    ...state,
    seen: none,
    heard: none,
    screens: none,
    levels: silence,
    qualities: silence,
    speaker: '',
    speakerAt: 0,
    screen: false,
    media: 'idle',
    statistics: null,
    news: null,
  };
}

function follow(state: State, info: CallInfo | null): State {
  if (info === null) {
    if (!state.call) return state;
    return {
      ...idle(state),
      call: null,
      minimized: false,
      notices: unlike(state, 'camera', 'microphone', 'screen'),
      epoch: state.epoch + 1,
    };
  }
  if (info.callId === state.call?.id || state.dialing) {
    return { ...state, call: callOf(info, state.me, state.inviter), dialing: null };
  }
  const next = { ...fresh(state), inviter: state.inviter };
  return { ...next, call: callOf(info, state.me, state.inviter) };
}

function hear(state: State, event: EngineEvent, at: number): State {
  switch (event.name) {
    case RinglineEvent.CALL_CHANGED:
      return follow(state, event.payload);
    case RinglineEvent.CONNECTION: {
      const back = event.payload.state === 'connected' && state.ready && state.connection !== 'connected';
      return { ...state, connection: event.payload.state, epoch: state.epoch + (back ? 1 : 0) };
    }
    case RinglineEvent.PRESENCE: {
      const { userID, online } = event.payload;
      if (!state.online || userID === state.me) return state;
      return { ...state, online: online ? withUser(state.online, userID) : without(state.online, userID) };
    }
    case RinglineEvent.MEDIA:
      return state.call || state.dialing ? { ...state, media: event.payload.state } : state;
    case RinglineEvent.STATISTICS:
      return { ...state, statistics: event.payload };
    case RinglineEvent.SCREEN: {
      const { userID, isScreenAvailable: there } = event.payload;
      const screens = there ? withUser(state.screens, userID) : without(state.screens, userID);
      if (userID === state.me) return { ...state, screens, screen: there };
      return there ? tell({ ...state, screens }, 'screen', userID) : { ...state, screens };
    }
    case TUICallEvent.ON_CALL_RECEIVED:
      return { ...fresh(state), inviter: event.payload.callerId };
    case TUICallEvent.ON_USER_INVITING:
      return tell(state, 'invited', event.payload.userID);
    case TUICallEvent.USER_ENTER:
      return tell(state, 'joined', event.payload.userID);
    case TUICallEvent.REJECT:
      return refuse(state, [event.payload.userID], 'rejected');
    case TUICallEvent.LINE_BUSY:
      return refuse(state, [event.payload.userID], 'busy');
    case TUICallEvent.NO_RESP:
      return refuse(state, event.payload.userIDList, 'no_answer');
    case TUICallEvent.ON_CALL_END:
      return { ...state, dialing: null, ended: ended(state, event.payload, event.payload.totalTime, true) };
    case TUICallEvent.ON_CALL_NOT_CONNECTED:
      return { ...state, dialing: null, ended: ended(state, event.payload, 0, false) };
    case TUICallEvent.USER_VIDEO_AVAILABLE: {
      const { userID, isVideoAvailable } = event.payload;
      return { ...state, seen: isVideoAvailable ? withUser(state.seen, userID) : without(state.seen, userID) };
    }
    case TUICallEvent.USER_AUDIO_AVAILABLE: {
      const { userID, isAudioAvailable } = event.payload;
      return { ...state, heard: isAudioAvailable ? withUser(state.heard, userID) : without(state.heard, userID) };
    }
    case TUICallEvent.USER_LEAVE: {
      const { userID, word } = event.payload;
      const lost = word === 'offline' || word === 'interrupted';
      return tell(
        {
          ...state,
          seen: without(state.seen, userID),
          heard: without(state.heard, userID),
          screens: without(state.screens, userID),
          speaker: state.speaker === userID ? '' : state.speaker,
        },
        lost ? 'lost' : 'left',
        userID,
      );
    }
    case TUICallEvent.USER_VOICE_VOLUME:
      return listen(state, event.payload.volumeMap, at);
    case TUICallEvent.ON_USER_NETWORK_QUALITY_CHANGED: {
      const list = event.payload.networkQualityList.map(
        ({ userId, quality }) => [userId || state.me, quality] as const,
      );
      return { ...state, qualities: new Map([...state.qualities, ...list]) };
    }
    case TUICallEvent.DEVICED_UPDATED:
      return { ...state, devices: devicesOf(event.payload) };
    case TUICallEvent.KICKED_OUT:
      return reduce(state, { type: 'over', error: event.payload });
    case TUICallEvent.ERROR:
      return reduce(state, { type: 'notice', notice: { kind: 'error', error: event.payload } });
    case TUICallEvent.SDK_READY:
      return state; // said by the session, with more
  }
}

function listen(state: State, volumes: VoiceVolumeEvent['volumeMap'], at: number): State {
  const levels = new Map<string, number>();
  for (const { userId, audioVolume } of volumes) if (audioVolume > 0) levels.set(userId || state.me, audioVolume);
  if (levels.size === 0 && state.levels.size === 0) return state;
  const { speaker, speakerAt, me } = state;
  if ((levels.get(speaker) ?? 0) >= LOUD) return { ...state, levels, speakerAt: at };
  const loudest = [...levels]
    .filter(([user, level]) => user !== me && level >= LOUD)
    .sort(([, a], [, b]) => b - a)[0]?.[0];
  if (loudest === undefined || (speaker !== '' && at - speakerAt < HOLD)) return { ...state, levels };
  return { ...state, levels, speaker: loudest, speakerAt: at };
}

function ended(
  state: State,
  payload: CallEndEvent | CallNotConnectedEvent,
  seconds: number,
  connected: boolean,
): EndedCall {
  const { call, dialing, me } = state;
  const others = call ? call.members.map((member) => member.user) : (dialing?.users ?? [state.inviter]);
  return {
    id: payload.callId,
    media: mediaOf(payload.callMediaType),
    reason: payload.word,
    by: payload.userID,
    from: payload.callRole === 'caller' ? me : (call?.from ?? state.inviter),
    others: [...new Set(others)].filter((user) => user !== me && user !== ''),
    connected,
    seconds,
    refused: state.refused,
  };
}

function refuse(state: State, users: readonly string[], word: 'rejected' | 'busy' | 'no_answer'): State {
  const refused = { ...state.refused, ...Object.fromEntries(users.map((user) => [user, word])) };
  return tell({ ...state, refused }, word, ...users);
}

function tell(state: State, kind: News['kind'], ...users: string[]): State {
  return { ...state, news: { kind, users } };
}

function unlike(state: State, ...kinds: Notice['kind'][]): readonly Notice[] {
  return state.notices.filter((notice) => !kinds.includes(notice.kind));
}

function withUser(users: ReadonlySet<string>, user: string): ReadonlySet<string> {
  return users.has(user) ? users : new Set([...users, user]);
}

function without(users: ReadonlySet<string>, user: string): ReadonlySet<string> {
  return users.has(user) ? new Set([...users].filter((other) => other !== user)) : users;
}

/** Whether this device takes part in a call, ringing elsewhere or answered: then its microphone and camera may be open. */
export function isInside({ call }: State): boolean {
  return call !== null && call.state !== 'incoming';
}

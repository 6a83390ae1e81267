import { RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type {
  CallEndEvent,
  CallInfo,
  CallNotConnectedEvent,
  ConnectionEvent,
  DevicesEvent,
  EndWord,
  EventMap,
  EventName,
  MediaEvent,
} from '@ringline/call-engine';
import { describe } from './events';
import type { Ended } from './outcome';
import type { Wish } from './wish';

/** Something the engine said, with its name. */
export type EngineEvent = { [K in EventName]: { name: K; payload: EventMap[K] } }[EventName];

/** One line of what the server said. */
export interface Entry {
  id: number;
  /** Milliseconds, the server's clock. */
  at: number;
  name: string;
  text: string;
  payload: string;
}

/** Something the user should know and can do nothing or little about. */
export interface Notice {
  /** One notice of a kind at a time. */
  kind: 'camera' | 'microphone' | 'action' | 'error';
  text: string;
}

/** All that the page knows. The engine decides; this only remembers what it said. */
export interface State extends Wish {
  me: string;
  connection: ConnectionEvent['state'];
  /** Whether a login was ever complete: before that there is nothing to reconnect. */
  ready: boolean;
  /** Why the session is over for good; undefined while it is not. */
  over: string | undefined;
  /** Who is online besides me; undefined if the app does not say. */
  online: ReadonlySet<string> | undefined;
  /** The call that rings here or that this device is in. */
  call: CallInfo | undefined;
  /** Who asked me into it. */
  inviter: string;
  /** Whom I am calling, from the click until the server knows. */
  dialing: { users: string[]; video: boolean } | undefined;
  /** The last call, until it is put away. */
  ended: Ended | undefined;
  /** Who did not come into the call, and why. */
  refused: Record<string, EndWord>;
  /** Whose camera can be seen, whose voice can be heard, who is speaking. */
  seen: ReadonlySet<string>;
  heard: ReadonlySet<string>;
  speaking: ReadonlySet<string>;
  media: MediaEvent['state'];
  devices: DevicesEvent | undefined;
  notices: Notice[];
  /** Newest first. */
  log: Entry[];
}

export type Action =
  | { type: 'event'; event: EngineEvent; at: number }
  | { type: 'ready'; call: CallInfo | null }
  | { type: 'online'; users: string[] | undefined }
  | { type: 'dial'; users: string[]; video: boolean }
  | { type: 'undial' }
  | { type: 'over'; why: string }
  | { type: 'microphone'; on: boolean }
  | { type: 'camera'; on: boolean }
  | { type: 'notice'; notice: Notice }
  | { type: 'dismiss'; kind: Notice['kind'] }
  | { type: 'put_away' };

const none: ReadonlySet<string> = new Set();
const logLength = 100;

export function initial(me: string, wish: Wish): State {
  return {
    me,
    connection: 'connecting',
    ready: false,
    over: undefined,
    online: undefined,
    call: undefined,
    inviter: '',
    dialing: undefined,
    ended: undefined,
    refused: {},
    seen: none,
    heard: none,
    speaking: none,
    media: 'connecting',
    ...wish,
    devices: undefined,
    notices: [],
    log: [],
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'event':
      return hear(note(state, action.event, action.at), action.event);
    case 'ready':
      return follow({ ...state, ready: true, notices: unlike(state, 'error') }, action.call);
    case 'online':
      return { ...state, online: action.users && without(new Set(action.users), state.me) };
    case 'dial':
      return {
        ...fresh(state),
        dialing: { users: action.users, video: action.video },
        microphone: true,
        camera: action.video,
      };
    case 'undial':
      return { ...state, dialing: undefined };
    case 'over':
      return { ...state, over: action.why, call: undefined, dialing: undefined };
    case 'microphone':
      return { ...state, microphone: action.on };
    case 'camera':
      return { ...state, camera: action.on };
    case 'notice':
      return { ...state, notices: [...unlike(state, action.notice.kind), action.notice] };
    case 'dismiss':
      return { ...state, notices: unlike(state, action.kind) };
    case 'put_away':
      return { ...state, ended: undefined };
  }
}

/** A call begins: nothing of the one before it may show. */
function fresh(state: State): State {
  return {
    ...state,
    inviter: '',
    ended: undefined,
    refused: {},
    seen: none,
    heard: none,
    speaking: none,
    media: 'connecting',
    notices: [],
  };
}

function follow(state: State, call: CallInfo | null): State {
  if (call === null) {
    return {
      ...state,
      call: undefined,
      seen: none,
      heard: none,
      speaking: none,
      notices: unlike(state, 'camera', 'microphone'),
    };
  }
  if (call.callId === state.call?.callId || state.dialing) return { ...state, call, dialing: undefined };
  return { ...fresh(state), inviter: state.inviter, call };
}

function hear(state: State, event: EngineEvent): State {
  switch (event.name) {
    case RinglineEvent.CALL_CHANGED:
      return follow(state, event.payload);
    case RinglineEvent.CONNECTION:
      return { ...state, connection: event.payload.state };
    case RinglineEvent.PRESENCE: {
      const { userID, online } = event.payload;
      if (!state.online || userID === state.me) return state;
      return { ...state, online: online ? withUser(state.online, userID) : without(state.online, userID) };
    }
    case RinglineEvent.MEDIA:
      return { ...state, media: event.payload.state };
    case TUICallEvent.ON_CALL_RECEIVED:
      return { ...fresh(state), inviter: event.payload.callerId };
    case TUICallEvent.REJECT:
      return refuse(state, [event.payload.userID], 'rejected');
    case TUICallEvent.LINE_BUSY:
      return refuse(state, [event.payload.userID], 'busy');
    case TUICallEvent.NO_RESP:
      return refuse(state, event.payload.userIDList, 'no_answer');
    case TUICallEvent.ON_CALL_END:
      return { ...state, dialing: undefined, ended: ended(state, event.payload, event.payload.totalTime, true) };
    case TUICallEvent.ON_CALL_NOT_CONNECTED:
      return { ...state, dialing: undefined, ended: ended(state, event.payload, 0, false) };
    case TUICallEvent.USER_VIDEO_AVAILABLE: {
      const { userID, isVideoAvailable } = event.payload;
      return { ...state, seen: isVideoAvailable ? withUser(state.seen, userID) : without(state.seen, userID) };
    }
    case TUICallEvent.USER_AUDIO_AVAILABLE: {
      const { userID, isAudioAvailable } = event.payload;
      return { ...state, heard: isAudioAvailable ? withUser(state.heard, userID) : without(state.heard, userID) };
    }
    case TUICallEvent.USER_LEAVE: {
      const { userID } = event.payload;
      return { ...state, seen: without(state.seen, userID), heard: without(state.heard, userID) };
    }
    case TUICallEvent.USER_VOICE_VOLUME: {
      const loud = event.payload.volumeMap.filter(({ audioVolume }) => audioVolume >= 10).map(({ userId }) => userId);
      return same(state.speaking, loud) ? state : { ...state, speaking: new Set(loud) };
    }
    case TUICallEvent.DEVICED_UPDATED:
      return { ...state, devices: event.payload };
    case TUICallEvent.KICKED_OUT:
      return { ...state, over: event.payload.message, call: undefined, dialing: undefined };
    case TUICallEvent.ERROR:
      return reduce(state, { type: 'notice', notice: { kind: 'error', text: event.payload.message } });
    default:
      return state;
  }
}

function ended(
  state: State,
  payload: CallEndEvent | CallNotConnectedEvent,
  seconds: number,
  connected: boolean,
): Ended {
  const { call, dialing, me } = state;
  const asked = payload.callRole !== 'caller';
  const others = call ? call.members.map((member) => member.userID) : (dialing?.users ?? [state.inviter]);
  return {
    callId: payload.callId,
    word: payload.word,
    by: payload.userID,
    connected,
    seconds,
    video: payload.callMediaType === 2,
    me,
    caller: asked ? askedBy(state) : me,
    others: [...new Set(others)].filter((user) => user !== me && user !== ''),
    refused: state.refused,
  };
}

/** Who asked me into the call: a member who invited me later on, or its caller. */
export function askedBy({ inviter, call }: State): string {
  return inviter === '' ? (call?.callerId ?? '') : inviter;
}

function refuse(state: State, users: string[], word: EndWord): State {
  return { ...state, refused: { ...state.refused, ...Object.fromEntries(users.map((user) => [user, word])) } };
}

function note(state: State, event: EngineEvent, at: number): State {
  const text = describe(event);
  if (text === undefined) return state;
  const entry: Entry = {
    id: (state.log[0]?.id ?? 0) + 1,
    at,
    name: event.name,
    text,
    payload: event.payload === undefined ? '' : JSON.stringify(event.payload),
  };
  return { ...state, log: [entry, ...state.log].slice(0, logLength) };
}

function unlike(state: State, ...kinds: Notice['kind'][]): Notice[] {
  return state.notices.filter((notice) => !kinds.includes(notice.kind));
}

function withUser(users: ReadonlySet<string>, user: string): ReadonlySet<string> {
  return users.has(user) ? users : new Set([...users, user]);
}

function without(users: ReadonlySet<string>, user: string): ReadonlySet<string> {
  return users.has(user) ? new Set([...users].filter((other) => other !== user)) : users;
}

function same(a: ReadonlySet<string>, b: readonly string[]): boolean {
  return a.size === b.length && b.every((user) => a.has(user));
}

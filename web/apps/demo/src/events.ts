import { RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type { EndWord } from '@ringline/call-engine';
import { list } from './format';
import type { EngineEvent } from './state';

const left: Partial<Record<EndWord | '', string>> = {
  offline: 'lost the connection',
  interrupted: 'was cut off by a restart',
  removed: 'was taken out',
};

/** One sentence for what the server said; undefined for what is too frequent or too technical to list. */
export function describe(event: EngineEvent): string | undefined {
  switch (event.name) {
    case TUICallEvent.SDK_READY:
      return 'Logged in and up to date';
    case TUICallEvent.KICKED_OUT:
      return `Signed out: ${event.payload.message}`;
    case TUICallEvent.ON_CALL_RECEIVED:
      return `${event.payload.callerId} is calling, it rings here`;
    case TUICallEvent.ON_CALL_BEGIN:
      return 'The call is connected';
    case TUICallEvent.ON_CALL_END:
      return `The call is over: ${event.payload.word}${by(event.payload.userID)}`;
    case TUICallEvent.ON_CALL_NOT_CONNECTED:
      return `The call is over before it began: ${event.payload.word}${by(event.payload.userID)}`;
    case TUICallEvent.ON_USER_INVITING:
      return `${event.payload.userID} is invited`;
    case TUICallEvent.USER_ACCEPT:
      return `${event.payload.userID} accepted`;
    case TUICallEvent.USER_ENTER:
      return `${event.payload.userID} is in the call`;
    case TUICallEvent.USER_LEAVE:
      return `${event.payload.userID} ${left[event.payload.word] ?? 'left'}`;
    case TUICallEvent.REJECT:
      return `${event.payload.userID} declined`;
    case TUICallEvent.NO_RESP:
      return `${list(event.payload.userIDList)} did not answer in time`;
    case TUICallEvent.LINE_BUSY:
      return `${event.payload.userID} is busy`;
    case TUICallEvent.USER_VIDEO_AVAILABLE:
      return `${event.payload.userID}’s camera is ${event.payload.isVideoAvailable ? 'on' : 'off'}`;
    case TUICallEvent.USER_AUDIO_AVAILABLE:
      return `${event.payload.userID} is ${event.payload.isAudioAvailable ? 'audible' : 'muted'}`;
    case TUICallEvent.CALL_TYPE_CHANGED:
      return event.payload.newCallType === 2 ? 'It is a video call now' : 'It is a voice call now';
    case TUICallEvent.ERROR:
      return `Something failed: ${event.payload.message}`;
    case RinglineEvent.PRESENCE:
      return `${event.payload.userID} ${event.payload.online ? 'came online' : 'went offline'}`;
    case RinglineEvent.CONNECTION:
      return { connecting: 'Connecting', connected: 'Connected', disconnected: 'Disconnected' }[event.payload.state];
    case RinglineEvent.MEDIA:
      return event.payload.state === 'blocked' ? 'The browser holds the sound back' : `Media is ${event.payload.state}`;
    default:
      return undefined;
  }
}

function by(user: string): string {
  return user === '' ? '' : `, by ${user}`;
}

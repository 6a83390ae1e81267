import { RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type { EventMap, EventName } from '@ringline/call-engine';
import type { Texts } from './texts/en';

/** Something the engine said, with its name. */
export type EngineEvent = { [K in EventName]: { name: K; payload: EventMap[K] } }[EventName];

/** The events that the page lists. The others are too frequent or too technical, or repeat one of these. */
export const told: readonly EventName[] = [
  RinglineEvent.CONNECTION,
  RinglineEvent.PRESENCE,
  RinglineEvent.MEDIA,
  RinglineEvent.SCREEN,
  TUICallEvent.SDK_READY,
  TUICallEvent.KICKED_OUT,
  TUICallEvent.ERROR,
  TUICallEvent.ON_CALL_RECEIVED,
  TUICallEvent.ON_CALL_BEGIN,
  TUICallEvent.ON_CALL_END,
  TUICallEvent.ON_CALL_NOT_CONNECTED,
  TUICallEvent.ON_USER_INVITING,
  TUICallEvent.USER_ACCEPT,
  TUICallEvent.USER_ENTER,
  TUICallEvent.USER_LEAVE,
  TUICallEvent.REJECT,
  TUICallEvent.NO_RESP,
  TUICallEvent.LINE_BUSY,
  TUICallEvent.USER_VIDEO_AVAILABLE,
  TUICallEvent.USER_AUDIO_AVAILABLE,
  TUICallEvent.CALL_TYPE_CHANGED,
];

/** One sentence for what the engine said; its name for what has none. */
export function describe(event: EngineEvent, { event: say, connection }: Texts): string {
  switch (event.name) {
    case TUICallEvent.SDK_READY:
      return say.ready;
    case TUICallEvent.KICKED_OUT:
      return say.kicked(event.payload.message);
    case TUICallEvent.ON_CALL_RECEIVED:
      return say.ringsHere(event.payload.callerId);
    case TUICallEvent.ON_CALL_BEGIN:
      return say.connected;
    case TUICallEvent.ON_CALL_END:
    case TUICallEvent.ON_CALL_NOT_CONNECTED: {
      const { word, userID } = event.payload;
      return userID === '' ? say.over(word) : say.overBy(word, userID);
    }
    case TUICallEvent.ON_USER_INVITING:
      return say.invited(event.payload.userID);
    case TUICallEvent.USER_ACCEPT:
      return say.accepted(event.payload.userID);
    case TUICallEvent.USER_ENTER:
      return say.entered(event.payload.userID);
    case TUICallEvent.USER_LEAVE: {
      const { word, userID } = event.payload;
      return word === 'offline' ? say.offline(userID) : word === 'removed' ? say.removed(userID) : say.left(userID);
    }
    case TUICallEvent.REJECT:
      return say.rejected(event.payload.userID);
    case TUICallEvent.NO_RESP:
      return say.noAnswer(event.payload.userIDList.join(', '));
    case TUICallEvent.LINE_BUSY:
      return say.busy(event.payload.userID);
    case TUICallEvent.USER_VIDEO_AVAILABLE:
      return say.camera(event.payload.userID, event.payload.isVideoAvailable);
    case TUICallEvent.USER_AUDIO_AVAILABLE:
      return say.voice(event.payload.userID, event.payload.isAudioAvailable);
    case RinglineEvent.SCREEN:
      return say.screen(event.payload.userID, event.payload.isScreenAvailable);
    case TUICallEvent.CALL_TYPE_CHANGED:
      return event.payload.newCallType === 2 ? say.nowVideo : say.nowVoice;
    case TUICallEvent.ERROR:
      return say.failed(event.payload.message);
    case RinglineEvent.PRESENCE:
      return say.presence(event.payload.userID, event.payload.online);
    case RinglineEvent.CONNECTION:
      return connection[event.payload.state];
    case RinglineEvent.MEDIA:
      return say.media[event.payload.state];
    default:
      return event.name;
  }
}

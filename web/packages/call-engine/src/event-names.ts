import { CallEndReason, ErrorCode, TUICallEvent } from './constants';
import type { Fired } from './events';
import type { EventName } from './types';

/** What other generations of the documented engine call the same events. */
export const spellings = {
  onKickedOut: TUICallEvent.KICKED_OUT,
  onKickedOffline: TUICallEvent.KICKED_OUT,
  onUserEnter: TUICallEvent.USER_ENTER,
  onReject: TUICallEvent.REJECT,
  onNoResp: TUICallEvent.NO_RESP,
  onLineBusy: TUICallEvent.LINE_BUSY,
  onCallCanceled: TUICallEvent.ON_CALL_CANCELED,
  onUserVoiceVolume: TUICallEvent.USER_VOICE_VOLUME,
  onCallTypeChanged: TUICallEvent.CALL_TYPE_CHANGED,
} as const;

/** Events that only repeat another one for older apps: whoever lists every event may leave them out. */
export const olderEvents: ReadonlySet<EventName> = /* #__PURE__ */ new Set<EventName>([
  TUICallEvent.INVITED,
  TUICallEvent.ON_CALL_CANCELED,
  TUICallEvent.CALLING_CANCEL,
  TUICallEvent.CALLING_TIMEOUT,
  TUICallEvent.onUserSigExpired,
]);

/** The name that an event goes by here. */
export function canonical(name: string): EventName {
  return Object.hasOwn(spellings, name) ? spellings[name as keyof typeof spellings] : (name as EventName);
}

/** Which of {@link olderEvents} are fired after an event, with its payload. */
export function repeatsOf(fired: Fired): EventName[] {
  switch (fired.name) {
    case TUICallEvent.ON_CALL_RECEIVED:
      return [TUICallEvent.INVITED];
    case TUICallEvent.ON_CALL_NOT_CONNECTED: {
      const names = [TUICallEvent.ON_CALL_CANCELED, TUICallEvent.CALLING_CANCEL];
      return fired.payload.reason === CallEndReason.NoResponse ? [...names, TUICallEvent.CALLING_TIMEOUT] : names;
    }
    case TUICallEvent.KICKED_OUT:
      return fired.payload.code === ErrorCode.USERSIG_EXPIRED ? [TUICallEvent.onUserSigExpired] : [];
    default:
      return [];
  }
}

import { CallEndReason, CallMediaType, CallRole, TUICallEvent } from './constants';
import { legOf, placeOf, type Call, type Place, type Self } from './call-state';
import type { CallEvent, EndFields, EndWord, EventMap, EventName } from './types';
import type { Leg, Media } from './wire';

/** An event with its payload. */
export type Fired = { [K in EventName]: { name: K; payload: EventMap[K] } }[EventName];

/**
 * Says which documented events a device fires when a call became another: the table "who sees what". Pure.
 *
 * It looks at what the call was and is, not at what happened in between, so that it is as right for a snapshot after
 * minutes without a connection as for a single change.
 *
 * @param before the call as this device knew it; undefined if it did not
 * @param after the call as it is; undefined if it vanished and nobody can tell how
 * @param now the server's clock
 */
export function callEvents(before: Call | undefined, after: Call | undefined, self: Self, now: number): Fired[] {
  const known = after ?? before;
  if (!known) return [];
  if (!after) return before ? vanished(before, self, now) : [];
  const step = new Step(before, after, self, now);
  return [...step.others(), ...step.ending(), ...step.beginning(), ...step.switched()];
}

/** The documented number of a media type. */
export function mediaType(media: Media): Exclude<CallMediaType, 0> {
  return media === 'video' ? CallMediaType.VIDEO : CallMediaType.AUDIO;
}

/** How the user came into the call, in documented words. */
export function roleOf(call: Call, user: string): CallRole {
  const leg = legOf(call, user);
  if (!leg) return CallRole.UNKNOWN;
  return leg.role === 'caller' && !wasRung(leg) ? CallRole.CALLER : CallRole.CALLEE;
}

/** Who the call comes from, as a user is to see it. */
export function callerOf(call: Call, user: string): string {
  const leg = legOf(call, user);
  return leg?.role === 'caller' && wasRung(leg) ? askerOf(call, leg) : call.caller;
}

/** Who is shown as having asked: the member who did; if a server did, the first other member, who is the caller usually. */
function askerOf(call: Call, leg: Leg): string {
  if (leg.invited_by) return leg.invited_by;
  const others = call.legs.filter(({ user }) => user !== leg.user);
  return (others.find(({ state }) => state !== 'gone') ?? others[0])?.user ?? call.caller;
}

/** A caller is in the call from the start, unless a server called them as well. */
function wasRung(leg: Leg): boolean {
  return leg.deadline !== undefined;
}

/** The room as documented: by number or by name. */
export function roomFields({ room }: Pick<Call, 'room'>): { roomID: number; strRoomID: string } {
  return {
    roomID: room?.numeric ? Number(room.name) : 0,
    strRoomID: room && !room.numeric ? room.name : '',
  };
}

/** What every event about a call carries. */
function common(call: Call, self: Self): CallEvent {
  return {
    callId: call.id,
    ...roomFields(call),
    callMediaType: mediaType(call.media),
    callRole: roleOf(call, self.user),
    chatGroupID: call.chat_group ?? '',
  };
}

/** One call becoming another, seen from one device. */
class Step {
  readonly #before: Call | undefined;
  readonly #after: Call;
  readonly #self: Self;
  readonly #now: number;
  readonly #was: Place;
  readonly #is: Place;
  /** The leg that this device rang for or was in, as it is now. */
  readonly #mine: Leg | undefined;
  /** Whether this device's part in the call is over now, having had one. */
  readonly #out: boolean;

  constructor(before: Call | undefined, after: Call, self: Self, now: number) {
    this.#before = before;
    this.#after = after;
    this.#self = self;
    this.#now = now;
    const began = !before && beganEnded(after, self);
    this.#was = began ? 'dialing' : placeOf(before, self);
    this.#is = placeOf(after, self);
    const n = legOf(before ?? after, self.user)?.n;
    this.#mine = after.legs.find((leg) => leg.n === n);
    this.#out = this.#was !== 'out' && (this.#is === 'out' || legOf(after, self.user)?.n !== n);
  }

  /** What the others did, as far as it happened while this device was part of the call. */
  others(): Fired[] {
    if (this.#was === 'out' && this.#is !== 'dialing') return [];
    const until = this.#out ? (this.#mine?.gone_at ?? Infinity) : Infinity;
    const fired: { at: number; event: Fired }[] = [];
    const unanswered = new Map<string, string[]>();
    for (const leg of this.#after.legs) {
      const was = this.#before?.legs.find((l) => l.n === leg.n);
      if (leg.user === this.#self.user || (was?.state === leg.state && leg.state !== 'joined')) continue;
      const at = leg.gone_at ?? leg.joined_at ?? leg.invited_at ?? 0;
      if (at > until) continue;
      if (leg.state === 'gone' && leg.reason === 'no_answer') {
        const sponsor = askerOf(this.#after, leg);
        const users = unanswered.get(sponsor);
        if (users) {
          users.push(leg.user);
          continue;
        }
        const userIDList = [leg.user];
        unanswered.set(sponsor, userIDList);
        fired.push({ at, event: { name: TUICallEvent.NO_RESP, payload: { sponsor, userIDList } } });
      } else {
        for (const event of this.#other(was, leg)) fired.push({ at, event });
      }
    }
    return fired.sort((a, b) => a.at - b.at).map(({ event }) => event);
  }

  #other(was: Leg | undefined, leg: Leg): Fired[] {
    const payload = { userID: leg.user };
    const inside = this.#was === 'dialing' || this.#was === 'connected';
    switch (leg.state) {
      case 'ringing':
        return this.#before && inside ? [{ name: TUICallEvent.ON_USER_INVITING, payload }] : [];
      case 'joined':
        if (was?.state === 'joined' || !inside) return [];
        return leg.role === 'joiner'
          ? [{ name: TUICallEvent.USER_ENTER, payload }]
          : [
              { name: TUICallEvent.USER_ACCEPT, payload },
              { name: TUICallEvent.USER_ENTER, payload },
            ];
      case 'gone':
        if (leg.reason === 'rejected') return [{ name: TUICallEvent.REJECT, payload }];
        if (leg.reason === 'busy') return [{ name: TUICallEvent.LINE_BUSY, payload }];
        if (was?.state !== 'joined' || !inside || this.#after.end) return [];
        return [{ name: TUICallEvent.USER_LEAVE, payload: { ...payload, word: wordOf(leg.reason) } }];
    }
  }

  /** This device's part is over. */
  ending(): Fired[] {
    if (!this.#out || !this.#mine) return [];
    const { word, userID, deviceID } = this.#how(this.#mine);
    const fields = { ...common(this.#after, this.#self), userID, ...endFields(word, deviceID) };
    if (this.#was !== 'connected') return [{ name: TUICallEvent.ON_CALL_NOT_CONNECTED, payload: fields }];
    const totalTime = seconds(this.#after.answered_at, this.#mine.gone_at ?? this.#after.end?.at);
    return [{ name: TUICallEvent.ON_CALL_END, payload: { ...fields, totalTime } }];
  }

  /** How this device's part came to its end: why, by whom, and on which other device. */
  #how(mine: Leg): { word: EndWord; userID: string; deviceID: string } {
    const self = this.#self.user;
    const end = this.#after.end;
    const elsewhere = mine.device !== undefined && mine.device !== this.#self.device;
    if (mine.joined_at && elsewhere) return { word: 'answered_elsewhere', userID: self, deviceID: mine.device ?? '' };
    switch (mine.reason) {
      case 'rejected':
        return elsewhere
          ? { word: 'rejected_elsewhere', userID: self, deviceID: mine.device ?? '' }
          : { word: 'rejected', userID: self, deviceID: '' };
      case 'hung_up':
      case 'busy':
      case 'no_answer':
      case 'offline':
      case 'interrupted':
        return { word: mine.reason, userID: self, deviceID: '' };
      case 'removed': // by whom is only told if it ended the call
        return { word: 'removed', userID: end?.reason === 'removed' ? (end.by.user ?? '') : '', deviceID: '' };
      default: {
        // The call ended around it. Nobody having been reached, the documented events name the caller.
        const word = aroundMe(end?.reason, this.#was === 'ringing');
        const refused = word === 'rejected' || word === 'busy' || word === 'no_answer';
        const userID = refused && this.#was === 'dialing' ? self : (end?.by.user ?? this.#lost());
        return { word, userID, deviceID: '' };
      }
    }
  }

  /** Whose device was lost last, where the clock ended the call. */
  #lost(): string {
    return this.#after.legs.findLast((leg) => leg.reason === 'offline' || leg.reason === 'interrupted')?.user ?? '';
  }

  /** It rings here now, or this device is in the answered call now. */
  beginning(): Fired[] {
    const again = this.#out || this.#was === 'out';
    if (this.#is === 'ringing' && again) return [this.#received()];
    if (this.#is !== 'connected' || (this.#was === 'connected' && !this.#out)) return [];
    const begin: Fired = { name: TUICallEvent.ON_CALL_BEGIN, payload: common(this.#after, this.#self) };
    if (this.#was === 'dialing') return [begin]; // who is there was told before
    const there = this.#after.legs.filter((leg) => leg.state === 'joined' && leg.user !== this.#self.user);
    return [begin, ...there.map(({ user }): Fired => ({ name: TUICallEvent.USER_ENTER, payload: { userID: user } }))];
  }

  #received(): Fired {
    const call = this.#after;
    const mine = legOf(call, this.#self.user);
    const callerId = mine ? askerOf(call, mine) : call.caller;
    const others = call.legs.filter((leg) => leg.state !== 'gone' && leg.user !== callerId).map((leg) => leg.user);
    const userData = call.user_data ?? '';
    const payload = {
      ...common(call, this.#self),
      callerId,
      calleeIdList: others,
      userData,
      inviteData: userData,
      sponsor: callerId,
      userIDList: others,
      inviteID: call.id,
      isFromGroup: call.group ?? false,
      ringFor: Math.max(0, (mine?.deadline ?? this.#now) - this.#now),
    };
    return { name: TUICallEvent.ON_CALL_RECEIVED, payload };
  }

  /** The call changed between audio and video, and this device is still part of it. */
  switched(): Fired[] {
    if (!this.#before || this.#out || this.#was === 'out' || this.#before.media === this.#after.media) return [];
    const payload = { oldCallType: mediaType(this.#before.media), newCallType: mediaType(this.#after.media) };
    return [{ name: TUICallEvent.CALL_TYPE_CHANGED, payload }];
  }
}

/** A call of this device that was over as it began: everybody was busy. */
function beganEnded(call: Call, self: Self): boolean {
  const leg = legOf(call, self.user);
  return call.end !== undefined && leg?.role === 'caller' && leg.device === self.device && !call.answered_at;
}

function vanished(call: Call, self: Self, now: number): Fired[] {
  const place = placeOf(call, self);
  if (place === 'out') return [];
  const rangOut = place === 'ringing' && now >= (legOf(call, self.user)?.deadline ?? Infinity);
  const fields = {
    ...common(call, self),
    userID: self.user,
    ...endFields(rangOut ? 'no_answer' : 'unknown', ''),
  };
  if (place !== 'connected') return [{ name: TUICallEvent.ON_CALL_NOT_CONNECTED, payload: fields }];
  return [{ name: TUICallEvent.ON_CALL_END, payload: { ...fields, totalTime: seconds(call.answered_at, now) } }];
}

function seconds(from: number | undefined, to: number | undefined): number {
  return from && to ? Math.max(0, Math.floor((to - from) / 1000)) : 0;
}

function wordOf(reason: Leg['reason']): EndWord {
  return reason && reason !== 'call_over' ? reason : 'unknown';
}

/** Why a call ended around somebody. */
function aroundMe(reason: Leg['reason'], ringing: boolean): EndWord {
  if (reason === 'removed') return 'ended_by_app'; // somebody else was, and too few were left
  // Of two whom a server called together the other one refused: this user did not.
  if (ringing && (reason === 'rejected' || reason === 'busy')) return 'canceled';
  return wordOf(reason);
}

const endReasons: Record<EndWord, CallEndReason> = {
  hung_up: CallEndReason.Hangup,
  canceled: CallEndReason.Canceled,
  rejected: CallEndReason.Reject,
  busy: CallEndReason.LineBusy,
  no_answer: CallEndReason.NoResponse,
  offline: CallEndReason.Offline,
  interrupted: CallEndReason.Offline,
  ended_by_app: CallEndReason.EndByServer,
  removed: CallEndReason.EndByServer,
  answered_elsewhere: CallEndReason.OtherDeviceAccepted,
  rejected_elsewhere: CallEndReason.OtherDeviceReject,
  unknown: CallEndReason.UnKnown,
};

function endFields(word: EndWord, deviceID: string): EndFields {
  return { reason: endReasons[word], word, deviceID };
}

import { CallMediaType } from '@ringline/call-engine';
import type { CallInfo, CallMember, EndWord, HistoryEntry } from '@ringline/call-engine';

export type Media = 'audio' | 'video';

/** One person of a call, with their latest invitation. */
export interface Member {
  user: string;
  role: 'caller' | 'invitee' | 'joiner';
  state: 'ringing' | 'joined' | 'gone';
  /** Why gone, the server's word. Empty before. */
  reason: CallMember['reason'];
  /** When ringing ends, server time in ms. 0 for those who were not asked. */
  deadline: number;
  /** Whether a device of theirs said that it rings. */
  rung: boolean;
  /** Server time in ms; 0 if they were never in. */
  joinedAt: number;
}

/** A call as this device has it. Times are the server's, in ms. */
export interface Call {
  id: string;
  /** incoming: it rings here. outgoing: nobody answered yet. */
  state: 'incoming' | 'outgoing' | 'connected';
  media: Media;
  group: boolean;
  /** Who asked this user: the caller, or the member who invited. Oneself in a call of one's own. */
  from: string;
  /** Everybody, oneself included, in order of invitation. */
  members: readonly Member[];
  /** What the caller sent along. */
  data: string;
  startedAt: number;
  /** 0 while nobody answered. */
  answeredAt: number;
  /** When it stops ringing; 0 when nothing rings. */
  deadline: number;
}

/** A call that is over, as the history has it. Times in ms. */
export interface PastCall {
  id: string;
  media: Media;
  group: boolean;
  caller: string;
  role: 'caller' | 'callee';
  /** Whether this user was in it. */
  answered: boolean;
  missed: boolean;
  startedAt: number;
  /** 0 if nobody answered. */
  answeredAt: number;
  endedAt: number;
  /** Why it ended, the server's word. */
  reason: string;
  /** Why this user's own part in it ended; call_over with the call, empty if the server does not tell. */
  ownReason: string;
  /** How long this user was in it. */
  talk: number;
  /** Everybody else, in order. */
  users: readonly string[];
}

/** How the call that was here came to its end. */
export interface EndedCall {
  id: string;
  media: Media;
  /** Why, in the server's word. */
  reason: EndWord;
  /** Who did it: a user, the administrator's account, or empty when a clock did. */
  by: string;
  /** Who asked this user; oneself for a call of one's own. */
  from: string;
  /** Everybody else who belonged to it. */
  others: readonly string[];
  /** Whether this device was in the answered call. */
  connected: boolean;
  /** Since the call was answered; 0 if it never was. */
  seconds: number;
  /** Who did not come, and why. */
  refused: Readonly<Record<string, EndWord>>;
}

export function mediaOf(type: number): Media {
  return type === CallMediaType.VIDEO ? 'video' : 'audio';
}

export function typeOf(media: Media): number {
  return media === 'video' ? CallMediaType.VIDEO : CallMediaType.AUDIO;
}

/** The engine's call in our words. */
export function callOf(info: CallInfo, me: string, inviter: string): Call {
  const members = info.members.map(({ userID, ...member }) => ({ user: userID, ...member }));
  const rings = members.find((member) => member.user === me)?.state === 'ringing';
  return {
    id: info.callId,
    state: rings ? 'incoming' : info.status === 'connected' ? 'connected' : 'outgoing',
    media: mediaOf(info.callMediaType),
    group: info.group,
    from: inviter || info.callerId,
    members,
    data: info.userData,
    startedAt: info.startedAt,
    answeredAt: info.answeredAt,
    deadline: info.deadline,
  };
}

export function pastCallOf(entry: HistoryEntry): PastCall {
  return {
    id: entry.callId,
    media: mediaOf(entry.media),
    group: entry.group,
    caller: entry.callerId,
    role: entry.role === 'caller' ? 'caller' : 'callee',
    answered: entry.answered,
    missed: entry.missed,
    startedAt: entry.startedAt,
    answeredAt: entry.answeredAt,
    endedAt: entry.endedAt,
    reason: entry.reason,
    ownReason: entry.ownReason,
    talk: entry.talk,
    users: entry.users,
  };
}

/** Those of a call that one sees: in it or still asked, without oneself. */
export function presentOthers(call: Call, me: string): readonly Member[] {
  return call.members.filter((member) => member.state !== 'gone' && member.user !== me);
}

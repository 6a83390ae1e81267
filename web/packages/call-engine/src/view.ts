import { legOf, placeOf, type Call, type Self } from './call-state';
import { CallStatus } from './constants';
import { callerOf, mediaType, roleOf } from './events';
import type { CallInfo, CallMember } from './types';
import type { Leg } from './wire';

/** The call as a page shows it to this device, or null if the device has no part in it. */
export function callInfo(call: Call, self: Self): CallInfo | null {
  const place = placeOf(call, self);
  if (place === 'out') return null;
  return {
    callId: call.id,
    status: place === 'connected' ? CallStatus.CONNECTED : CallStatus.CALLING,
    callMediaType: mediaType(call.media),
    callRole: roleOf(call, self.user),
    group: call.group ?? false,
    callerId: callerOf(call, self.user),
    members: members(call),
    userData: call.user_data ?? '',
    chatGroupID: call.chat_group ?? '',
    startedAt: call.started_at ?? 0,
    answeredAt: call.answered_at ?? 0,
    deadline: ringsUntil(call, self, place === 'ringing'),
  };
}

/** Everybody once, with their latest invitation, at the place of their first. */
function members(call: Call): CallMember[] {
  const latest = new Map<string, Leg>();
  for (const leg of call.legs) latest.set(leg.user, leg);
  return [...latest.values()].map((leg) => ({
    userID: leg.user,
    role: leg.role,
    state: leg.state,
    reason: leg.reason ?? '',
    deadline: leg.deadline ?? 0,
    rung: leg.rung_at !== undefined,
    joinedAt: leg.joined_at ?? 0,
  }));
}

function ringsUntil(call: Call, self: Self, here: boolean): number {
  if (here) return legOf(call, self.user)?.deadline ?? 0;
  const ringing = call.legs.filter((leg) => leg.state === 'ringing');
  return Math.max(0, ...ringing.map((leg) => leg.deadline ?? 0));
}
